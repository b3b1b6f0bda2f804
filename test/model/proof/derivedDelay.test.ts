/** Derived delays that fit on a sheet of paper. All times are UTC; D is the day of the earlier ring's run. */
import { describe, expect, it } from "vitest";
import type { Freeze } from "../../../model/plan";
import { type DelayRequest, derivedDelayDays } from "../../../model/proof/deriveDelay";
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

const hour = 60;
// Done at 13:00.
const morning = window(daily("10:00"));
const evening = window(daily("22:00"));

function derived(over: Partial<DelayRequest>): number | undefined {
  return derivedDelayDays({
    earlier: { window: morning, delayDays: 0 },
    window: evening,
    ownDays: 0,
    soak: 12 * hour,
    freezes: [],
    effectiveFrom: "2026-12-01",
    ...over,
  });
}

describe("the delay that keeps a soak", () => {
  it("counts UTC days, the earlier reading, after a ring without a delay", () => {
    // Released a minute after the run of the day before, 10:01 of D − 1, a patch is in the earlier ring at D 13:00. 12 h
    // later is D + 1 01:00, so the later ring must not have it at D 09:00. After exactly a day it is approved D 10:01, too
    // late for that; by UTC days at D 00:00, in time. So a day is too little, and two are enough: D + 1 00:00.
    expect(derived({ window: window(daily("09:00")) })).toBe(2);
  });

  it("counts exact days, the earlier reading, after a ring with one", () => {
    // A delay of a day. By UTC days the first release of the run at D is D − 1 00:00, after exactly a day D − 2 10:01.
    // The later ring must not have it at D 22:00: D − 2 10:01 + 3 d is D + 1 10:01, and + 2 d is D 10:01.
    expect(derived({ earlier: { window: morning, delayDays: 1 } })).toBe(3);
    // Without that delay D − 1 00:00 + 2 d is D + 1 00:00.
    expect(derived({})).toBe(2);
  });

  it("runs from the finish of the ring before", () => {
    // D 13:00 + 9 h is D 22:00 sharp, when the later ring may run; a minute more and it may not. From the start, at 10:00,
    // 9 h 1 m would be over at 19:01. Before D 22:00 the last run is D − 1 22:00, which D − 1 00:00 + 1 d is beyond.
    expect(derived({ soak: 9 * hour })).toBe(1);
    expect(derived({ soak: 9 * hour + 1 })).toBe(2);
  });

  it("runs from when the last machine of the ring before is done, on AWS after the window's end", () => {
    // The last machine starts before the cutoff, by 12:00, and takes 90 min: D 13:30, not D 13:00. D 13:30 + 9 h is D 22:30,
    // when the later ring must not have run yet; from D 13:00 they would be over at D 22:00 sharp, and a day would do.
    const slow = window(daily("10:00"), { perNode: 90 });
    const soak = 9 * hour;
    expect(derived({ earlier: { window: slow, delayDays: 0 }, soak })).toBe(2);
  });

  it("is another one when the same days are frozen in another zone", () => {
    // Frozen in UTC, 10 to 12 December has no run in either ring. The run of the 13th is the first for 9 December 10:01;
    // 13 December 13:00 + 12 h is over on the 14th at 01:00, so the later ring must not have it on the 13th at 22:00: by
    // UTC days 9 December 00:00 + 4 d is the 13th. In Auckland, 13 h ahead, the freeze begins on the 9th at 11:00, within
    // the run of 10:00: so the 13th is the first for 8 December 10:01, a day earlier.
    const frozen = (timezone: string): Freeze => ({
      name: "audit",
      timezone,
      when: { kind: "once", from: "2026-12-10", to: "2026-12-12" },
    });
    expect(derived({ freezes: [frozen("UTC")] })).toBe(5);
    expect(derived({ freezes: [frozen("Pacific/Auckland")] })).toBe(6);
    // And of the ring before alone, where that is in another group.
    const frozenBefore = (freeze: Freeze) => ({ window: morning, delayDays: 0, freezes: [freeze] });
    expect(derived({ earlier: frozenBefore(frozen("UTC")) })).toBe(5);
    expect(derived({ earlier: frozenBefore(frozen("Pacific/Auckland")) })).toBe(6);
  });

  it("is no less than what the document asks for, and at most 360 days", () => {
    expect([derived({ ownDays: 9 }), derived({ ownDays: 360 })]).toEqual([9, 360]);
    expect(derived({ ownDays: 361 })).toBeUndefined();
  });

  it("holds in years to come", () => {
    // Day 28 of a month, and the first Thursday of the next, with 2 d of soak. In 2029 it is 1 March, a day after
    // 28 February: 2 d after 28 February 13:00 are over on 2 March, so a patch released on 28 January 10:01 must not be
    // there on 1 March 22:00. By UTC days 28 January 00:00 + 33 d is 2 March. Thursdays of 2027 and 2028 ask for 11 d.
    const monthly = window({ kind: "monthlyDay", days: [28], at: { hour: 10, minute: 0 } });
    const thursday = window({
      kind: "monthlyWeekday",
      ordinal: 1,
      weekday: "thursday",
      offsetDays: 0,
      at: { hour: 22, minute: 0 },
    });
    const asked = { earlier: { window: monthly, delayDays: 0 }, window: thursday, soak: 48 * hour };
    expect(derived(asked)).toBe(33);
  });
});

describe("the finding of a soak that is not kept", () => {
  const findings = (soak: number) => {
    const on = (weekday: "tuesday" | "thursday") => window(weekly(weekday, "22:00"));
    const rings = [
      ring("canary", on("tuesday"), [system(1)]),
      ring("broad", on("thursday"), [system(3, { soakKept: "native" })], { soak }),
    ];
    return prove(
      plan([group(rings, [deadline(days(30))])]),
      Date.parse("2026-12-01T00:00Z") / 60_000,
    ).findings.map(({ rule }) => rule);
  };

  it("is there from the first missing minute on", () => {
    // Tuesday 22:00 + 3 h to Thursday 22:00: 45 h.
    expect(findings(45 * hour)).toEqual([]);
    expect(findings(45 * hour + 1)).toEqual(["soak/broken"]);
  });
});
