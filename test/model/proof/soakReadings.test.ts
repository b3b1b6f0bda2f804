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

/** Runs on a day, and minutes after its midnight. */
function runsAt(...starts: readonly (readonly [days: number, minutes: number])[]): AdmissibleRuns {
  const all = Int32Array.from(starts, ([days, minutes]) => days * day + minutes);
  return {
    starts: all,
    lateStarts: all,
    possibleStarts: all,
    services: () => [all],
    barred: () => [],
  };
}

const none = Int32Array.of();

test("the last release of all may rest least, when it is a minute too late for a run", () => {
  // The last is day 24, 00:00. With a delay of a day, and read a minute late, it misses the run of day 25 at 00:00 for
  // that of 06:00, done at 07:00; the later ring starts 08:00: 1 h. All others are done on day 25 at 01:00: 7 h.
  const earlier = { runs: runsAt([25, 0], [25, 360]), delayDays: 1, finishAfter: 60 };
  const later = { runs: runsAt([25, 480]), delayDays: 1 };
  expect(shortestRest(earlier, later, horizon, none)).toBe(60);
});

test("a later ring without a delay has a patch when it is released, before a ring that misses a run by a minute", () => {
  // Released on day 21 at 00:00 it is there at once. The earlier ring, with a delay of a day and read a minute late, misses
  // day 22, 00:00, and is done with the run of 06:00 at 07:00: 31 h later. What has the run of 00:00 is 25 h late.
  const earlier = { runs: runsAt([22, 0], [22, 360]), delayDays: 1, finishAfter: 60 };
  const later = { runs: runsAt([21, 0], [23, 0]), delayDays: 0 };
  expect(shortestRest(earlier, later, horizon, none)).toBe(-31 * 60);
});

test("a patch that is superseded before the later ring starts does not rest, and what supersedes it does", () => {
  // The runs of day 21 and of day 23, done at 01:00, and the later ring on day 23 at 02:00. An update of day 22 is in
  // both, after 1 h. One of day 23, 01:30, replaces every patch before, and is in no earlier run.
  const earlier = { runs: runsAt([21, 0], [23, 0]), delayDays: 0, finishAfter: 60 };
  const later = { runs: runsAt([23, 120]), delayDays: 0 };
  const updates = (...minutes: readonly number[]) => Int32Array.from(minutes);
  expect(shortestRest(earlier, later, horizon, updates(22 * day))).toBe(60);
  expect(shortestRest(earlier, later, horizon, updates(23 * day + 90))).toBe("never");
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
