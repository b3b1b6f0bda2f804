/** The shortest rest and the youngest patch look at a few releases; here every minute is one, in every reading. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { approvedAt, type EarlierRing, type RingRuns, readings } from "../../../model/proof/rest";
import type { AdmissibleRuns } from "../../../model/proof/runs";
import { shortestRest, youngestPatch } from "../../../model/proof/soak";

const day = 1440;
const horizon = { from: 20 * day, until: 24 * day };

/** Runs at midnight, noon and a minute beside them, so that readings meet and miss one another. */
const runs: fc.Arbitrary<AdmissibleRuns> = fc
  .uniqueArray(
    fc
      .tuple(fc.integer({ min: 40, max: 60 }), fc.constantFrom(-1, 0, 1, 61))
      .map(([halfDays, minutes]) => halfDays * (day / 2) + minutes),
    { minLength: 1, maxLength: 12 },
  )
  .map((starts) => {
    const sorted = Int32Array.from(starts).sort();
    const lists = { starts: sorted, lateStarts: sorted, possibleStarts: sorted };
    return { ...lists, services: () => [sorted], barred: () => [] };
  });
const ring = fc.record({ runs, delayDays: fc.integer({ min: 0, max: 3 }) });
const earlierRing = fc.record({
  runs,
  delayDays: fc.integer({ min: 0, max: 3 }),
  finishAfter: fc.constantFrom(60, 120, 240),
});
const supersedings = fc
  .uniqueArray(fc.integer({ min: horizon.from - day, max: horizon.until + 3 * day }), {
    maxLength: 4,
  })
  .map((instants) => Int32Array.from(instants).sort());

test("the shortest rest is that of some release and reading, and no release has a shorter one", () => {
  fc.assert(
    fc.property(earlierRing, ring, supersedings, (earlier, later, updates) => {
      expect(shortestRest(earlier, later, horizon, updates)).toBe(
        least((release, reading) => restOf(earlier, later, updates, release, reading)),
      );
    }),
    { numRuns: 200 },
  );
});

test("the youngest patch is that of some release and reading, and no run installs a younger one", () => {
  fc.assert(
    fc.property(ring, supersedings, (one, updates) => {
      expect(youngestPatch(one, horizon, updates)).toBe(
        least((release, reading) => {
          const start = startWith(one, release, reading);
          return start > supersededAt(updates, release) ? never : start - release;
        }),
      );
    }),
    { numRuns: 200 },
  );
});

const never = Number.POSITIVE_INFINITY;
type Reading = (typeof readings)[number];

function least(measure: (release: number, reading: Reading) => number): number | "never" {
  let found = never;
  for (let release = horizon.from; release <= horizon.until; release++) {
    for (const reading of readings) found = Math.min(found, measure(release, reading));
  }
  return found === never ? "never" : found;
}

function restOf(
  earlier: EarlierRing,
  later: RingRuns,
  updates: Int32Array,
  release: number,
  reading: Reading,
): number {
  const first = startWith(earlier, release, reading);
  const second = startWith(later, release, reading);
  if (first === never || second === never || second > supersededAt(updates, release)) return never;
  return second - first - earlier.finishAfter;
}

function startWith({ runs: { starts }, delayDays }: RingRuns, release: number, reading: Reading) {
  const approved = approvedAt(release, delayDays, reading);
  return starts.find((start) => start >= approved) ?? never;
}

function supersededAt(updates: Int32Array, release: number): number {
  return updates.find((update) => update > release) ?? never;
}
