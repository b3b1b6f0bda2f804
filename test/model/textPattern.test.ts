import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesText } from "../../model/textPattern";

const letters = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 8 });

describe("matchesText", () => {
  it("decides as a regular expression does", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 });
    fc.assert(
      fc.property(pattern, letters, (written, text) => {
        const expected = new RegExp(`^${written.replaceAll("*", "[^]*")}$`).test(text);

        expect(matchesText(written, text)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no text twice: what stands before a star and after it does not overlap", () => {
    expect(matchesText("aba*ba", "aba")).toBe(false);
    expect(matchesText("ab*ba", "abba")).toBe(true);
  });
});
