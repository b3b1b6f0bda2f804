/** What is installed in the last minute of its promise is in time, with lost runs too. */
import { describe, expect, it } from "vitest";
import { prove } from "../../../model/proof/prove";
import {
  daily,
  days,
  deadline,
  group,
  plan,
  ring,
  system,
  weekly,
  window,
} from "../../support/plans";

// The first release of all is one that waits longest: a minute after a run has begun.
const asOf = Date.parse("2026-12-01T22:01Z") / 60_000;
// Nightly for 3 h: a patch waits a day less a minute, and 3 h for the run, at the worst.
const worst = 1440 - 1 + 180;

function nightly(within: number) {
  const rings = [ring("all", window(daily("22:00")), [system(0)])];
  return prove(plan([group(rings, [deadline({ months: 0, minutes: within })])]), asOf).cells[0];
}

describe("the last minute of a promise", () => {
  it.each([
    { within: worst, slack: 0, survives: 0 },
    // A lost run costs a day.
    { within: worst + 1440 - 1, slack: 1439, survives: 0 },
    { within: worst + 1440, slack: 1440, survives: 1 },
    { within: worst + 5 * 1440, slack: 7200, survives: 5 },
  ])("is in time: $within minutes survive $survives lost runs", ({ within, slack, survives }) => {
    const cell = nightly(within);
    expect(cell?.verdict).toEqual({ kind: "kept", slack, by: "routine" });
    expect(cell?.survives()).toBe(survives);
  });

  it("is that of the 400th day for longer promises: what has not landed by then never does", () => {
    // A patch waits for up to n + 1 weeks less a minute, and 3 h, with n lost runs. 57 weeks are 399 d, 58 are 406 d.
    const rings = [ring("all", window(weekly("sunday", "04:00")), [system(0)])];
    const promise = deadline(days(500), { until: "2027-06-01" });
    const [cell] = prove(plan([group(rings, [promise])]), asOf).cells;
    expect(cell?.survives()).toBe(56);
  });

  it("is the same for a reader who first asks for fewer, and beside a longer promise of the same route", () => {
    const promises = [worst + 1440, worst + 5 * 1440].map((minutes, index) =>
      deadline(
        { months: 0, minutes },
        { class: { severity: index === 0 ? "high" : "medium", exploited: false } },
      ),
    );
    const rings = [ring("all", window(daily("22:00")), [system(0)])];
    const [tight, wide] = prove(plan([group(rings, promises)]), asOf).cells;
    expect([1, 3, undefined, 9].map((most) => wide?.survives(most))).toEqual([1, 3, 5, 5]);
    expect([3, 0, undefined].map((most) => tight?.survives(most))).toEqual([1, 0, 1]);
  });

  it("is late with one minute less", () => {
    const cell = nightly(worst - 1);
    expect(cell?.verdict).toEqual({ kind: "late", late: 1 });
    expect(cell?.survives()).toBe(-1);
  });
});
