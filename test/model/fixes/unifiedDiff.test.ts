import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../../model/fixes/unifiedDiff";

describe("unifiedDiff", () => {
  it("shows what changed with two lines around it", () => {
    const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    expect(unifiedDiff(before, before.replace("5\n", "five\nmore\n"))).toBe(
      "@@ -3,5 +3,6 @@\n 3\n 4\n-5\n+five\n+more\n 6\n 7",
    );
  });

  it("joins changes that lie close together, and parts those that do not", () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index}\n`).join("");
    const after = before.replace("2\n", "two\n").replace("5\n", "five\n").replace("18\n", "x\n");

    expect(unifiedDiff(before, after).match(/@@ -/g)).toHaveLength(2);
  });

  it("is nothing for equal texts", () => {
    expect(unifiedDiff("a\n", "a\n")).toBe("");
  });

  it("turns one text into the other", () => {
    const line = fc.constantFrom("a", "b", "c", "d");
    const text = fc.array(line, { minLength: 1, maxLength: 14 });

    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = unifiedDiff(`${before.join("\n")}\n`, `${after.join("\n")}\n`);
        expect(patched(before, hunks)).toEqual(after);
      }),
    );
  });
});

/** What `patch` does: the old lines between the hunks, and those of the hunks that are not removed. */
function patched(before: readonly string[], hunks: string): readonly string[] {
  const after: string[] = [];
  let next = 0;
  for (const line of hunks.split("\n").filter((one) => one !== "")) {
    const from = /^@@ -(\d+)/.exec(line)?.[1];
    if (from !== undefined) {
      while (next < Number(from) - 1) after.push(before[next++] ?? "");
      continue;
    }
    if (line[0] !== "+") expect(before[next++]).toBe(line.slice(1));
    if (line[0] !== "-") after.push(line.slice(1));
  }
  return [...after, ...before.slice(next)];
}
