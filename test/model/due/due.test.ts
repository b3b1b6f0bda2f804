import { describe, expect, it } from "vitest";
import { dueOf, type GroupDue } from "../../../model/due/due";
import { completeReport, type Report, readReport } from "../../../model/due/vulnerability";
import { formatFault } from "../../../model/fault";
import { parsePlan } from "../../../model/load";
import { formatInstant, parseInstant } from "../../../model/zone";
import { policyText, type Sections } from "../policyText";

const own = "control: SEC-7, source: handbook";

function answers(replaced: Sections, report: object, asOf = "2026-12-01"): readonly GroupDue[] {
  const loaded = parsePlan(policyText(replaced));
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const read = readReport(JSON.stringify(report), "finding.json");
  if (!read.ok) throw new Error(read.faults.map(formatFault).join("\n"));
  const completed = completeReport(read.report, loaded.plan.severities);
  if (!completed.ok) throw new Error(completed.message);
  const { vulnerability } = completed;
  const now = parseInstant(asOf) ?? Number.NaN;
  return dueOf(loaded, { vulnerability, asOf: now, group: undefined, ring: undefined });
}

function answer(replaced: Sections, report: object, asOf?: string): GroupDue {
  const [first] = answers(replaced, report, asOf);
  if (first === undefined) throw new Error("no group");
  return first;
}

/** `7d acme-7 due 2026-12-08 00:00 UTC`, one line a limit, the one that binds first. */
function limits(due: GroupDue): readonly string[] {
  return due.limits.map(({ source, clock, start, due: at, assumed, event }) =>
    [
      source,
      `${clock} ${formatInstant(start)}${assumed ? " assumed" : ""}`,
      ...(event === undefined ? [] : [`event ${formatInstant(event)}`]),
      `due ${formatInstant(at)}`,
    ].join(", "),
  );
}

/** `canary scheduled 2026-12-06 03:00 UTC – 2026-12-06 06:00 UTC`. */
function routes(due: GroupDue): readonly string[] {
  return due.routes.map(({ ring, kind, attempt }) =>
    [
      ring,
      kind,
      ...(attempt === undefined
        ? []
        : [formatInstant(attempt.start), "–", formatInstant(attempt.finish)]),
    ].join(" "),
  );
}

const tier = (text: string): Sections => ({ tiers: `tiers:\n  gold: { ${text} }` });
const binding = (due: GroupDue): string | undefined => limits(due)[0];
const high = { severity: "high", exploited: false };

describe("the clocks of a limit", () => {
  const obligation = (of: string): Sections => ({
    ...tier("deadlines: { low: 180d }"),
    rest: `obligations: [{ id: acme-7, within: 7d, of: ${of}, ${own} }]`,
  });

  it("count from the event that they name", () => {
    const report = { ...high, released: "2026-12-01", detected: "2026-12-03T07:30Z" };

    expect(limits(answer(obligation("detected"), report))).toEqual([
      "acme-7, detected 2026-12-03 07:30 UTC, due 2026-12-10 07:30 UTC",
    ]);
  });

  it("count a KEV entry that is later than the release from the entry", () => {
    const report = { severity: "high", released: "2026-12-01", kevAdded: "2027-02-20T12:00Z" };

    expect(binding(answer(obligation("kevAdded"), report))).toBe(
      "acme-7, kevAdded 2027-02-20 12:00 UTC, due 2027-02-27 12:00 UTC",
    );
  });

  it.each(["detected", "evaluated", "kevAdded"])(
    "assume the release where the instant of %s is not known",
    (clock) => {
      expect(binding(answer(obligation(clock), { ...high, released: "2026-12-01" }))).toBe(
        `acme-7, ${clock} 2026-12-01 00:00 UTC assumed, due 2026-12-08 00:00 UTC`,
      );
    },
  );

  it("count an event before the release from the release, and keep the event", () => {
    const report = { ...high, released: "2026-12-01", detected: "2026-11-20" };

    expect(binding(answer(obligation("detected"), report))).toBe(
      "acme-7, detected 2026-12-01 00:00 UTC, event 2026-11-20 00:00 UTC, due 2026-12-08 00:00 UTC",
    );
  });

  it("count stages one by one, each from its own clock", () => {
    const stages =
      "[{ act: evaluate, within: 5d, of: detected }, { act: fix, within: 9d, of: evaluated }]";
    const sections = {
      ...tier("deadlines: { low: 180d }"),
      rest: `obligations: [{ id: acme-7, stages: ${stages}, ${own} }]`,
    };
    const report = { ...high, released: "2026-12-01", detected: "2026-12-02" };
    const stagesOf = (due: GroupDue): readonly string[] =>
      (due.limits[0]?.stages ?? []).map(
        (one) => `${one.act} ${formatInstant(one.due)}${one.assumed ? " assumed" : ""}`,
      );

    expect(stagesOf(answer(sections, report))).toEqual([
      "evaluate 2026-12-07 00:00 UTC",
      "fix 2026-12-10 00:00 UTC assumed",
    ]);
    expect(stagesOf(answer(sections, { ...report, evaluated: "2026-12-04" }))).toEqual([
      "evaluate 2026-12-07 00:00 UTC",
      "fix 2026-12-13 00:00 UTC",
    ]);
  });
});

describe("the limit that binds", () => {
  it("is the tier's where it is tighter, and says by how much the others are later", () => {
    const sections = {
      ...tier("deadlines: { critical: 14d, exploited: 72h }"),
      rest: "obligations: [pci-dss-4.0.1]",
    };
    const due = answer(sections, {
      severity: "critical",
      exploited: true,
      released: "2027-01-31T10:00Z",
    });

    // A month from 31 January is 28 February: 28 days.
    expect(due.limits.map(({ source, scope, later }) => [source, scope, later / 1440])).toEqual([
      ["tier gold", "exploited critical", 0],
      ["tier gold", "critical", 11],
      ["pci-dss-4.0.1", "critical", 25],
    ]);
    expect(due.limits[2]?.control).toBe("6.3.3");
    expect(formatInstant(due.limits[2]?.due ?? 0)).toBe("2027-02-28 10:00 UTC");
  });

  it.each([
    ["2028-01-31T10:00Z", "2028-02-29 10:00 UTC"],
    ["2027-02-28T23:59Z", "2027-03-28 23:59 UTC"],
    ["2027-03-01T00:00Z", "2027-04-01 00:00 UTC"],
    ["2027-12-31T00:00Z", "2028-01-31 00:00 UTC"],
  ])("of a month from %s is %s", (released, due) => {
    const only = { ...high, released };

    expect(binding(answer(tier("deadlines: { high: 1mo }"), only))).toMatch(`due ${due}`);
  });

  it.each([
    ["2027-06-30T23:59Z", "2027-07-14 23:59 UTC"],
    ["2027-07-01T00:00Z", "2027-07-08 00:00 UTC"],
    ["2027-12-31T23:59Z", "2028-01-07 23:59 UTC"],
  ])("of dated deadlines released %s is %s", (released, due) => {
    const sets =
      "deadlines: [{ high: 14d }, { from: 2027-07-01, high: 7d }, { from: 2028-01-01, low: 90d }]";

    expect(binding(answer(tier(sets), { ...high, released }))).toMatch(`due ${due}`);
  });

  it("is none where the set of the release promises nothing; the run is shown all the same", () => {
    const sets = "deadlines: [{ high: 14d }, { from: 2028-01-01, low: 90d }]";
    const due = answer(tier(sets), { ...high, released: "2028-01-01" }, "2028-01-01");

    expect(due.limits).toEqual([]);
    expect(due.served).toBe(true);
    expect(due.routes.map(({ kind, toSpare }) => [kind, toSpare])).toEqual([
      ["scheduled", undefined],
      ["scheduled", undefined],
    ]);
  });

  it("names the obligations that set no instant", () => {
    const due = answer(
      { ...tier("deadlines: { high: 30d }"), rest: "obligations: [soc2, bod-26-04]" },
      {
        ...high,
        exposed: false,
        automatable: false,
        technicalImpact: "total",
        released: "2026-12-01",
      },
    );

    expect(due.timeless.map(({ source, kind }) => [source, kind])).toEqual([
      ["soc2", "own"],
      ["bod-26-04", "onUpgrade"],
    ]);
    expect(due.limits.map(({ source }) => source)).toEqual(["tier gold"]);
  });
});

describe("facts that are not known", () => {
  const sections = {
    ...tier("deadlines: { critical: 14d, high: 30d, exploited: 72h }"),
    rest: "obligations: [bod-26-04]",
  };

  it("count as the strictest, and are named", () => {
    const due = answer(sections, { released: "2026-12-01" });

    expect(due.unknown).toEqual(["severity", "exploited", "automatable", "technicalImpact"]);
    expect(binding(due)).toMatch(/^tier gold, released .* due 2026-12-04 00:00 UTC$/);
  });

  it("are only those that something in the group depends on", () => {
    const only = tier("deadlines: { high: 30d }");

    expect(answer(only, { ...high, released: "2026-12-01" }).unknown).toEqual([]);
    expect(
      answer(sections, { ...high, automatable: false, released: "2026-12-01" }).unknown,
    ).toEqual(["technicalImpact"]);
  });

  it("do not include likelihood where exploitation is known", () => {
    const fedramp = { ...tier("deadlines: { low: 365d }"), rest: "obligations: [fedramp-vdr-c]" };
    const unknown = (exploited: boolean): readonly string[] =>
      answer(fedramp, { severity: "low", exploited, released: "2026-12-01" }).unknown;

    expect(unknown(true)).toEqual(["adverseImpact"]);
    expect(unknown(false)).toEqual(["likelyExploitable", "adverseImpact"]);
  });

  it("take the group's exposure; another one is told", () => {
    const byExposure = tier("deadlines: { high: { internet: 7d, internal: 21d } }");
    const report = { ...high, released: "2026-12-01" };
    const inside = answer(byExposure, { ...report, exposed: false });

    expect(binding(answer(byExposure, report))).toMatch(/due 2026-12-08/);
    expect(binding(inside)).toMatch(/due 2026-12-22/);
    expect([inside.exposure, inside.groupExposure]).toEqual(["internal", "internet"]);
  });

  it("wait for the slowest approval of all where the severity is unknown", () => {
    const baselines =
      "baselines:\n  linux:\n    systems: [rhel-9]\n    approve: [{ classification: [security], severity: [critical], after: 1d }, { classification: [security], after: 20d }]";
    const sections20 = { ...tier("deadlines: { critical: 60d, low: 60d }"), baselines };

    // 2026-12-01 is a Tuesday; Sundays are 6 and 13 December. 20 days on it is the 21st, so Sunday the 27th.
    expect(routes(answer(sections20, { released: "2026-12-01" }))[0]).toMatch(
      "canary scheduled 2026-12-27 03:00 UTC",
    );
    expect(
      routes(
        answer(sections20, { severity: "critical", exploited: false, released: "2026-12-01" }),
      ),
    ).toContain("canary scheduled 2026-12-06 03:00 UTC – 2026-12-06 06:00 UTC");
  });
});

describe("the route", () => {
  const urgent =
    "outOfCycle:\n  urgent: { when: [exploited], notice: 4h, decide: { within: 4h }, perRing: 6h, soak: 2h }";
  const withPath = {
    ...tier("deadlines: { high: 30d, exploited: 72h }, outOfCycle: urgent"),
    outOfCycle: urgent,
  };

  it("is the window's run where it is in time, with the waits of the proof", () => {
    // Released Tuesday 1 December, approved after 2 d and a minute, run on Sunday 04:00 in Berlin.
    const due = answer(withPath, { ...high, released: "2026-12-01T09:00Z" });
    const [canary] = due.routes;

    expect(routes(due)[0]).toBe("canary scheduled 2026-12-06 03:00 UTC – 2026-12-06 06:00 UTC");
    expect(canary?.timezone).toBe("Europe/Berlin");
    expect(canary?.attempt?.steps.map(({ cause }) => cause)).toEqual([
      "approval delay 2d",
      "waits for window sunday",
      "run of ring canary",
    ]);
    expect(due.served).toBe(true);
  });

  it("is out of cycle where a trigger fits and no run is in time, step by step", () => {
    // 4 h notice, 4 h decision, 6 h canary, 2 h soak, 6 h broad.
    const due = answer(withPath, {
      severity: "high",
      exploited: true,
      released: "2026-12-01T09:00Z",
    });

    expect(routes(due)).toEqual([
      "canary outOfCycle 2026-12-01 17:00 UTC – 2026-12-01 23:00 UTC",
      "broad outOfCycle 2026-12-02 01:00 UTC – 2026-12-02 07:00 UTC",
    ]);
    expect(due.routes[0]?.reason).toBe("routine: 1d 21h late");
    expect(due.routes[0]?.attempt?.trigger).toBe("exploited");
    expect(due.served).toBe(true);
  });

  it("starts when exploitation is known, where nothing else triggers the path", () => {
    const report = { severity: "high", released: "2026-12-01", kevAdded: "2026-12-02T10:00Z" };
    const due = answer(withPath, report);

    expect(routes(due)[0]).toBe("canary outOfCycle 2026-12-02 18:00 UTC – 2026-12-03 00:00 UTC");
    expect(due.routes[0]?.attempt?.steps[0]?.cause).toBe("until path urgent is triggered");
    // The promise counts from the release: exploitation that is known later is too late for it.
    const late = answer(withPath, { ...report, kevAdded: "2027-01-01" });
    expect(late.routes.map(({ kind }) => kind)).toEqual(["notServed", "notServed"]);
    expect(late.served).toBe(false);
  });

  it("is none where neither is in time, and says why", () => {
    const late = answer(tier("deadlines: { high: 3d }"), {
      ...high,
      released: "2026-12-01T09:00Z",
    });

    expect(routes(late)[0]).toBe("canary notServed 2026-12-06 03:00 UTC – 2026-12-06 06:00 UTC");
    expect(late.routes[0]?.toSpare).toBe(-(1440 + 21 * 60));
    expect(late.routes[0]?.reason).toBe(
      "routine: 1d 21h late; out of cycle: tier gold names no path",
    );
    const untriggered = answer(
      { ...withPath, ...tier("deadlines: { high: 3d }, outOfCycle: urgent") },
      { ...high, released: "2026-12-01T09:00Z" },
    );
    expect(untriggered.routes[0]?.reason).toContain("out of cycle: path urgent is for exploited");
  });

  it("is accepted by an exception that holds until it is installed", () => {
    const sections = (expires: string): Sections => ({
      ...tier("deadlines: { high: 3d }"),
      rest: `exceptions: [{ id: R1, rule: deadlines, reason: r, owner: o, approvedBy: a, expires: ${expires} }]`,
    });
    const report = { ...high, released: "2026-12-01T09:00Z" };

    // Broad rests 2 d, so that it comes a week later, on the 13th.
    expect(answer(sections("2026-12-13"), report).routes.map(({ accepted }) => accepted)).toEqual([
      "R1",
      "R1",
    ]);
    expect(answer(sections("2026-12-13"), report).served).toBe(true);
    expect(answer(sections("2026-12-12"), report).served).toBe(false);
  });

  it("takes no run that is past: what is still open waits for the next one", () => {
    const report = { ...high, released: "2026-12-01T09:00Z" };
    const first = (asOf: string): string | undefined => routes(answer(withPath, report, asOf))[0];

    expect(first("2026-12-06T03:00Z")).toMatch("canary scheduled 2026-12-06 03:00 UTC");
    expect(first("2026-12-06T03:01Z")).toMatch("canary scheduled 2026-12-13 03:00 UTC");
    // Due on 31 December 09:00.
    expect(first("2026-12-28T00:00Z")).toMatch("canary notServed 2027-01-03 03:00 UTC");
  });

  it("counts the update that has superseded it by now", () => {
    const windows = {
      ...tier("deadlines: { high: 60d }"),
      groups:
        "groups:\n  web: { tier: gold, owner: a, baselines: [windows], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }",
      baselines:
        "baselines:\n  windows: { systems: [windows-server-2022], approve: [{ classification: [security, critical], after: 7d }] }",
    };
    const report = { ...high, released: "2026-12-01T09:00Z" };
    const due = answer(windows, report, "2026-12-10");

    // Superseded on Tuesday 8 December 18:00; approved 7 d and a minute later, so Sunday the 20th.
    expect(routes(due)).toEqual(["all scheduled 2026-12-20 03:00 UTC – 2026-12-20 06:00 UTC"]);
  });

  it("waits for the end of a freeze that bars it", () => {
    const due = answer(
      {
        ...tier("deadlines: { high: 30d }"),
        freezes: "freezes:\n  - { name: audit, from: 2026-12-06, to: 2026-12-06 }",
      },
      { ...high, released: "2026-12-01T09:00Z" },
    );

    expect(routes(due)[0]).toMatch("canary scheduled 2026-12-13 03:00 UTC");
    expect(due.routes[0]?.attempt?.steps.map(({ cause }) => cause)).toContain(
      "freeze audit bars 1 run of sunday",
    );
  });

  it("keeps local time over the change of clocks, and fears the later of two starts", () => {
    const at = (time: string): Sections => ({
      ...tier("deadlines: { high: 30d }"),
      windows: `windows:\n  sunday: { schedule: every sunday at ${time} }`,
    });

    // Clocks go forward on 28 March 2027: 04:00 is 02:00 UTC.
    expect(routes(answer(at("04:00"), { ...high, released: "2027-03-25" }))[0]).toBe(
      "canary scheduled 2027-03-28 02:00 UTC – 2027-03-28 05:00 UTC",
    );
    // Back on 31 October: 02:30 is 00:30 UTC and again 01:30 UTC, from which the 3 h count.
    const twice = answer(at("02:30"), { ...high, released: "2027-10-28" });
    expect(routes(twice)[0]).toBe("canary scheduled 2027-10-31 00:30 UTC – 2027-10-31 04:30 UTC");
  });

  it("groups systems that fare the same, and shows one system or cloud where asked", () => {
    const both = {
      ...tier("deadlines: { high: 60d }"),
      groups:
        "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, azure: { locations: [westeurope] }, rings: [{ name: all, window: sunday }] }",
    };
    const systems = (report: object): readonly string[] =>
      answer(both, { ...high, released: "2026-12-01", ...report }).routes.map((route) =>
        route.systems.map(({ system, cloud }) => `${system} ${cloud}`).join(", "),
      );

    // Azure knows no delay, so it has the patch as soon; the Sunday is the same, the waits are not.
    expect(systems({})).toEqual(["amazon-linux-2023 aws, rhel-9 aws", "rhel-9 azure"]);
    expect(systems({ system: "rhel-9", cloud: "azure" })).toEqual(["rhel-9 azure"]);
    expect(answers(both, { ...high, released: "2026-12-01", system: "debian-12" })).toEqual([]);
  });
});

describe("a report", () => {
  const words = {
    critical: ["critical"],
    high: ["important"],
    medium: ["moderate"],
    low: ["low"],
  };
  const completed = (report: Report) => completeReport(report, words);
  const released = 29_000_000;

  it("may use the vendor's word for a severity, and null for what is unknown", () => {
    const read = readReport(
      '{"severity":"Important","exploited":null,"released":"2026-12-01"}',
      "f",
    );
    const result = read.ok ? completed(read.report) : undefined;

    expect(result?.ok && result.vulnerability).toMatchObject({ severity: "high" });
    expect(result?.ok && "exploited" in result.vulnerability).toBe(false);
  });

  it("is exploited where it has a KEV entry", () => {
    const result = completed({ released, kevAdded: released });

    expect(result.ok && result.vulnerability.exploited).toBe(true);
  });

  it.each([
    [{}, /^released is missing; write the instant/],
    [{ released, severity: "hihg" }, /^unknown severity "hihg" \(did you mean "high"\?\)/],
    [{ released, system: "rhel9" }, /^unknown system "rhel9" \(did you mean "rhel-9"\?\)/],
    [
      { released, exposed: true, exposure: "internal" },
      /^exposed is true and exposure is internal/,
    ],
    [{ released, exploited: false, kevAdded: released }, /^exploited is false, but kevAdded/],
  ] as const)("%j is refused", (report, expected) => {
    const result = completed(report);

    expect(result.ok ? "" : result.message).toMatch(expected);
  });

  it.each([
    ['{"severty":"high"}', /^f:1:2: unknown key "severty" \(did you mean "severity"\?\)/],
    ['{"released":"soon"}', /^f:1:13: released must be an instant .* got "soon"/],
    ['{"released":"9999-01-01"}', /^f:1:13: released must be an instant .* to 2199/],
    ['{\n\t"exposed": "yes"\n}', /^f:2:13: exposed must be true or false, got "yes"/],
    ['[{"severity":"high"}]', /^f:1:1: the document must be a mapping .* got a list/],
    ['{"severity":', /^f:1:\d+: not valid JSON/],
    ["", /must be a mapping/],
  ])("%j is refused with its position", (text, expected) => {
    const read = readReport(text, "f");

    expect(read.ok ? [] : read.faults.map(formatFault)).toEqual([expect.stringMatching(expected)]);
  });
});
