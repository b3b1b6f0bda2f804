/** The long campaign of the fixes against random documents; fast-check prints the seed of a failure. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomDocument } from "../../support/brokenDocuments";
import { isWhole, runs } from "../../support/campaign";
import { compareFixes, fixCounts } from "../../support/fixOpponent";

describe("the fixes of random documents, at length", { timeout: 6 * 3_600_000 }, () => {
  it("keep their word for 2,000 documents", () => {
    const counts = fixCounts();

    fc.assert(
      fc.property(randomDocument, (text) => compareFixes(text, counts)),
      { numRuns: runs(2000), endOnFailure: true },
    );

    const seen = { ...counts, kinds: Object.fromEntries(counts.kinds) };
    process.stdout.write(`${JSON.stringify(seen)}\n`);
    if (isWhole) {
      expect(counts.broken).toBeGreaterThan(500);
      expect(counts.kinds.size).toBeGreaterThan(9);
    }
  });
});
