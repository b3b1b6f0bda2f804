import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowanceOf, noPromise } from "../../../model/proof/allowance";
import { days, deadline, months } from "../../support/plans";
import { randomPolicy } from "../../support/randomPolicies";
import { simulateDue } from "../../support/simulate";

const instant = (text: string): number => Date.parse(text) / 60_000;

describe("allowanceOf", () => {
  it("is one stretch for a deadline in days", () => {
    const horizon = { from: instant("2027-01-15T10:00Z"), until: instant("2029-01-15T10:00Z") };
    const { from, minutes } = allowanceOf([deadline(days(14))], horizon);
    expect([[...from], [...minutes]]).toEqual([[horizon.from], [14 * 1440]]);
  });

  it("changes on 1 March even when the horizon ends on that day", () => {
    // A month from 28 February is due on 28 March, 28 d; from 1 March on 1 April, 31 d.
    const horizon = { from: instant("2027-02-27T01:00Z"), until: instant("2027-03-01T01:00Z") };
    const { from, minutes } = allowanceOf([deadline(months(1))], horizon);
    expect([...from]).toEqual([horizon.from, instant("2027-03-01T00:00Z")]);
    expect([...minutes]).toEqual([28 * 1440, 31 * 1440]);
  });

  it("changes with the day on which a promise does, at 00:00 UTC", () => {
    const horizon = { from: instant("2027-06-01T00:00Z"), until: instant("2029-06-01T00:00Z") };
    const early = deadline(days(14), { until: "2027-07-01" });
    const late = deadline(days(7), { from: "2027-09-01" });
    const { from, minutes, deadlines } = allowanceOf([early, late], horizon);
    expect([...from]).toEqual([
      horizon.from,
      instant("2027-07-01T00:00Z"),
      instant("2027-09-01T00:00Z"),
    ]);
    expect([...minutes]).toEqual([14 * 1440, noPromise, 7 * 1440]);
    expect(deadlines).toEqual([early, undefined, late]);
  });

  it("is due minus release at every minute, with one deadline or more", () => {
    fc.assert(
      fc.property(
        randomPolicy,
        fc.integer({ min: 0, max: 1_100_000 }),
        fc.array(fc.integer({ min: 0, max: 1_100_000 }), { minLength: 20, maxLength: 20 }),
        ({ asOf, deadlines }, length, offsets) => {
          const horizon = { from: asOf, until: asOf + length };
          const { from, minutes } = allowanceOf(deadlines, horizon);
          const edges = [...from].flatMap((edge) => [edge - 1, edge]);
          const releases = [...offsets.map((offset) => asOf + (offset % (length + 1))), ...edges];
          for (const release of releases.filter((one) => one >= asOf && one <= horizon.until)) {
            const stretch = from.findLastIndex((start) => start <= release);
            const allowed = simulateDue(deadlines, release) - release;
            expect(minutes[stretch]).toBe(Number.isFinite(allowed) ? allowed : noPromise);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
