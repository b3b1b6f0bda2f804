import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appliesTo } from "../../model/calendar";
import { freezesOf } from "../../model/freezesOf";
import type { Freeze } from "../../model/plan";

const groups = ["web", "erp", "batch", "unnamed"] as const;

const freezes: fc.Arbitrary<readonly Freeze[]> = fc
  .array(fc.option(fc.subarray([...groups.slice(0, 3)]), { nil: undefined }), { maxLength: 8 })
  .map((all) =>
    all.map(
      (named, index): Freeze => ({
        name: `freeze-${index}`,
        timezone: "UTC",
        when: { kind: "yearly", from: "12-18", to: "01-04" },
        ...(named === undefined ? {} : { groups: named }),
      }),
    ),
  );

describe("freezesOf", () => {
  it("gives those that hold for a group, in the order of the document", () => {
    fc.assert(
      fc.property(freezes, fc.constantFrom(...groups), (all, group) => {
        expect(freezesOf(all, group)).toEqual(all.filter((freeze) => appliesTo(freeze, group)));
      }),
    );
  });

  it("gives groups that no freeze names the same list", () => {
    fc.assert(
      fc.property(freezes, (all) => {
        expect(freezesOf(all, "unnamed")).toBe(freezesOf(all, "another"));
      }),
    );
  });
});
