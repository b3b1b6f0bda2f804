import { describe, expect, it } from "vitest";
import { keysIn } from "../../model/kmsKeys";

const key = (region: string, id: string) => `arn:aws:kms:${region}:123456789012:key/${id}`;

describe("keys in a region", () => {
  it("are its own, and those of several regions by their ARN there", () => {
    const all = [key("eu-central-1", "a"), key("us-east-1", "b"), key("us-east-1", "mrk-c")];

    expect(keysIn("eu-central-1", all)).toEqual([
      key("eu-central-1", "a"),
      key("eu-central-1", "mrk-c"),
    ]);
    expect(keysIn("us-east-1", all)).toEqual([key("us-east-1", "b"), key("us-east-1", "mrk-c")]);
    expect(keysIn("ap-south-1", all.slice(0, 2))).toEqual([]);
  });

  it("are each once, however often their regions name them", () => {
    expect(keysIn("eu-west-1", [key("eu-west-1", "mrk-c"), key("us-east-1", "mrk-c")])).toEqual([
      key("eu-west-1", "mrk-c"),
    ]);
  });
});
