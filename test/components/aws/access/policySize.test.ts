import { describe, expect, it } from "vitest";
import { namedOr, ofRings } from "../../../../components/aws/access/policySize";

const key = "aws:ResourceTag/PatchGroup";
const groups = (count: number, rings: readonly string[]) =>
  Array.from({ length: count }, (_, index) => rings.map((ring) => `web-${index}.${ring}`)).flat();

describe("a condition on the rings' tag", () => {
  it("names each ring while a policy has room for them", () => {
    const few = groups(10, ["canary", "broad"]);

    expect(ofRings(key, few)).toEqual({ StringEquals: { [key]: few } });
  });

  it("names each group when there are more rings than that, in a stable order", () => {
    const many = groups(60, ["canary", "early", "broad"]);

    const condition = ofRings(key, many);

    expect(condition).toEqual(ofRings(key, [...many].reverse()));
    expect(condition["StringLike"]?.[key]).toHaveLength(60);
    expect(condition["StringLike"]?.[key]).toContain("web-7.*");
  });

  it("asks for any ring when there are more groups than that, and never for no tag", () => {
    expect(ofRings(key, groups(300, ["all"]))).toEqual({ StringLike: { [key]: ["?*"] } });
  });

  it("takes a name without a dot for a group of its own", () => {
    const bare = Array.from({ length: 100 }, (_, index) => `machines-of-team-${index}`);

    expect(ofRings(key, [...bare.slice(0, 2), ...groups(90, ["a", "b"])])).toMatchObject({
      StringLike: { [key]: expect.arrayContaining(["machines-of-team-1", "web-1.*"]) },
    });
  });

  it("stays below its share of a policy, however many rings there are", () => {
    for (const count of [1, 10, 50, 100, 1000]) {
      const text = JSON.stringify(ofRings(key, groups(count, ["canary", "early", "broad"])));
      expect(text.length, `${count}`).toBeLessThan(1_300);
    }
  });
});

describe("resources of a statement", () => {
  it("are named up to twenty, and matched beyond", () => {
    const arns = Array.from({ length: 21 }, (_, index) => `arn:${index}`);

    expect(namedOr(arns.slice(1), "arn:*")).toEqual(arns.slice(1));
    expect(namedOr(arns, "arn:*")).toEqual(["arn:*"]);
  });
});
