/** Which verdict a promise gets, beside the arithmetic of its calendar. */
import { describe, expect, it } from "vitest";
import type { Facts } from "../../../model/obligations/applies";
import type { OutOfCyclePath, PatchClass, PolicyException } from "../../../model/plan";
import { explainCell, summariseProof } from "../../../model/proof/explain";
import { servesClass } from "../../../model/proof/outOfCycle";
import { prove } from "../../../model/proof/prove";
import type { CellProof } from "../../../model/proof/verdict";
import {
  approval,
  daily,
  days,
  deadline,
  group,
  months,
  plan,
  ring,
  system,
  weekly,
  window,
} from "../../support/plans";

const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;
const exploited: PatchClass = { severity: "critical", exploited: true };
const nightly = window(daily("22:00"), { name: "nightly" });
const sunday = window(weekly("sunday", "04:00"), { name: "sunday" });

const path: OutOfCyclePath = {
  name: "urgent",
  when: ["exploited"],
  notice: 360,
  decideWithin: 240,
  quorum: 2,
  perRing: 360,
  soak: 120,
  inFreeze: true,
};

function causes(cell: CellProof | undefined, which: "worstWait" | "worstLateness"): string[] {
  return cell === undefined ? [] : cell.steps(cell[which]).map(({ cause }) => cause);
}

describe("kinds of patch", () => {
  const cellOf = (approvals: ReturnType<typeof approval>[], over = {}, patchClass?: PatchClass) =>
    prove(
      plan([
        group(
          [ring("all", nightly, [system(0, { approvals, ...over })])],
          [deadline(days(60), patchClass === undefined ? {} : { class: patchClass })],
        ),
      ]),
      asOf,
    ).cells[0];

  it("waits for the slowest severity word of the class, each by its fastest rule", () => {
    // `high` is important and unspecified; SSM knows no `unspecified` on RHEL. important: min(20, 9) = 9.
    const rules = [
      approval(20),
      approval(9, { severities: ["important"] }),
      approval(2, { severities: ["critical"] }),
    ];
    expect(causes(cellOf(rules), "worstWait")[0]).toBe("approval delay 9d");
    // On Windows there is `unspecified` too, which only the first rule approves.
    const onWindows = cellOf(rules, { system: "windows-server-2025" });
    expect(causes(onWindows, "worstLateness")).toContain("approval delay 20d");
  });

  it("takes the slowest of all severities for an exploited class", () => {
    const rules = [approval(2, { severities: ["critical"] }), approval(30)];
    const cell = cellOf(rules, {}, exploited);
    expect(causes(cell, "worstWait")[0]).toBe("approval delay 30d");
  });

  it("does not serve a kind that no rule approves", () => {
    const cell = cellOf([approval(2, { severities: ["critical"] })]);
    expect(cell?.verdict).toEqual({
      kind: "notServed",
      reason:
        "no rule of baseline linux approves patches of classification security and severity important",
    });
    const windows = cellOf([approval(2, { classifications: ["security"] })], {
      system: "windows-server-2022",
    });
    expect(windows?.verdict).toMatchObject({
      reason:
        "no rule of baseline linux approves patches of classification critical and severity important",
    });
  });

  it("counts what Azure keeps: no severity", () => {
    const cell = cellOf([approval(0, { severities: ["critical"] })], { cloud: "azure" });
    expect(cell?.verdict.kind).toBe("kept");
  });
});

describe("capacity", () => {
  // Two hours before the cutoff and 20 minutes a machine: batches start at 0, 20, … 120 minutes, 7 at the most.
  it.each([
    { value: 100, enough: true },
    { value: 15, enough: true }, // ⌈100 / 15⌉ = 7 batches, the last starts after 6 × 20 = 120 minutes
    { value: 14, enough: false }, // 8 batches, 140 minutes
    { value: 1, enough: false },
  ])("of $value percent of the machines at a time is enough: $enough", ({ value, enough }) => {
    const only = ring("all", nightly, [system(0)], { concurrency: { kind: "percent", value } });
    const proof = prove(plan([group([only], [deadline(days(30))])]), asOf);
    expect(proof.holds).toBe(enough);
    expect(proof.findings.map(({ rule }) => rule)).toEqual(enough ? [] : ["capacity"]);
  });

  it("is not asked of Azure, which starts all machines at once", () => {
    const only = ring("all", nightly, [system(0, { cloud: "azure" })], {
      concurrency: { kind: "percent", value: 1 },
    });
    expect(prove(plan([group([only], [deadline(days(30))])]), asOf).holds).toBe(true);
  });

  it("is assumed for a number of machines at a time, and the proof says so", () => {
    const only = ring("all", nightly, [system(0)], { concurrency: { kind: "count", value: 1 } });
    const proof = prove(plan([group([only], [deadline(days(30))])]), asOf);
    expect(proof.holds).toBe(true);
    expect(proof.assumptions.join("\n")).toContain("a number of machines at a time");
  });
});

describe("the finish of a run", () => {
  it("is after the window on AWS when a machine takes longer than the cutoff", () => {
    // End 180, cutoff 60: the last machine may start after 120 minutes and take 90: 210. Azure ends at 180.
    const slow = window(daily("22:00"), { perNode: 90 });
    const rings = [ring("all", slow, [system(0), system(0, { cloud: "azure" })])];
    const waits = prove(plan([group(rings, [deadline(days(30))])]), asOf).cells.map(
      ({ worstWait: { release, landing } }) => (landing === "never" ? landing : landing - release),
    );
    expect(waits).toEqual([1439 + 210, 1439 + 180]);
  });
});

describe("the edges of a run", () => {
  const waitOf = (only: ReturnType<typeof plan>): number => {
    const worst = prove(only, asOf).cells[0]?.worstWait;
    return worst === undefined || worst.landing === "never"
      ? Number.NaN
      : worst.landing - worst.release;
  };

  it("may touch the first minute of a freeze and no more", () => {
    // 21:00 to 24:00, and a freeze from midnight on: the run of the eve happens, the next one is a day late.
    const freeze = {
      name: "christmas",
      timezone: "UTC",
      when: { kind: "yearly" as const, from: "12-24", to: "12-24" },
    };
    const only = (schedule: string) =>
      plan([group([ring("all", window(daily(schedule)), [system(0)])], [deadline(days(9))])], {
        freezes: [freeze],
      });
    expect(waitOf(only("21:00"))).toBe(2 * 1440 - 1 + 180);
    expect(waitOf(only("21:01"))).toBe(3 * 1440 - 1 + 180);
    // And the run that starts when the freeze ends happens: of those at midnight one is barred.
    expect(waitOf(only("00:00"))).toBe(2 * 1440 - 1 + 180);
  });

  it("take what is released in their own minute, and not in the next", () => {
    // Runs at 00:00, and the first release of all is at 00:00 too: it lands 03:00. Released 00:01, a patch waits a day less
    // a minute, and 3 h.
    const rings = [ring("all", window(daily("00:00")), [system(0)])];
    expect(waitOf(plan([group(rings, [deadline(days(9))])]))).toBe(1440 - 1 + 180);
  });

  it("still installs an update in the minute in which the next one supersedes it, and not in the next", () => {
    // 10:00 in Los Angeles on the second Tuesday: the run starts with the release of the next update. A delay of 1 d bars
    // the new one, the old one still goes; a minute later neither does, and so every month.
    const at = (minute: number) =>
      window(
        {
          kind: "monthlyWeekday",
          ordinal: 2,
          weekday: "tuesday",
          offsetDays: 0,
          at: { hour: 10, minute },
        },
        { timezone: "America/Los_Angeles" },
      );
    const windows = system(1, { system: "windows-server-2022" });
    const only = (minute: number) =>
      plan([group([ring("all", at(minute), [windows])], [deadline(days(60))])]);
    // The longest time between two runs is from 2028-10-10 17:00 to 11-14 18:00 UTC, 35 d 1 h with the clock change.
    // Approved a minute too late for the first is released 10-09 17:00; 11-14 21:00 is 36 d 4 h later.
    expect(waitOf(only(0))).toBe(36 * 1440 + 240);
    expect(waitOf(only(1))).toBeNaN();
  });
});

describe("lost runs", () => {
  it("counts a run in the minute of a superseding once", () => {
    // Daily at 10:00 in Los Angeles, the minute of every monthly update, no delay. With n runs lost, a patch lands after
    // n + 1 days less a minute and 3 h, an hour more in autumn. 39 d 3 h 59 m are within 40 d, 40 d 2 h 59 m are not.
    const morning = window(daily("10:00"), { timezone: "America/Los_Angeles" });
    const windows = system(0, { system: "windows-server-2022" });
    const [cell] = prove(
      plan([group([ring("all", morning, [windows])], [deadline(days(40))])]),
      asOf,
    ).cells;
    expect(cell?.survives()).toBe(38);
  });
});

describe("out of cycle", () => {
  const rings = [ring("canary", sunday, [system(2)]), ring("broad", sunday, [system(9)])];
  const promise = [deadline(days(3), { class: exploited })];

  it("serves what routine windows cannot, ring after ring", () => {
    // Notice 6 h, decision 4 h, canary 6 h = 16 h. Then soak 2 h and broad 6 h = 24 h. Of 72 h, 56 h and 48 h are left.
    // A lost execution costs 6 h in every ring: 56 / 6 = 9 for canary, 48 / 12 = 4 for broad.
    const proof = prove(plan([group(rings, promise, { outOfCycle: path })]), asOf);
    expect(proof.cells.map(({ verdict }) => verdict)).toEqual([
      { kind: "kept", slack: 56 * 60, by: "outOfCycle" },
      { kind: "kept", slack: 48 * 60, by: "outOfCycle" },
    ]);
    expect(proof.cells.map(({ survives }) => survives())).toEqual([9, 4]);
  });

  it("does not serve a class that the path does not name", () => {
    const high = [deadline(days(3))];
    const proof = prove(plan([group(rings, high, { outOfCycle: path })]), asOf);
    expect(proof.cells.map(({ verdict }) => verdict.kind)).toEqual(["late", "late"]);
  });

  it("is triggered by predicates that all fit; what is not known fits", () => {
    const wanted = {
      severity: ["critical"],
      exposure: "internet",
      automatable: true,
      technicalImpact: "total",
    } as const;
    const serves = (facts: Facts): boolean => servesClass({ when: ["exploited", wanted] }, facts);
    const critical = { severity: "critical", exploited: false, exposure: "internet" } as const;

    expect(serves(critical)).toBe(true);
    expect(serves({ ...critical, automatable: true, technicalImpact: "total" })).toBe(true);
    expect(serves({ ...critical, automatable: false })).toBe(false);
    expect(serves({ ...critical, technicalImpact: "partial" })).toBe(false);
    expect(serves({ ...critical, exposure: "internal" })).toBe(false);
    expect(serves({ ...critical, severity: "high" })).toBe(false);
    expect(serves({ severity: "low", exploited: true, exposure: "internal" })).toBe(true);
    expect(serves({})).toBe(true);
  });

  it.each([
    ["exploited", { severity: "low" }],
    ["critical", { exploited: false }],
    [{ severity: ["critical"] }, { exploited: false }],
    [{ exposure: "internet" }, { severity: "low", exploited: false }],
  ] satisfies [OutOfCyclePath["when"][number], Facts][])(
    "is triggered by %j alone where that is not known",
    (trigger, facts) => {
      expect(servesClass({ when: [trigger] }, facts)).toBe(true);
    },
  );

  it("waits for the end of a freeze that bars it", () => {
    // Frozen 12-24 to 12-26, 72 h, UTC. Triggered so that canary's 6 h would touch the freeze by one minute: start
    // 12-23 18:01, so trigger 12-23 08:01. It starts 12-27 00:00 and ends 06:00: 3 d 21 h 59 m, 21 h 59 m late.
    const closed = { ...path, inFreeze: false };
    const freeze = {
      name: "christmas",
      timezone: "UTC",
      when: { kind: "yearly" as const, from: "12-24", to: "12-26" },
    };
    const proof = prove(
      plan([group(rings, promise, { outOfCycle: closed })], { freezes: [freeze] }),
      asOf,
    );
    const [canary] = proof.cells;
    expect(canary?.verdict).toEqual({ kind: "late", late: 22 * 60 - 1 });
    expect(canary?.worstLateness.release).toBe(Date.parse("2026-12-23T08:01Z") / 60_000);
    expect(causes(canary, "worstLateness")).toContain("a freeze bars path urgent for ring canary");
    expect(canary?.survives()).toBe(-1);
  });
});

describe("exceptions", () => {
  const late = [deadline(days(7))];
  const rings = [ring("all", sunday, [system(2)])];
  const exception: PolicyException = {
    id: "RISK-17",
    scope: { group: "web" },
    rule: "deadlines",
    reason: "vendor support",
    owner: "erp",
    approvedBy: "ciso",
    expires: "2029-06-30",
  };
  const verdictWith = (over: Partial<PolicyException>) => {
    const exceptions = [{ ...exception, ...over }];
    const proof = prove(plan([group(rings, late)], { exceptions }), asOf);
    return [proof.cells[0]?.verdict.kind, proof.holds];
  };

  it("accepts a late promise when it covers every late release to its landing", () => {
    expect(verdictWith({})).toEqual(["accepted", true]);
  });

  it.each([
    ["that ends before the last late landing", { expires: "2028-11-30" }],
    ["of another group", { scope: { group: "shop" } }],
    ["of another ring", { scope: { ring: "broad" } }],
    ["of another rule", { rule: "aws-ssm-patch-baseline-approval-delay" }],
  ])("does not accept by an exception %s", (_, over) => {
    expect(verdictWith(over)).toEqual(["late", false]);
  });

  it("accepts to the end of its last day, and no minute more", () => {
    // The last releases that are late come out before 1 December 2028, a Friday, and land on Sunday 3 December: 04:00 is
    // the start, 07:00 the landing. Runs at 21:00 land at 00:00 of the 4th, when the 3rd is over.
    expect(verdictWith({ expires: "2028-12-03" })).toEqual(["accepted", true]);
    expect(verdictWith({ expires: "2028-12-02" })).toEqual(["late", false]);
    const night = [ring("all", window(weekly("sunday", "21:00")), [system(2)])];
    const until = (expires: string) =>
      prove(plan([group(night, late)], { exceptions: [{ ...exception, expires }] }), asOf).holds;
    expect([until("2028-12-03"), until("2028-12-04")]).toEqual([false, true]);
  });

  it("never accepts what never lands", () => {
    // A delay of 35 d starves on Windows.
    const starving = [
      ring("all", sunday, [system(35, { system: "windows-server-2022", baseline: "windows" })]),
    ];
    const proof = prove(plan([group(starving, late)], { exceptions: [exception] }), asOf);
    expect(proof.cells[0]?.verdict.kind).toBe("notServed");
  });
});

describe("several deadlines of one class", () => {
  it("takes the one that binds at each release", () => {
    // 30 days bind in months of 31 days and a calendar month in February, where 28 days are due.
    const both = [deadline(days(30)), deadline(months(1), { source: "pci-dss-4.0.1" })];
    const monthly = window({ kind: "monthlyDay", days: [28], at: { hour: 12, minute: 0 } });
    const [cell] = prove(plan([group([ring("all", monthly, [system(0)])], both)]), asOf).cells;
    // Released 28 December 12:01, landing 28 January 15:00: 31 d 2 h 59 m, 26 h 59 m over 30 days.
    expect(cell?.verdict).toEqual({ kind: "late", late: 26 * 60 + 59 });
    expect(cell?.deadline.source).toBe("tier gold");
  });
});

describe("a promise that changes on a day", () => {
  const rings = [ring("all", sunday, [system(2)])];
  const sets = [
    deadline(days(14), { until: "2027-07-01" }),
    deadline(days(7), { from: "2027-07-01" }),
  ];

  it("is late only for releases from that day on, and says from when it counts", () => {
    // A week and 2 d and 3 h less a minute at the worst: 9 d 2 h 59 m after the release, first on 1 July 2027, a Thursday.
    const proof = prove(plan([group(rings, sets)]), asOf);
    const [cell] = proof.cells;

    expect(cell?.worstLateness.release).toBeGreaterThanOrEqual(Date.parse("2027-07-01") / 60_000);
    expect(cell?.verdict).toEqual({ kind: "late", late: 2 * 1440 + 180 });
    expect(cell?.deadline).toMatchObject({ from: "2027-07-01" });
    expect(proof.findings[0]?.message).toContain("(7d of tier gold for releases from 2027-07-01)");
    expect(cell && explainCell(cell)).toContain(
      "due: 7d after the release (tier gold, releases from 2027-07-01)",
    );
    expect(summariseProof(proof)).toContain("high 7d tier gold from 2027-07-01");
  });

  it("is kept before that day", () => {
    const proof = prove(plan([group(rings, sets.slice(0, 1))]), asOf);

    expect(proof.cells[0]?.verdict.kind).toBe("kept");
    expect(proof.cells[0]?.worstWait.release).toBeLessThan(Date.parse("2027-07-01") / 60_000);
  });

  it("has no verdict where no release of the proved years is promised anything", () => {
    const past = [deadline(days(1), { until: "2026-12-01" })];
    const future = [deadline(days(1), { from: "2028-12-02" })];
    const last = [deadline(days(1), { from: "2028-12-01" })];
    const count = (deadlines: typeof past): number =>
      prove(plan([group(rings, deadlines)]), asOf).cells.length;

    expect([count(past), count(future), count(last)]).toEqual([0, 0, 1]);
  });

  it("counts from its first day where nothing can serve it", () => {
    const none = [ring("all", sunday, [system(0, { approvals: [] })])];
    const [cell] = prove(plan([group(none, sets.slice(1))]), asOf).cells;

    expect(cell?.verdict.kind).toBe("notServed");
    expect(cell?.worstLateness.release).toBe(Date.parse("2027-07-01") / 60_000);
  });
});

describe("before the policy is in force", () => {
  it("proves releases from the effective day on", () => {
    const rings = [ring("all", nightly, [system(0)])];
    const proof = prove(plan([group(rings, [deadline(days(2))])]), asOf - 100 * 1440);
    expect(proof.holds).toBe(true);
    expect(proof.from).toBe(Date.parse("2026-12-01T00:00Z") / 60_000);
    expect(proof.until).toBe(Date.parse("2028-12-01T00:00Z") / 60_000);
  });
});

describe("what the terminal shows", () => {
  const rings = [
    ring("canary", sunday, [system(2), system(0, { cloud: "azure" })]),
    ring(
      "broad",
      sunday,
      [system(9, { soakKept: "native", approvals: [approval(9, { ownDays: 2 })] })],
      {
        soak: 2880,
      },
    ),
  ];
  const deadlines = [deadline(days(14)), deadline(days(3), { class: exploited })];
  const proof = prove(plan([group(rings, deadlines, { outOfCycle: path })]), asOf);

  it("explains a late promise step by step", () => {
    const late = proof.cells.find(
      ({ ring: name, verdict }) => name === "broad" && verdict.kind === "late",
    );
    if (late === undefined) throw new Error("nothing is late");
    expect(explainCell(late).split("\n")).toEqual([
      "web.broad, rhel-9 on aws, high: 2d 3h late",
      "  2026-12-04 04:00 UTC  released",
      "  2026-12-04 04:00 UTC       9d 1m  approval delay 9d: 2d asked, more for the soak of 2d",
      "  2026-12-13 04:01 UTC  6d 23h 59m  waits for window sunday",
      "  2026-12-18 04:00 UTC  due: 14d after the release (tier gold)",
      "  2026-12-20 04:00 UTC          3h  run of ring broad",
      "  2026-12-20 07:00 UTC  installed, 2d 3h late",
    ]);
  });

  it("sums up every ring and cloud in a table of at most 100 columns", () => {
    const lines = summariseProof(proof).split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "ring        cloud  wait    slack       survives  soak    age    tightest promise",
      "web.canary  aws    9d 3h   2d 8h       0         -       1d 4h  exploited 3d tier gold",
      "web.canary  azure  7d 3h   2d 8h       0         -       0m     exploited 3d tier gold",
      "web.broad   aws    16d 3h  late 2d 3h  -         6d 21h  8d 4h  high 14d tier gold",
    ]);
    expect(lines.every(({ length }) => length <= 100)).toBe(true);
    expect(lines[4]).toMatch(/^each figure by itself is the worst over all systems and classes /);
    expect(lines).toContain("survives -: the promise is not kept even when no run is lost");
  });

  it("says one finding for a broken promise that several systems share", () => {
    const systems = [system(2), system(2, { system: "rocky-linux-9" })];
    const shared = prove(plan([group([ring("all", sunday, systems)], [deadline(days(7))])]), asOf);
    expect(shared.findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      "deadline/late: web.all: high patches can be 2d 3h late: released 2026-12-04 04:00 UTC, due 2026-12-11 04:00 UTC (7d of tier gold), installed 2026-12-13 07:00 UTC (rhel-9 on aws, rocky-linux-9 on aws)",
    ]);
  });
});
