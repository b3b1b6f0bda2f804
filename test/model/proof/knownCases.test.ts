/** Cases that fit on a sheet of paper, with the arithmetic beside them. All times are UTC unless a zone is named. */
import { describe, expect, it } from "vitest";
import type { Freeze, Plan } from "../../../model/plan";
import { prove } from "../../../model/proof/prove";
import type { CellProof, Proof } from "../../../model/proof/verdict";
import { formatInstant } from "../../../model/zone";
import {
  approval,
  daily,
  days,
  deadline,
  group,
  months,
  patchTuesday,
  plan,
  ring,
  system,
  weekly,
  window,
} from "../../support/plans";

const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;
const day = 1440;

function proveOne(only: Plan): { readonly cell: CellProof; readonly proof: Proof } {
  const proof = prove(only, asOf);
  const [cell] = proof.cells;
  if (cell === undefined) throw new Error("no cell");
  return { cell, proof };
}

function told(cell: CellProof): Record<string, unknown> {
  const { worstWait, worstLateness } = cell;
  const at = (instant: number | "never"): string =>
    instant === "never" ? "never" : formatInstant(instant);
  return {
    wait: `${at(worstWait.release)} to ${at(worstWait.landing)}`,
    lateness: `${at(worstLateness.release)} to ${at(worstLateness.landing)}, due ${at(worstLateness.due)}`,
    verdict: cell.verdict,
    survives: cell.survives(),
  };
}

const yearEnd: Freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};

describe("known cases", () => {
  it("waits four or five weeks when the window opens the night before patch Tuesday", () => {
    // Monday 22:00 before the second Tuesday, a delay of 0 days, Linux. The longest gap between two of these Mondays
    // is 5 weeks = 35 d. A patch released one minute after a start waits 35 d − 1 m and the run of 3 h.
    // Second Tuesdays: 2026-12-08, 2027-01-12 (35 d), 2027-02-09. Starts: 12-07 22:00 and 01-11 22:00.
    // Before that, the first release of all, 12-01 00:00, lands 12-08 01:00.
    const monday = window(patchTuesday(-1, "22:00"));
    const { cell } = proveOne(
      plan([group([ring("all", monday, [system(0)])], [deadline(days(35))])]),
    );
    expect(told(cell)).toEqual({
      wait: "2026-12-07 22:01 UTC to 2027-01-12 01:00 UTC",
      lateness: "2026-12-07 22:01 UTC to 2027-01-12 01:00 UTC, due 2027-01-11 22:01 UTC",
      // 01-12 01:00 − 01-11 22:01 = 2 h 59 m
      verdict: { kind: "late", late: 179 },
      survives: -1,
    });
  });

  it("breaks 30 days with a monthly window after months of 31 days", () => {
    // Day 15 at 03:00, run of 3 h. From 12-15 03:01 (one minute too late) to 01-15 06:00 are 31 d 2 h 59 m:
    // 1 d 2 h 59 m over 30 d. With a month of 30 days it is 2 h 59 m over; February alone is in time.
    const monthly = window({ kind: "monthlyDay", days: [15], at: { hour: 3, minute: 0 } });
    const rings = [ring("all", monthly, [system(0)])];
    const { cell } = proveOne(plan([group(rings, [deadline(days(30))])]));
    expect(cell.verdict).toEqual({ kind: "late", late: day + 179 });
    expect(cell.worstWait.release).toBe(Date.parse("2026-12-15T03:01Z") / 60_000);
    // With 32 days there is 32 d − 31 d 2 h 59 m = 21 h 1 m left, and no run may be lost.
    const enough = proveOne(plan([group(rings, [deadline(days(32))])])).cell;
    expect(enough.verdict).toEqual({ kind: "kept", slack: 21 * 60 + 1, by: "routine" });
    expect(enough.survives()).toBe(0);
  });

  // Day 15 of a month, 03:01, to day 15 of the next, 06:00, is the length of the month and 2 h 59 m: 30 d break in months
  // of 30 and of 31 days, and February alone keeps them. Releases of each month count from their 15th on.
  it.each([
    { from: "2027-01-15", until: "2027-02-15", length: 31 },
    { from: "2027-02-15", until: "2027-03-15", length: 28 },
    { from: "2027-04-15", until: "2027-05-15", length: 30 },
    { from: "2028-02-15", until: "2028-03-15", length: 29 },
  ])("breaks 30 days with a monthly window by the length of the month: $from", (month) => {
    const { from, until, length } = month;
    const monthly = window({ kind: "monthlyDay", days: [15], at: { hour: 3, minute: 0 } });
    const promise = deadline(days(30), { from, until });
    const { cell } = proveOne(plan([group([ring("all", monthly, [system(0)])], [promise])]));
    const late = (length - 30) * day + 179;
    expect(cell.verdict).toEqual(
      late > 0 ? { kind: "late", late } : { kind: "kept", slack: -late, by: "routine" },
    );
  });

  it("has its longest wait and its worst lateness at different releases over February", () => {
    // Day 28 at 12:00 and one calendar month. Released 28 January 12:01, landing 28 February 15:00, wait 31 d 2 h 59 m,
    // due 28 February 12:01: 2 h 59 m late. Released 31 January 00:00: due 28 February 00:00, the same landing:
    // 15 h late, after a wait of only 28 d 15 h. 29 and 30 January at 00:00 are due at 28 February 00:00 too, and
    // 29 January is the first of them. The longest wait is 31 d 2 h 59 m, first seen on 28 December 12:01.
    const monthly = window({ kind: "monthlyDay", days: [28], at: { hour: 12, minute: 0 } });
    const { cell } = proveOne(
      plan([group([ring("all", monthly, [system(0)])], [deadline(months(1))])]),
    );
    expect(told(cell)).toEqual({
      wait: "2026-12-28 12:01 UTC to 2027-01-28 15:00 UTC",
      lateness: "2027-01-29 00:00 UTC to 2027-02-28 15:00 UTC, due 2027-02-28 00:00 UTC",
      verdict: { kind: "late", late: 15 * 60 },
      survives: -1,
    });
  });

  it("adds the runs that a freeze swallows", () => {
    // Sundays 04:00 Berlin = 03:00 UTC, delay 2 d. Frozen from 12-18 to 01-04 local. Last run before: 12-13. The
    // freeze bars 12-20, 12-27 and 01-03; the next run is 01-10. Approved one minute too late for 12-13 03:00 is
    // released 12-11 03:00 (+ 2 d + 1 m = 12-13 03:01). It lands 01-10 06:00: 30 d 3 h, 3 h over 30 d.
    const sunday = window(weekly("sunday", "04:00"), {
      name: "sunday",
      timezone: "Europe/Berlin",
    });
    const { cell, proof } = proveOne(
      plan([group([ring("all", sunday, [system(2)])], [deadline(days(30))])], {
        freezes: [yearEnd],
      }),
    );
    expect(told(cell)).toMatchObject({
      lateness: "2026-12-11 03:00 UTC to 2027-01-10 06:00 UTC, due 2027-01-10 03:00 UTC",
      verdict: { kind: "late", late: 180 },
    });
    expect(cell.steps(cell.worstLateness).map(({ cause }) => cause)).toEqual([
      "approval delay 2d",
      "waits for window sunday",
      "freeze year-end bars 3 runs of sunday",
      "run of ring all",
    ]);
    expect(proof.holds).toBe(false);
    expect(proof.findings.map(({ rule }) => rule)).toEqual(["deadline/late"]);
  });

  it("lets a freeze of other groups pass", () => {
    const sunday = window(weekly("sunday", "04:00"), { timezone: "Europe/Berlin" });
    const { proof } = proveOne(
      plan([group([ring("all", sunday, [system(2)])], [deadline(days(30))])], {
        freezes: [{ ...yearEnd, groups: ["shop"] }],
      }),
    );
    expect(proof.holds).toBe(true);
  });

  it("loses the run that the clocks skip in March", () => {
    // Sundays 02:30 Berlin; 28 March 2027 has no 02:30. The Sunday before is 03-21 01:30 UTC, the next 04-04 00:30 UTC
    // (summer time): 14 d − 1 h between them. Released 03-21 01:31, landing 04-04 03:30: 14 d 1 h 59 m.
    const sunday = window(weekly("sunday", "02:30"), { timezone: "Europe/Berlin" });
    const { cell } = proveOne(
      plan([group([ring("all", sunday, [system(0)])], [deadline(days(14))])]),
    );
    expect(told(cell)).toMatchObject({
      wait: "2027-03-21 01:31 UTC to 2027-04-04 03:30 UTC",
      verdict: { kind: "late", late: 119 },
    });
  });

  it("counts on the earlier of two starts for the approval and on the later for the landing", () => {
    // Sundays 01:30 New York; on 7 November 2027 clocks show it twice, at 05:30 and 06:30 UTC. Released 10-31 05:31, a
    // minute after the run before, a patch lands at 06:30 + 3 h at the latest: 7 d 3 h 59 m. Other weeks take an hour less.
    const sunday = window(weekly("sunday", "01:30"), { timezone: "America/New_York" });
    const { cell } = proveOne(
      plan([group([ring("all", sunday, [system(0)])], [deadline(days(8))])]),
    );
    expect(told(cell)).toEqual({
      wait: "2027-10-31 05:31 UTC to 2027-11-07 09:30 UTC",
      lateness: "2027-10-31 05:31 UTC to 2027-11-07 09:30 UTC, due 2027-11-08 05:31 UTC",
      verdict: { kind: "kept", slack: 20 * 60 + 1, by: "routine" },
      survives: 0,
    });
    expect(cell.steps(cell.worstWait).map(({ cause }) => cause)).toContain(
      "the clock shows the start twice: it may run later",
    );
  });

  it("chains three rings whose delays keep the soaks", () => {
    // Canary Tuesday, early Thursday, broad Sunday, all 22:00, soak 1 d after each finish (3 h after each start).
    // Delays 1, 3, 6. Canary's own: a patch approved Tuesday 22:01 waits 7 d − 1 m, runs 3 h. So each ring waits
    // d + 1 m + 7 d − 1 m + 3 h = d + 7 d 3 h at the most: 8 d 3 h, 10 d 3 h, 13 d 3 h.
    // Shortest rests: Tuesday 22:00 + 3 h to Thursday 22:00 is 1 d 21 h; Thursday 22:00 + 3 h to Sunday is 2 d 21 h.
    const on = (weekday: "tuesday" | "thursday" | "sunday") => window(weekly(weekday, "22:00"));
    const native = { soakKept: "native" } as const;
    const rings = [
      ring("canary", on("tuesday"), [system(1)]),
      ring("early", on("thursday"), [system(3, native)], { soak: day }),
      ring("broad", on("sunday"), [system(6, native)], { soak: day }),
    ];
    const proof = prove(plan([group(rings, [deadline(days(14))])]), asOf);
    const waits = proof.cells.map(({ worstWait: { release, landing } }) =>
      landing === "never" ? landing : landing - release,
    );
    expect(waits).toEqual([8 * day + 180, 10 * day + 180, 13 * day + 180]);
    expect(proof.cells.at(-1)?.verdict).toEqual({ kind: "kept", slack: 21 * 60, by: "routine" });
    expect(proof.soaks.map(({ shortest }) => shortest)).toEqual(["never", 45 * 60, 69 * 60]);
    // AWS may count the UTC day: a run at 22:00 then takes patches of d days before, released until 23:59 of that
    // day: 1 h 59 m younger than d days.
    expect(proof.soaks.map(({ youngest }) => youngest)).toEqual([
      day - 119,
      3 * day - 119,
      6 * day - 119,
    ]);
  });

  it("starves on Windows with a delay of 35 days, and not on Linux", () => {
    // A monthly update is superseded after 28 or 35 days, before a delay of 35 days and a minute is over: for good.
    const nightly = window(daily("22:00"));
    const promise = [deadline(days(60))];
    const windows = system(35, { system: "windows-server-2022", baseline: "windows" });
    const starved = proveOne(plan([group([ring("all", nightly, [windows])], promise)])).cell;
    expect(starved.verdict).toEqual({
      kind: "notServed",
      reason:
        "starves: each monthly update supersedes the one before its delay of 35d lets a run install it",
    });
    expect(starved.worstWait.landing).toBe("never");
    const linux = proveOne(plan([group([ring("all", nightly, [system(35)])], promise)])).cell;
    // 35 d + 1 m + (1 d − 1 m) until the next 22:00 + 3 h
    expect(linux.verdict).toEqual({
      kind: "kept",
      slack: 60 * day - (36 * day + 180),
      by: "routine",
    });
  });

  it("waits for a month of 35 days on Windows with a delay of 28 days", () => {
    // Patch Tuesdays, 18:00 UTC in winter: 2027-01-12, 02-09 (28 d), 03-09 (28 d), 04-13 (35 d). An update needs 28 d
    // and 1 m: those of January and February are superseded first, that of March is approved 04-06 18:01, runs at 22:00
    // and lands 04-07 01:00. The last run before 01-12 18:00 is 01-11 22:00; it needs a release by 12-14 21:59. So the
    // worst release is 12-14 22:00, and 114 d less 21 h pass.
    const nightly = window(daily("22:00"));
    const windows = system(28, { system: "windows-server-2022", baseline: "windows" });
    const { cell } = proveOne(
      plan([group([ring("all", nightly, [windows])], [deadline(days(100))])]),
    );
    expect(told(cell)).toMatchObject({
      wait: "2026-12-14 22:00 UTC to 2027-04-07 01:00 UTC",
      verdict: { kind: "late", late: 13 * day + 180 },
    });
    expect(cell.steps(cell.worstWait).map(({ cause }) => cause)).toEqual([
      "superseded before a run could install it, at last by the update of 2027-03-09 18:00 UTC",
      "approval delay 28d",
      "waits for window window",
      "run of ring all",
    ]);
  });

  it("starves on Windows with a delay of 28 days and a monthly window, in months of 35 days too", () => {
    // The third Tuesday is 7 d after each update, and 28 or 35 d after the one before, which is superseded by then. A
    // delay of 6 d and a minute installs each within 7 d; with 28 d no run ever finds an approved one.
    const third = window({
      kind: "monthlyWeekday",
      ordinal: 3,
      weekday: "tuesday",
      offsetDays: 0,
      at: { hour: 22, minute: 0 },
    });
    const verdictWith = (delay: number) => {
      const windows = system(delay, { system: "windows-server-2022", baseline: "windows" });
      return proveOne(plan([group([ring("all", third, [windows])], [deadline(days(60))])])).cell
        .verdict;
    };
    expect(verdictWith(28)).toMatchObject({
      kind: "notServed",
      reason: expect.stringContaining("starves: each monthly update supersedes the one before"),
    });
    expect(verdictWith(6).kind).toBe("kept");
  });

  it("keeps PCI's one month with canary and broad in the same weekly window", () => {
    // Sundays 04:00, both rings; canary after 2 d. The soak of 2 d forces broad a whole week later: 9 d. Worst wait:
    // 9 d + 7 d + 3 h = 16 d 3 h. The shortest calendar month is 28 d: slack 28 d − 16 d 3 h = 11 d 21 h. One lost
    // run takes 7 d of it, two would take 14 d: survives 1.
    const sunday = window(weekly("sunday", "04:00"));
    const pci = deadline(months(1), { source: "pci-dss-4.0.1" });
    const rings = [
      ring("canary", sunday, [system(2)]),
      ring(
        "broad",
        sunday,
        [system(9, { soakKept: "native", approvals: [approval(9, { ownDays: 2 })] })],
        {
          soak: 2 * day,
        },
      ),
    ];
    const proof = prove(plan([group(rings, [pci])]), asOf);
    expect(proof.cells[1]?.verdict).toEqual({
      kind: "kept",
      slack: 11 * day + 21 * 60,
      by: "routine",
    });
    expect(proof.cells[1]?.survives()).toBe(1);
    expect(proof.cells[1]?.deadline.source).toBe("pci-dss-4.0.1");
    // From Sunday 07:00 to the next Sunday 04:00.
    expect(proof.soaks[1]?.shortest).toBe(7 * day - 180);
    expect(proof.holds).toBe(true);
  });
});
