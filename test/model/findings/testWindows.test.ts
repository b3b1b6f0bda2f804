import { describe, expect, it } from "vitest";
import type { Beside } from "../../../model/beside";
import { formatFault } from "../../../model/fault";
import { reportFindings } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import { prove } from "../../../model/proof/prove";
import { parseInstant } from "../../../model/zone";
import { refused } from "../planned";
import { policyText, type Sections } from "../policyText";

const calendar = (...events: string[]): string =>
  [
    "BEGIN:VCALENDAR",
    ...events.map((lines) => `BEGIN:VEVENT\n${lines}\nEND:VEVENT`),
    "END:VCALENDAR",
  ].join("\n");

/** Whatever file is asked for is the calendar. */
function anyFile(text: string): Beside {
  return {
    read: (relative) => ({ ok: true, text, bytes: text.length, identity: relative }),
    list: () => undefined,
  };
}

function report(replaced: Sections, ics = calendar(), day = "2026-12-01T00:00Z") {
  const loaded = parsePlan(policyText(replaced), "patching.yaml", anyFile(ics));
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const asOf = parseInstant(day) ?? Number.NaN;
  return reportFindings(loaded, prove(loaded.plan, asOf), asOf).filter(
    // The small policy also defines what only other tests use.
    ({ rule }) => rule !== "deadline/late" && rule !== "unused/definition",
  );
}

const rules = (...given: Parameters<typeof report>): readonly string[] =>
  report(...given).map(({ rule }) => rule);

const tests = (...lines: string[]): Sections => ({
  rest: `testWindows:\n${lines.map((line) => `  ${line}`).join("\n")}`,
});
const monday = (over = ""): string =>
  `monday: { schedule: every monday at 10:00, owner: qa, groups: [web]${over} }`;

describe("a test window", () => {
  it("is fine when somebody owns it and nothing is in its way", () => {
    expect(rules(tests(monday()))).toEqual([]);
  });

  it("names groups that exist, to test and to test for", () => {
    expect(
      refused(tests("monday: { schedule: every monday at 10:00, groups: [wbe], for: [shop] }")),
    ).toEqual([
      expect.stringContaining(
        'testWindows.monday.groups[0]: unknown name "wbe" (did you mean "web"?)',
      ),
      expect.stringContaining('testWindows.monday.for[0]: unknown name "shop"'),
    ]);
    expect(refused(tests("monday: { schedule: every monday at 10:00, groups: [] }"))[0]).toContain(
      "must name at least one group",
    );
  });

  it("is a finding without an owner", () => {
    const [found] = report(tests("monday: { schedule: every monday at 10:00, groups: [web] }"));

    expect(found).toMatchObject({
      rule: "test-window/no-owner",
      message: "test window monday of web has no owner",
      path: ["testWindows", "monday"],
    });
    expect(found?.position?.line).toBeGreaterThan(1);
  });

  it("gets the findings about changes of the clock, as the scan does", () => {
    const found = report({
      ...tests(
        "night: { schedule: every sunday at 02:30, owner: qa, groups: [web], duration: 1h }",
      ),
      head: "version: 1\norganisation: acme\ntimezone: Europe/Berlin\neffectiveFrom: 2026-12-01\nscan: every day at 02:15",
    });

    expect(found.map(({ rule, path }) => [rule, path[0]])).toEqual([
      ["window/dst-gap", "testWindows"],
      ["window/dst-overlap", "testWindows"],
      ["window/dst-gap", "scan"],
      ["window/dst-overlap", "scan"],
      ["scan/during-run", "scan"],
    ]);
    expect(found[0]?.message).toMatch(
      /^test window night \(every sunday at 02:30\): on 2027-03-28/,
    );
  });

  it("gets them for the day that SSM counts its offset from", () => {
    const windows = (time: string): Sections => ({
      windows: `windows:\n  sunday: { schedule: last sunday +1 day at ${time} }`,
    });

    expect(
      report(windows("02:30")).map(({ rule, message }) => [rule, message.slice(0, 70)]),
    ).toEqual([
      ["window/dst-gap", "window sunday, in the day that SSM counts its 1 day from (last sunday "],
      [
        "window/dst-overlap",
        "window sunday, in the day that SSM counts its 1 day from (last sunday ",
      ],
    ]);
    expect(rules(windows("03:00"))).toEqual([]);
  });
});

describe("a test window in the way", () => {
  const freeze = (bars: string, over = ""): Sections => ({
    ...tests(monday()),
    freezes: `freezes:\n  - { name: qa-week, from: 2027-02-01, to: 2027-02-01, bars: ${bars}${over} }`,
  });

  it("of a freeze of tests is a finding, and says which runs", () => {
    const found = report(freeze("tests"));

    expect(found.map(({ rule }) => rule)).toEqual(["test-window/frozen"]);
    expect(found[0]?.message).toBe(
      "test window monday of qa: freeze qa-week bars 1 of 104 runs, the first on 2027-02-01 10:00 Europe/Berlin",
    );
    expect(rules(freeze("both"))).toContain("test-window/frozen");
    expect(rules(freeze("installs"))).not.toContain("test-window/frozen");
  });

  it("of a freeze that is for other groups or ends before it is none", () => {
    const groups = `groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: canary, window: sunday }] }\n  erp: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [dev], regions: [eu-central-1] }, rings: [{ name: canary, window: sunday }] }`;

    expect(rules({ ...freeze("tests", ", groups: [erp]"), groups })).toEqual([]);
    expect(
      rules({
        ...tests(monday()),
        freezes: "freezes:\n  - { name: qa-week, from: 2027-01-26, to: 2027-01-31, bars: tests }",
      }),
    ).toEqual([]);
  });

  it("of an install of the machines that it tests is a finding; as one ends the other may start", () => {
    const at = (time: string): Sections =>
      tests(
        `sunday: { schedule: every sunday at ${time}, duration: 3h, owner: qa, groups: [web] }`,
      );

    const found = report(at("06:59"));
    expect(found.map(({ rule, group }) => [rule, group])).toEqual([["test-window/install", "web"]]);
    expect(found[0]?.message).toBe(
      "test window sunday of qa: ring web.canary is patched in window sunday meanwhile, first on 2026-12-06 06:59 Europe/Berlin",
    );
    expect(rules(at("07:00"))).toEqual([]);
    // On the night that loses an hour, three hours from midnight end at 04:00.
    expect(rules(at("00:00"))).toEqual([]);
    expect(rules(at("00:01"))).toEqual(["test-window/install"]);
  });

  it("of an install that a freeze bars each time is none", () => {
    const both: Sections = {
      ...tests("once: { schedule: day 24 at 10:00, owner: qa, groups: [web] }"),
      windows: "windows:\n  sunday: { schedule: day 24 at 10:00 }",
    };

    expect(rules(both)).toContain("test-window/install");
    expect(
      rules({ ...both, freezes: "freezes:\n  - { name: a, from: 2026-12-01, to: 2029-12-31 }" }),
    ).not.toContain("test-window/install");
  });

  it("of another test of the same machines is a finding", () => {
    const two = (time: string, groups = "web"): Sections =>
      tests(
        monday(),
        `later: { schedule: every monday at ${time}, owner: qa, groups: [${groups}] }`,
      );

    expect(report(two("13:59"))[0]).toMatchObject({
      rule: "test-window/overlap",
      message:
        "test window later of qa: test window monday tests web meanwhile, first on 2026-12-07 13:59 Europe/Berlin",
      path: ["testWindows", "later"],
    });
    expect(rules(two("14:00"))).toEqual([]);
  });

  it("of many other tests is one finding a window, which counts them", () => {
    const copies = Array.from({ length: 4 }, (_, index) =>
      monday().replace("monday:", `copy-${index}:`),
    );

    expect(report(tests(...copies)).map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /copy-1 of qa: test window copy-0 tests web meanwhile, first on [^,]+$/,
      ),
      expect.stringMatching(/copy-2 of qa: .+, and 1 more do$/),
      expect.stringMatching(/copy-3 of qa: .+, and 2 more do$/),
    ]);
  });
});

describe("windows that nobody agreed to", () => {
  const windows = (first: string, second: string): Sections => ({
    windows: `windows:\n  sunday: { schedule: every sunday at 04:00${first} }\n  monday: { schedule: every monday at 04:00${second} }`,
    groups:
      "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: canary, window: sunday }, { name: broad, window: monday }] }",
  });

  it.each([
    ["", "", []],
    [", agreedBy: a, agreedAt: 2026-11-01", ", agreedBy: b, agreedAt: 2026-11-01", []],
    [", owner: a", "", ["sunday", "monday"]],
    [", agreedBy: a, agreedAt: 2026-11-01", ", agreedBy: b", ["monday"]],
  ])("are noted where others were, or have owners: %j and %j", (first, second, named) => {
    expect(report(windows(first, second)).map(({ rule, entry }) => [rule, entry])).toEqual(
      named.map((name) => ["window/not-agreed", name]),
    );
  });

  it("say what is missing, and only when they are in use", () => {
    const unused = windows(", agreedBy: a, agreedAt: 2026-11-01", "");

    expect(report(unused)[0]?.message).toBe(
      "window monday is in use and has no agreedBy and no agreedAt",
    );
    expect(
      rules({
        ...unused,
        groups: unused.groups?.replace("window: monday", "window: sunday") ?? "",
      }),
    ).toEqual([]);
  });
});

describe("an imported calendar", () => {
  const imported: Sections = {
    freezes:
      "freezes:\n  - { name: qa, from: 2027-02-01, to: 2027-02-01, bars: tests }\n  - { name: holidays, calendar: a.ics }",
  };
  const day = (date: string, rule = ""): string => `UID:${date}\nDTSTART;VALUE=DATE:${date}${rule}`;

  it("that ends before the proof does is noted at its place", () => {
    const [found] = report(imported, calendar(day("20271225")));

    expect(found).toMatchObject({
      rule: "freeze/calendar-ends",
      path: ["freezes", 1, "calendar"],
      message:
        "freeze holidays: its calendar has no event after 2027-12-26 00:00 Europe/Berlin; the proof counts on every run from then until 2028-12-01 01:00 Europe/Berlin",
    });
    expect(rules(imported, calendar())).toEqual(["freeze/calendar-ends"]);
  });

  it("that reaches to the end of the proof, or recurs for good, is not", () => {
    expect(rules(imported, calendar(day("20281130")))).toEqual(["freeze/calendar-ends"]);
    expect(rules(imported, calendar(day("20281201")))).toEqual([]);
    expect(rules(imported, calendar(day("20201224", "\nRRULE:FREQ=YEARLY")))).toEqual([]);
  });

  it("with more events than SSM takes is an error, where SSM is given it", () => {
    const weekly = calendar(day("20261204", "\nRRULE:FREQ=WEEKLY"));

    const [found] = report(imported, weekly);
    expect(found).toMatchObject({
      rule: "freeze/too-many-events",
      level: "error",
      path: ["freezes", 1, "calendar"],
    });
    expect(found?.message).toContain("are more than the 64 KB of a Change Calendar");
    expect(rules(imported, calendar(day("20261204", "\nRRULE:FREQ=MONTHLY")))).toEqual([]);
    expect(
      rules(
        {
          ...imported,
          groups:
            "groups:\n  web: { tier: gold, owner: a, baselines: [windows], azure: { locations: [westeurope] }, rings: [{ name: canary, window: sunday }] }",
        },
        weekly,
      ),
    ).not.toContain("freeze/too-many-events");
  });

  it("bars the runs that it closes in the proof", () => {
    const closed = calendar(day("20261206", "\nRRULE:FREQ=WEEKLY;COUNT=7"));

    expect(rules(imported, closed)).toContain("window/frozen");
  });
});
