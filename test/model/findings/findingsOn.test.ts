import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { type ReportedFinding, reportFindings } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import { prove } from "../../../model/proof/prove";
import { parseInstant } from "../../../model/zone";
import { policyText, type Sections } from "../policyText";

function report(
  replaced: Sections,
  day = "2026-12-01T00:00Z",
): { readonly found: readonly ReportedFinding[]; readonly text: readonly string[] } {
  const text = policyText(replaced);
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const asOf = parseInstant(day) ?? Number.NaN;
  // The small policy also defines what only other tests use.
  const found = reportFindings(loaded, prove(loaded.plan, asOf), asOf).filter(
    ({ rule }) => rule !== "unused/definition",
  );
  return { found: found.filter(({ rule }) => rule !== "deadline/late"), text: text.split("\n") };
}

function rules(replaced: Sections, day?: string): readonly string[] {
  return report(replaced, day).found.map(({ rule }) => rule);
}

/** The text of the document from the place that a finding points at. */
function pointed({ found, text }: ReturnType<typeof report>): readonly (string | undefined)[] {
  return found.map(({ position }) =>
    text[(position?.line ?? 0) - 1]?.slice((position?.column ?? 0) - 1),
  );
}

const windows = (...lines: string[]): string => `windows:\n${lines.join("\n")}`;
const ringsIn = (first: string, second: string): string =>
  `groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: canary, window: ${first} }, { name: broad, window: ${second} }] }`;
const exception = (over: string, expires = "2027-06-01"): string =>
  `exceptions:\n  - { id: RISK-1, ${over}, reason: old, owner: erp, approvedBy: ciso, expires: ${expires} }`;

describe("freezes that bar a window", () => {
  // The Sundays before and after are 6 December and 17 January.
  const frozen = (to: string): string =>
    `freezes:\n  - { name: long, every: year, from: 12-07, to: ${to} }`;

  it("are a finding when more than 35 days lie between two runs, and say which runs", () => {
    const result = report({ freezes: frozen("01-10") });

    expect(result.found.map(({ rule, level }) => [rule, level])).toEqual([
      ["window/frozen", "warning"],
    ]);
    expect(result.found[0]?.message).toBe(
      "window sunday, group web: freezes bar 5 runs in a row (2026-12-13, 2026-12-20, 2026-12-27, … 2027-01-10); nothing is installed after 2026-12-06 until 2027-01-17",
    );
    expect(pointed(result)[0]).toMatch(/^sunday: \{/);
  });

  it("count a single run of a month as one", () => {
    const monthly = windows("  sunday: { schedule: first sunday at 04:00 }");
    const [found] = report({ windows: monthly, freezes: frozen("01-10") }).found;

    expect(found?.message).toContain("freezes bar 1 run (2027-01-03); nothing is installed");
  });

  it("are none when it is 35 days", () => {
    const until = (to: string): string =>
      `freezes:\n  - { name: long, from: 2026-12-07, to: ${to} }`;

    expect(rules({ freezes: until("2027-01-09") })).not.toContain("window/frozen");
    expect(rules({ freezes: until("2027-01-10") })).toContain("window/frozen");
  });

  it("count for the groups they are for only", () => {
    const freezes = frozen("01-10").replace(" }", ", groups: [build] }");
    const groups = `${ringsIn("sunday", "sunday")}\n${ringsIn("sunday", "sunday").split("\n")[1]?.replace("web", "build")}`;

    const { found } = report({ freezes, groups });

    expect(found.map(({ rule, group }) => [rule, group])).toEqual([["window/frozen", "build"]]);
  });
});

describe("windows of one group that overlap", () => {
  const at = (time: string, more = ""): string =>
    windows(
      "  early: { schedule: every sunday at 04:00, duration: 2h }",
      `  late: { schedule: every sunday at ${time}, duration: 2h${more} }`,
    );

  it("are a finding at the ring that comes later", () => {
    const result = report({ windows: at("05:59"), groups: ringsIn("early", "late") });

    expect(result.found.map(({ rule, group, ring }) => [rule, group, ring])).toEqual([
      ["window/overlap", "web", "broad"],
    ]);
    expect(result.found[0]?.message).toContain("first on 2026-12-06 05:59 Europe/Berlin");
    expect(pointed(result)[0]).toMatch(/^window: late/);
  });

  it("are none when one starts as the other ends, or in one and the same window", () => {
    expect(rules({ windows: at("06:00"), groups: ringsIn("early", "late") })).toEqual([
      "verdict/not-closed",
    ]);
    expect(rules({ windows: at("05:00"), groups: ringsIn("early", "early") })).toEqual([]);
  });

  it("are compared as instants, whatever their zones", () => {
    const inTokyo = (time: string): string => at(time, ", timezone: Asia/Tokyo");

    // 04:00 in Berlin is 12:00 in Tokyo in winter and 11:00 in summer.
    expect(rules({ windows: inTokyo("12:00"), groups: ringsIn("early", "late") })).toEqual([
      "window/overlap",
    ]);
    // At 14:00 the earlier run has ended, in winter as the later one starts.
    expect(rules({ windows: inTokyo("14:00"), groups: ringsIn("early", "late") })).toEqual([
      "verdict/not-closed",
    ]);
  });
});

describe("business peaks", () => {
  const peak = (text: string): Sections => ({
    windows: windows(`  sunday: { schedule: every sunday at 04:00, peaks: [${text}] }`),
  });

  it.each([
    ["{ days: [sunday], from: 06:59, to: 12:00 }", ["window/peak"]],
    ["{ days: [sunday], from: 07:00, to: 12:00 }", []],
    ["{ days: [sunday], from: 01:00, to: 04:01 }", ["window/peak"]],
    ["{ days: [sunday], from: 01:00, to: 04:00 }", []],
    ["{ from: 00:00, to: 24:00 }", []],
  ])("%s gives %s", (text, expected) => {
    expect(rules(peak(text))).toEqual(expected);
  });

  it("reach a window that runs into the next day", () => {
    const replaced = {
      windows: windows(
        "  sunday: { schedule: every sunday at 23:00, peaks: [{ from: 00:30, to: 09:00 }] }",
      ),
    };
    const result = report(replaced);

    expect(result.found[0]).toMatchObject({ rule: "window/peak", level: "warning" });
    expect(result.found[0]?.message).toContain("00:30 to 09:00, the first on 2026-12-06 23:00");
    expect(pointed(result)[0]).toMatch(/^\{ from: 00:30/);
  });

  it.each([
    ["{ from: 09:00, to: 09:00 }", "must be after from"],
    ["{ from: 9am, to: 10:00 }", "time of day"],
    ["{ from: 09:00, to: 24:01 }", "time of day"],
  ])("%s is refused", (text, message) => {
    const loaded = parsePlan(policyText(peak(text)));

    expect(loaded.ok ? "" : loaded.faults.map(formatFault).join()).toContain(message);
  });
});

describe("dated freezes", () => {
  const dated = (...spans: string[]): Sections => ({
    freezes: `freezes:\n${spans.map((span, index) => `  - { name: f${index}, ${span} }`).join("\n")}`,
  });

  it("that are over are a note, unless a later one has their name", () => {
    const past = "from: 2025-12-18, to: 2025-12-26";
    const result = report(dated(past));

    expect(result.found).toMatchObject([
      {
        rule: "freeze/over",
        level: "note",
        message:
          "freeze f0 was over after 2025-12-26, and no later one has its name; the proof counts on every run",
      },
    ]);
    const later = report(dated(past, "every: year, from: 12-18, to: 12-26"));
    expect(later.found.map(({ rule }) => rule)).not.toContain("freeze/over");
    const other = {
      freezes: `${dated(past).freezes}\n  - { name: sales, every: year, from: 12-18, to: 12-26 }`,
    };
    expect(report(other).found.map(({ rule }) => rule)).toContain("freeze/over");
  });

  it("that cover one of the two proved years are a note", () => {
    const result = report(dated("from: 2026-12-18, to: 2026-12-26"));

    expect(result.found.map(({ rule, level }) => [rule, level])).toEqual([
      ["freeze/one-year", "note"],
    ]);
    expect(result.found[0]?.message).toContain("from 2027-12-18 to 2027-12-26");
    expect(pointed(result)[0]).toMatch(/^\{ name: f0/);
  });

  it("end with the last year that dates have", () => {
    const endless = report(dated("from: 2026-12-18, to: 9999-12-31")).found;

    expect(endless.map(({ rule }) => rule)).not.toContain("freeze/one-year");
  });

  it("look back too: next year's is entered, this year's is not", () => {
    expect(report(dated("from: 2027-12-18, to: 2027-12-26")).found[0]?.message).toContain(
      "from 2026-12-18 to 2026-12-26",
    );
  });

  it.each([
    [["from: 2026-12-18, to: 2026-12-26", "from: 2027-12-20, to: 2027-12-24"]],
    [["from: 2026-12-18, to: 2026-12-26", "every: year, from: 12-24, to: 12-26"]],
    [["every: year, from: 12-18, to: 12-26"]],
  ])("%s leave nothing out", (spans) => {
    expect(rules(dated(...spans))).toEqual([]);
  });
});

describe("windows open at once", () => {
  const crowd = (count: number): Sections => {
    const names = Array.from({ length: count }, (_, index) => `w${index}`);
    const group = (name: string): string =>
      `  ${name}: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: ${name} }] }`;
    return {
      windows: windows(
        ...names.map((name, index) => `  ${name}: { schedule: every sunday at 04:0${index} }`),
      ),
      groups: `groups:\n${names.map(group).join("\n")}`,
    };
  };

  it("are a finding from the sixth of an account and region on", () => {
    const result = report(crowd(6));

    expect(result.found).toMatchObject([{ rule: "quota/concurrent-windows", level: "warning" }]);
    expect(result.found[0]?.message).toContain(
      "6 windows are open at once, first on 2026-12-06 04:05 Europe/Berlin",
    );
    expect(pointed(result)[0]).toMatch(/^prod: \{/);
    expect(rules(crowd(5))).toEqual([]);
  });

  it("count the scan", () => {
    const head =
      "version: 1\norganisation: acme\ntimezone: Europe/Berlin\neffectiveFrom: 2026-12-01\nscan: every day at 05:00";

    expect(rules({ ...crowd(5), head })).toEqual(["quota/concurrent-windows", "scan/during-run"]);
  });
});

describe("exceptions", () => {
  const expiring = (expires: string): Sections => ({
    rest: exception("rule: aws-ssm-task-rate-control", expires),
  });

  it.each([
    ["2026-11-30", ["exception/expired", "error"]],
    ["2026-12-01", ["exception/expiring", "warning"]],
    ["2026-12-31", ["exception/expiring", "warning"]],
    ["2027-01-01", undefined],
    ["2027-12-01", undefined],
    ["2027-12-02", ["exception/too-long", "warning"]],
  ])("that expire on %s give %s", (expires, expected) => {
    const result = report(expiring(expires), "2026-12-01T23:59Z");

    expect(result.found.map(({ rule, level }) => [rule, level])).toEqual(
      expected === undefined ? [] : [expected],
    );
    if (expected !== undefined) expect(pointed(result)[0]).toBe(`expires: ${expires} }`);
  });

  it("with a rule that is none, or that takes none, are a finding", () => {
    const typo = report({ rest: exception("rule: soak/not-keep") });

    expect(typo.found.map(({ rule }) => rule)).toEqual(["exception/unknown-rule"]);
    expect(typo.found[0]?.message).toContain('did you mean "soak/not-kept"');
    expect(pointed(typo)[0]).toMatch(/^rule: soak/);
    expect(report({ rest: exception("rule: capacity") }).found[0]?.message).toContain(
      "capacity takes no exceptions",
    );
  });

  it.each(["soak/not-kept", "deadlines", "deadline/late"])(
    "that accept nothing are a note: %s",
    (rule) => {
      const tiers = "tiers:\n  gold: { deadlines: { critical: 90d } }";

      expect(rules({ tiers, rest: exception(`rule: ${rule}`) })).toEqual(["exception/unused"]);
    },
  );
});

describe("a finding that an exception names", () => {
  const overlapping: Sections = {
    windows: windows(
      "  early: { schedule: every sunday at 04:00 }",
      "  late: { schedule: every sunday at 05:00 }",
    ),
    groups: ringsIn("early", "late"),
  };
  const accepted = (scope: string, day?: string): readonly (string | undefined)[] =>
    report({ ...overlapping, rest: exception(`rule: window/overlap${scope}`) }, day)
      .found.filter(({ rule }) => rule === "window/overlap")
      .map((one) => one.accepted?.id);

  it("is accepted within the scope, and through the last day", () => {
    expect(accepted("")).toEqual(["RISK-1"]);
    expect(accepted(", scope: { group: web }")).toEqual(["RISK-1"]);
    expect(accepted(", scope: { group: web, ring: broad }", "2027-06-01T23:59Z")).toEqual([
      "RISK-1",
    ]);
  });

  it("is not outside of it, nor afterwards", () => {
    expect(accepted(", scope: { ring: canary }")).toEqual([undefined]);
    expect(accepted("", "2027-06-02T00:00Z")).toEqual([undefined]);
  });
});

describe("the review", () => {
  const head =
    "version: 1\norganisation: acme\ntimezone: Europe/Berlin\neffectiveFrom: 2026-12-01\nreviewBy: 2027-06-01";

  it("is overdue on the day after", () => {
    expect(rules({ head }, "2027-06-01T23:59Z")).toEqual([]);
    const late = report({ head }, "2027-06-02T00:00Z");
    expect(late.found).toMatchObject([{ rule: "review/overdue", level: "error" }]);
    expect(pointed(late)).toEqual(["reviewBy: 2027-06-01"]);
  });
});

describe("every finding", () => {
  it("has a position, those of the proof at their ring", () => {
    const text = policyText({
      tiers: "tiers:\n  gold: { deadlines: { critical: 2d } }",
      outOfCycle: "",
      baselines:
        "baselines:\n  linux: { systems: [rhel-9], approve: [{ classification: [security], after: 2d }] }",
    });
    const loaded = parsePlan(text);
    if (!loaded.ok) throw new Error("not valid");
    const asOf = parseInstant("2026-12-01T00:00Z") ?? 0;

    const found = reportFindings(loaded, prove(loaded.plan, asOf), asOf);

    expect(found.map(({ rule }) => rule)).toEqual(["deadline/late", "deadline/late"]);
    const lines = found.map(({ position }) => text.split("\n")[(position?.line ?? 0) - 1]?.trim());
    expect(lines).toEqual([
      "- { name: canary, window: sunday }",
      "- { name: broad, window: sunday, soak: 2d }",
    ]);
    expect(found.every(({ fix }) => fix.length > 10)).toBe(true);
  });
});
