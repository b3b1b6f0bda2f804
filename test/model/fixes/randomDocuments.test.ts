/**
 * Every fix that is printed keeps its word: against random documents, in all the styles that people write. The same
 * ones each time, since a search can take long; the long campaign draws new ones.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomDocument } from "../../support/brokenDocuments";
import { compareFixes, fixCounts } from "../../support/fixOpponent";

describe("the fixes of random documents", { timeout: 300_000 }, () => {
  it("make the proof hold, nothing else worse, and leave the rest of the text alone", () => {
    const counts = fixCounts();

    fc.assert(
      fc.property(randomDocument, (text) => compareFixes(text, counts)),
      { numRuns: 10, seed: 4, endOnFailure: true },
    );

    expect(counts.broken).toBeGreaterThan(2);
  });
});
