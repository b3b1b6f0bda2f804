import { describe, expect, it } from "vitest";
import { gateStatements } from "../../../../components/aws/access/gateAccess";
import { namedOr, ofRings } from "../../../../components/aws/access/policySize";
import { verdictLimits } from "../../../../model/verdictLimits";

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

describe("the policy of a gate", () => {
  it("has room for readers of as many accounts as a ring may ask, all names as long as they can be", () => {
    const place = { accountId: "012345678901", region: "us-gov-west-1" };
    const arn = (service: string, rest: string) =>
      `arn:aws-us-gov:${service}:us-gov-west-1:012345678901:${rest}`;
    const path = `/patchwarden/${"p".repeat(40)}/${"s".repeat(40)}/${"u".repeat(60)}`;
    const many = <T>(count: number, of: (index: string) => T) =>
      Array.from({ length: count }, (_, index) => of(`${index}`.padStart(2, "0")));

    const statements = gateStatements(place, {
      prefix: path,
      verdictArns: many(20, (index) =>
        arn("ssm", `parameter${path}/${"g".repeat(60)}${index}/close`),
      ),
      readerRoleArns: many(
        verdictLimits.accounts,
        (index) => `arn:aws-us-gov:iam::0123456789${index}:role/${"r".repeat(64)}`,
      ),
      calendarArns: many(2, (index) => arn("ssm", `document/${"c".repeat(126)}${index}`)),
      topicArn: arn("sns", "t".repeat(256)),
    });

    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    expect(policy.length).toBeLessThan(10_240);
    expect(policy).toContain("012345678939");
  });
});
