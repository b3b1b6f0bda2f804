/** What one cell of a plan has found serves others only where everything that decides it is the same. */
import { describe, expect, it } from "vitest";
import { prove } from "../../../model/proof/prove";
import {
  approval,
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

const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;
const day = 1440;
const high = { severity: "high", exploited: false } as const;
const critical = { severity: "critical", exploited: false } as const;
const sunday = window(weekly("sunday", "04:00"));
const nightly = window(daily("22:00"));

describe("cells of one window", () => {
  it("have their own verdicts where they are promised different times", () => {
    // 7 d less a minute, and 3 h: 2 h 59 m over 7 d, and 21 h 1 m less than 8 d.
    const promises = [deadline(days(7)), deadline(days(8), { class: critical })];
    const { cells } = prove(plan([group([ring("all", sunday, [system(0)])], promises)]), asOf);
    expect(cells.map(({ verdict }) => verdict)).toEqual([
      { kind: "late", late: 179 },
      { kind: "kept", slack: 21 * 60 + 1, by: "routine" },
    ]);
  });

  it("are late from their own days on, where the same time is promised", () => {
    const promises = [
      deadline(days(7)),
      deadline(days(7), { class: critical, from: "2027-07-01" }),
    ];
    const { cells } = prove(plan([group([ring("all", sunday, [system(0)])], promises)]), asOf);
    // The first Sundays are 6 December 2026 and 4 July 2027; a minute after their starts is the first worst release.
    expect(cells.map(({ worstLateness: { release } }) => release)).toEqual([
      Date.parse("2026-12-06T04:01Z") / 60_000,
      Date.parse("2027-07-04T04:01Z") / 60_000,
    ]);
  });

  it("wait for the kinds of their own class", () => {
    // What is exploited may be of any severity: 30 d. Critical patches wait for 2 d.
    const approvals = [approval(2, { severities: ["critical"] }), approval(30)];
    const promises = [
      deadline(days(60), { class: critical }),
      deadline(days(60), { class: { ...critical, exploited: true } }),
    ];
    const rings = [ring("all", nightly, [system(0, { approvals })])];
    const { cells } = prove(plan([group(rings, promises)]), asOf);
    expect(cells.map(({ worstWait, steps }) => steps(worstWait)[0]?.cause)).toEqual([
      "approval delay 2d",
      "approval delay 30d",
    ]);
  });

  it("starve on Windows alone", () => {
    const systems = [
      system(35),
      system(35, { system: "windows-server-2022", baseline: "windows" }),
    ];
    const rings = [ring("all", nightly, systems)];
    const { cells } = prove(plan([group(rings, [deadline(days(60))])]), asOf);
    expect(cells.map(({ verdict }) => verdict.kind)).toEqual(["kept", "notServed"]);
  });

  it("differ by a predicate of their class, and each has its own promise", () => {
    const promises = [
      deadline(days(7), { class: { ...high, automatable: true } }),
      deadline(days(30), { class: { ...high, automatable: false } }),
    ];
    const { cells } = prove(plan([group([ring("all", sunday, [system(0)])], promises)]), asOf);
    expect(cells.map(({ class: { automatable }, verdict }) => [automatable, verdict.kind])).toEqual(
      [
        [true, "late"],
        [false, "kept"],
      ],
    );
  });
});

describe("windows with one schedule", () => {
  it("have the runs of their zone", () => {
    // 7 d less a minute, and 3 h. In New York the week in which clocks are put back takes an hour more.
    const waits = ["UTC", "America/New_York"].map((timezone) => ({ ...sunday, timezone }));
    const rings = waits.map((zoned, index) => ring(`ring${index}`, zoned, [system(0)]));
    const { cells } = prove(plan([group(rings, [deadline(days(30))])]), asOf);
    expect(
      cells.map(({ worstWait: { release, landing } }) =>
        landing === "never" ? landing : landing - release,
      ),
    ).toEqual([7 * day - 1 + 180, 7 * day - 1 + 180 + 60]);
  });
});

describe("rests", () => {
  const morning = window(daily("10:00"));
  const two = (before: number, after: number) => [
    ring("canary", morning, [system(before)]),
    ring("broad", nightly, [system(after, { soakKept: "native" })], { soak: day }),
  ];
  const shortest = (groups: Parameters<typeof plan>[0]) =>
    prove(plan(groups), asOf)
      .soaks.filter(({ ring: name }) => name === "broad")
      .map((soak) => soak.shortest);

  // Canary runs at 10:00 and is done at 13:00, broad at 22:00. What came out at 00:00 of a day is in canary with its delay
  // of 1 d on the next day; after exactly 1 d, what came out at 10:01 of the day before is. Broad has that n days later
  // at 10:01, and runs at 22:00: n − 2 days and 9 h after canary's finish.
  it("are those of the delays of each group", () => {
    const promise = [deadline(days(30))];
    expect(
      shortest([group(two(1, 4), promise), group(two(1, 6), promise, { name: "shop" })]),
    ).toEqual([2 * day + 540, 4 * day + 540]);
  });

  it("are the shortest of all kinds of patch", () => {
    const kinds = (fast: number, slow: number) =>
      system(0, {
        soakKept: "native",
        approvals: [approval(fast, { severities: ["critical"] }), approval(slow)],
      });
    const rings = (fast: number, slow: number) => [
      ring("canary", morning, [kinds(1, 2)]),
      ring("broad", nightly, [kinds(fast, slow)], { soak: day }),
    ];
    // Critical patches rest as above; for others it is n − 3 days, since canary has them a day later.
    expect(shortest([group(rings(4, 9), [deadline(days(30))])])).toEqual([2 * day + 540]);
    expect(shortest([group(rings(9, 4), [deadline(days(30))])])).toEqual([day + 540]);
  });
});
