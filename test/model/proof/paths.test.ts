/** The out-of-cycle path between freezes, and beside routine runs. All times are UTC. */
import { describe, expect, it } from "vitest";
import type { Freeze, OutOfCyclePath } from "../../../model/plan";
import { prove } from "../../../model/proof/prove";
import type { CellProof } from "../../../model/proof/verdict";
import {
  closed,
  daily,
  days,
  deadline,
  group,
  minute,
  plan,
  ring,
  system,
  weekly,
  window,
} from "../../support/plans";

const asOf = minute("2026-12-01T00:00");
const exploited = { severity: "critical", exploited: true } as const;
const hours = (count: number) => ({ months: 0, minutes: count * 60 });

/** An hour a ring, and ten hours of rest between two of them. */
const path: OutOfCyclePath = {
  name: "urgent",
  when: ["exploited"],
  notice: 0,
  decideWithin: 0,
  quorum: 1,
  perRing: 60,
  soak: 600,
  inFreeze: false,
};

/** Rings that no routine run serves, promised something until 24 December 2026. */
function onPathAlone(
  rings: readonly string[],
  within: number,
  freeze: Freeze,
  from = asOf,
): readonly CellProof[] {
  const nothing = [system(0, { approvals: [] })];
  const promise = deadline(hours(within), { class: exploited, until: "2026-12-24" });
  const all = rings.map((name) => ring(name, window(daily("22:00")), nothing));
  const only = plan([group(all, [promise], { outOfCycle: path })], { freezes: [freeze] });
  return prove(only, from).cells;
}

describe("a freeze that bars the path", () => {
  const christmas = closed(["2026-12-24T06:00", "2026-12-25T06:00"]);

  it("holds back a later ring when the first is not", () => {
    // Triggers after 23 December are promised nothing, so canary is always done before the freeze. Broad starts 11 h
    // after the trigger: 05:01 is a minute too late for its hour, so triggered 23 December 18:01 it starts 25 December
    // 06:00 and ends 07:00. That is 1 d 12 h 59 m; 48 h leave 11 h 1 m.
    const [canary, broad] = onPathAlone(["canary", "broad"], 48, christmas);
    expect(canary?.verdict).toEqual({ kind: "kept", slack: 47 * 60, by: "outOfCycle" });
    expect(broad?.worstLateness).toMatchObject({
      release: minute("2026-12-23T18:01"),
      landing: minute("2026-12-25T07:00"),
    });
    expect(broad?.verdict).toEqual({ kind: "kept", slack: 11 * 60 + 1, by: "outOfCycle" });
  });

  it("holds back what starts again after a lost execution", () => {
    // Without a freeze 12 h are twelve executions: eleven may be lost. The last trigger is 23 December 23:59; with five
    // lost the sixth starts 04:59 and ends in time. With six lost the seventh starts 05:59 and waits for the 25th.
    const [only] = onPathAlone(["all"], 12, christmas);
    expect(only?.verdict).toEqual({ kind: "kept", slack: 11 * 60, by: "outOfCycle" });
    expect(only?.survives()).toBe(5);
    const [open] = onPathAlone(["all"], 12, closed(["2028-12-24T06:00", "2028-12-25T06:00"]));
    expect(open?.survives()).toBe(11);
  });

  it("lets an execution end in the minute in which it begins", () => {
    // The first trigger of all is 05:00, whose hour ends when the freeze begins at 06:00. Triggered 05:01 it starts a day
    // later at 06:00 and ends 07:00: 25 h 59 m.
    const eve = closed(["2026-12-23T06:00", "2026-12-24T06:00"]);
    const [only] = onPathAlone(["all"], 48, eve, minute("2026-12-23T05:00"));
    expect(only?.worstWait).toMatchObject({
      release: minute("2026-12-23T05:01"),
      landing: minute("2026-12-24T07:00"),
    });
  });

  it("serves nothing when it is longer than 400 days", () => {
    // Triggered 23 December 05:01, a minute too late for the hour before: 400 d end on 27 January 2028 at 05:01.
    const until = (end: string) =>
      onPathAlone(["all"], 24, closed(["2026-12-23T06:00", end]))[0]?.verdict;
    expect(until("2028-01-27T04:01")).toEqual({ kind: "late", late: 399 * 1440 });
    expect(until("2028-01-27T04:02")).toEqual({
      kind: "notServed",
      reason: "path urgent is barred for 400 days",
    });
  });
});

describe("the path beside routine runs", () => {
  const promised = (within: number, over: Partial<OutOfCyclePath>) => {
    const rings = [ring("all", window(weekly("sunday", "04:00")), [system(0)])];
    const promise = deadline(days(within), { class: exploited });
    const outOfCycle = { ...path, ...over };
    return prove(plan([group(rings, [promise], { outOfCycle })]), asOf).cells[0]?.verdict;
  };

  it("is not taken where those keep the promise, though it is faster", () => {
    // 7 d less a minute, and 3 h.
    const slack = 8 * 1440 - (7 * 1440 - 1 + 180);
    expect(promised(8, {})).toEqual({ kind: "kept", slack, by: "routine" });
  });

  it("is not taken where it is later still", () => {
    // Promised are 7 d: routine runs are 2 h 59 m late, the path with 7 d of notice and 4 h of execution 4 h.
    expect(promised(7, { notice: 7 * 1440, perRing: 240 })).toEqual({ kind: "late", late: 179 });
    expect(promised(7, { notice: 7 * 1440, perRing: 60 })).toEqual({ kind: "late", late: 60 });
  });
});
