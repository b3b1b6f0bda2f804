import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  approvedAt,
  forEachFirstRelease,
  readings,
  smallestRestingDelay,
} from "../../../model/proof/rest";
import type { AdmissibleRuns } from "../../../model/proof/runs";

const day = 1440;

/** Runs a day or several apart, now and then with a second start an hour later. */
const runs: fc.Arbitrary<AdmissibleRuns> = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 8 }).map((halfDays) => halfDays * (day / 2)),
      fc.integer({ min: 0, max: 9 }),
    ),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map((gaps) => {
    let at = 0;
    const all = gaps.map(([gap, doubled]) => {
      at += gap;
      return { start: at, late: doubled === 0 ? at + 60 : at };
    });
    const possible = all.flatMap(({ start, late }) => [...new Set([start, late])]);
    return {
      starts: Int32Array.from(all, ({ start }) => start),
      lateStarts: Int32Array.from(all, ({ late }) => late),
      possibleStarts: Int32Array.from(possible),
      services: () => [],
      barred: () => [],
    };
  });

function runsAt(...starts: readonly number[]): AdmissibleRuns {
  const all = Int32Array.from(starts);
  return {
    starts: all,
    lateStarts: all,
    possibleStarts: all,
    services: () => [all],
    barred: () => [],
  };
}

describe("smallestRestingDelay", () => {
  it("approves after a start that is too early, and not in its minute", () => {
    // Runs on days 1 and 2 at 10:00, done at 13:00; with 12 h of soak the later ring must not have their patches before
    // 01:00 of days 2 and 3. It starts on day 1 at 23:00 and on day 3 at 00:00. By UTC days, what is released on day 0
    // needs 2 d to miss the first, and what is released on day 1, after the run, 3 d to miss the second: 2 d are its minute.
    const earlier = runsAt(day + 600, 2 * day + 600);
    const later = runsAt(day + 1380, 3 * day);
    const ring = { runs: earlier, delayDays: 0, finishAfter: 180 };
    expect(smallestRestingDelay(ring, later, 720, 0, 4 * day)).toBe(3);
  });

  it("is the smallest delay with which every release of every reading rests", () => {
    const arbitrary = fc.record({
      earlier: runs,
      later: runs,
      delayDays: fc.integer({ min: 0, max: 3 }),
      finishAfter: fc.integer({ min: 0, max: 300 }),
      soak: fc.oneof(fc.integer({ min: 1, max: 5 * day }), fc.constant(60)),
      from: fc.oneof(fc.constantFrom(0, day), fc.integer({ min: 0, max: 3 * day })),
    });
    fc.assert(
      fc.property(arbitrary, ({ earlier, later, delayDays, finishAfter, soak, from }) => {
        const ring = { runs: earlier, delayDays, finishAfter };
        const until = from + 20 * day;
        const rests = (days: number): boolean =>
          readings.every((reading) => {
            let kept = true;
            forEachFirstRelease(ring, [from, until], reading, (release, finish) => {
              const approved = approvedAt(release, days, reading);
              const start =
                later.possibleStarts.find((one) => one >= approved) ?? Number.POSITIVE_INFINITY;
              kept &&= start >= finish + soak;
            });
            return kept;
          });

        const days = smallestRestingDelay(ring, later, soak, from, until);

        expect(rests(days)).toBe(true);
        for (let fewer = 0; fewer < days; fewer++) expect(rests(fewer)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });
});
