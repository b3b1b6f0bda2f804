import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatFault } from "../../model/fault";
import { loadPlan, parsePlan } from "../../model/load";
import { planned, refused } from "./planned";
import { policyText } from "./policyText";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "patchwarden-load-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: string | Buffer): readonly string[] {
  const file = path.join(folder, "patching.yaml");
  writeFileSync(file, content);
  const loaded = loadPlan(file);
  return loaded.ok ? [] : loaded.faults.map((fault) => formatFault({ ...fault, file: "p.yaml" }));
}

describe("loadPlan", () => {
  it("loads the example organisation", () => {
    const loaded = loadPlan(path.join(__dirname, "../../patching.yaml"));

    expect(loaded.ok ? [] : loaded.faults).toEqual([]);
  });

  it("says what to do about a missing file", () => {
    const loaded = loadPlan(path.join(folder, "nothing.yaml"));

    expect(loaded).toMatchObject({
      ok: false,
      faults: [{ line: 1, column: 1, message: expect.stringContaining("patchwarden init") }],
    });
  });

  it("says that a folder is no document", () => {
    const loaded = loadPlan(folder);

    expect(loaded).toMatchObject({ faults: [{ message: expect.stringContaining("a folder") }] });
  });

  it.each([
    ["nothing at all", ""],
    ["comments only", "# soon\n"],
    ["an explicit null", "~\n"],
    ["a line of spaces without end", " ".repeat(3_000_000)],
  ])("refuses %s as empty", (_, content) => {
    const [fault, ...others] = load(content);

    expect(fault).toMatch(/^p\.yaml:1:1: the document is empty; .*patchwarden init/);
    expect(others).toEqual([]);
  });

  it("refuses more than 4 MB before it parses", () => {
    const started = Date.now();

    const faults = load(`a: ${"[".repeat(5 * 1024 * 1024)}`);

    expect(faults).toEqual([
      "p.yaml:1:1: the file has 5.1 MB; a policy may have at most 4 MB a file",
    ]);
    expect(Date.now() - started).toBeLessThan(1000);
  });

  it.each([
    ["a byte that no character has", "v\xff\xfe", "1:2", "FF"],
    [
      "Latin-1 behind characters of several bytes",
      "a: 1\n# \xc3\xa4\xf0\x9f\x94\xa7\xfc\n",
      "2:6",
      "FC",
    ],
    ["a character that the end cuts", "a: 1\nb: \xe2\x82", "2:4", "E2"],
    ["a character in too many bytes", "a: \xc0\xaf", "1:4", "C0"],
    ["UTF-16", "\xff\xfea\0", "1:1", "FF"],
  ])("refuses %s, in its place", (_, content, place, byte) => {
    expect(load(Buffer.from(content, "latin1"))).toEqual([
      `p.yaml:${place}: the file is not UTF-8 text, from the byte 0x${byte} here on; save it as UTF-8`,
    ]);
  });

  it("takes a byte order mark and Windows line ends", () => {
    expect(load(`\uFEFF${policyText().replaceAll("\n", "\r\n")}`)).toEqual([]);
  });

  it("refuses a bomb of aliases in bounded time", () => {
    const levels = Array.from({ length: 30 }, (_, level) =>
      level === 0 ? "l0: &l0 [x]" : `l${level}: &l${level} [${`*l${level - 1}, `.repeat(9)}]`,
    );
    const started = Date.now();

    const faults = load(levels.join("\n"));

    expect(faults).toEqual([
      expect.stringMatching(/^p\.yaml:6:40: the document repeats more than 100000 values by YAML/),
    ]);
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it.each([
    ["brackets", `version: 1\nx: ${"[".repeat(3_900_000)}`, 2],
    ["closed brackets", `version: 1\nx: ${"[".repeat(100_000)}${"]".repeat(100_000)}`, 2],
    ["dashes", `${"- ".repeat(1_900_000)}x`, 1],
    ["question marks", `${"? ".repeat(100_000)}x`, 1],
    [
      "indents",
      Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      202,
    ],
  ])("refuses %s without end", (_, content, line) => {
    expect(load(content)).toEqual([
      `p.yaml:${line}:1: the document is nested too deeply to be a policy; write it flat`,
    ]);
  });

  it("stands the deepest nesting that it lets through to the parser", () => {
    const indented = Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:`);

    const faults = load(
      `${indented.join("\n")}\n${" ".repeat(200)}- ${"[".repeat(50)}${"]".repeat(50)}`,
    );

    expect(faults.join("\n")).toContain('unknown key "a"');
  });

  it.each([
    ["a syntax error", "version: 1\ngroups: [web\nfoo: bar\n", /^p\.yaml:\d+:\d+: not valid YAML/],
    ["a tab", "version: 1\ngroups:\n\tweb: 1\n", /^p\.yaml:3:1: not valid YAML: tabs/],
    ["two documents", "version: 1\n---\nversion: 1\n", /several YAML documents/],
    ["a list", "- version: 1\n", /^p\.yaml:1:1: the document must be a mapping .*, got a list/],
    ["a text", "hello\n", /the document must be a mapping .*, got hello/],
  ])("says where %s is", (_, content, message) => {
    const faults = load(content);

    expect(faults[0]).toMatch(message);
    expect(faults.every((fault) => !fault.includes("\n"))).toBe(true);
  });
});

describe("parsePlan", () => {
  it("takes the smallest policy", () => {
    expect(planned().groups.map(({ name }) => name)).toEqual(["web"]);
  });

  it("points at the value", () => {
    const [fault] = refused({ tiers: "tiers:\n  gold: { deadlines: { critical: soon } }" });

    expect(fault).toBe(
      "patching.yaml:11:34: tiers.gold.deadlines.critical must be a duration such as 30m, 72h, 14d, 2w, 1mo or P1DT12H, got soon",
    );
  });

  it.each([
    [
      "a misspelt key with the nearest one",
      { groups: "groups:\n  web: { teir: gold, owner: a, baselines: [linux] }" },
      'unknown key "teir" (did you mean "tier"?)',
    ],
    [
      "a misspelt key with the keys, where they are few",
      { rest: "limits: { perMiror: 3 }" },
      'limits: unknown key "perMiror" (did you mean "perMirror"?); allowed: perAccount, perMirror',
    ],
    [
      "an unknown key with all keys, where none is near",
      { rest: "zzzqqq: 1" },
      'unknown key "zzzqqq"; allowed: version, include, organisation',
    ],
    [
      "a document without its version",
      { head: "organisation: acme\neffectiveFrom: 2026-12-01" },
      "version is missing; it must be 1; add `version: 1` as the document's first line",
    ],
    [
      "a document without groups",
      { groups: "" },
      "groups is missing; it must be a mapping of groups by name",
    ],
    [
      "a document whose groups are none",
      { groups: "groups: {}" },
      "patching.yaml:24:9: groups must hold at least one group, got a mapping; without one nothing is patched and nothing proved",
    ],
    [
      "a wrong unit",
      {
        baselines:
          "baselines:\n  linux: { systems: [rhel-9], approve: [{ classification: [security], after: 2 weeks }] }",
      },
      "baselines.linux.approve[0].after must be whole days from 0d to 360d, such as 2d or 1w, got 2 weeks",
    ],
    [
      "an unquoted account id",
      { clouds: "clouds:\n  aws: { accounts: { prod: { id: 012345678901 } } }" },
      'must be quoted, such as "012345678901", got 012345678901',
    ],
    [
      "a version of the future",
      { head: "version: 2\norganisation: acme\neffectiveFrom: 2026-12-01" },
      "patching.yaml:1:10: version must be 1, got 2; this release reads no other",
    ],
    [
      "an unknown operating system with the nearest one",
      { baselines: "baselines:\n  linux: { systems: [rhel9] }" },
      'got rhel9; did you mean "rhel-9"?',
    ],
    [
      "an unknown zone",
      { head: "version: 1\norganisation: acme\ntimezone: Europe/Berln\neffectiveFrom: 2026-12-01" },
      "timezone must be an IANA time zone such as Europe/Berlin or UTC, got Europe/Berln",
    ],
    [
      "a day that the calendar lacks",
      { head: "version: 1\norganisation: acme\neffectiveFrom: 2027-02-29" },
      "effectiveFrom must be a day such as 2026-12-31, from 1990 to 2199, got 2027-02-29",
    ],
    [
      "a cutoff as long as its window",
      {
        windows:
          "windows:\n  sunday: { schedule: every sunday at 04:00, duration: 2h, cutoff: 2h }",
      },
      "windows.sunday.cutoff must be shorter than the window's duration, got 2h",
    ],
    [
      "a month where elapsed time is needed",
      { windows: "windows:\n  sunday: { schedule: every sunday at 04:00, perNode: 1mo }" },
      "a month has no fixed length",
    ],
    [
      "a tier without promises",
      { tiers: "tiers:\n  gold: { deadlines: {} }" },
      "must promise at least one class",
    ],
    [
      "29 February in a yearly freeze",
      { freezes: "freezes:\n  - { name: leap, every: year, from: 02-29, to: 03-02 }" },
      "freezes[0].from must be a day of every year such as 12-18, got 02-29",
    ],
    [
      "a dated freeze without its year",
      { freezes: "freezes:\n  - { name: end, from: 12-18, to: 12-20 }" },
      "or add every: year, got 12-18",
    ],
    [
      "a freeze that ends before it begins",
      { freezes: "freezes:\n  - { name: end, from: 2026-12-18, to: 2026-12-17 }" },
      "freezes[0].to must not be before 2026-12-18, got 2026-12-17",
    ],
    [
      "a name with a dot",
      { windows: "windows:\n  sun.day: { schedule: every sunday at 04:00 }" },
      "windows.sun.day: the key must be a name of at most 40 lower-case letters",
    ],
    ["no cloud", { clouds: "clouds: {}" }, "clouds must name aws, azure or both"],
  ])("refuses %s", (_, replaced, message) => {
    expect(refused(replaced).join("\n")).toContain(message);
  });

  it("says where a group is written twice", () => {
    const lines = policyText().trimEnd().split("\n");
    const first = lines.findIndex((line) => line.startsWith("  web:")) + 1;
    const loaded = parsePlan([...lines, "  web: { tier: gold }"].join("\n"));

    expect(loaded.ok ? [] : loaded.faults.map(formatFault)).toEqual([
      `patching.yaml:${lines.length + 1}:3: "web" is written twice here, first in line ${first}; keys must be unique, so rename or remove one`,
    ]);
  });

  it("lists the windows to a ring that names none", () => {
    const groups =
      "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: canary }] }";

    expect(refused({ groups })).toEqual([
      expect.stringContaining(
        "groups.web.rings[0].window is missing; it must name one of the windows: sunday",
      ),
    ]);
  });

  it("reports every fault of shape and of reference in one run, in the order of the file", () => {
    const faults = refused({
      head: "version: 1\norganisation: Acme\neffectiveFrom: soon",
      tiers: "tiers:\n  gold: { deadlines: { critical: 14d }, outOfCycle: urgnt }",
      groups: `groups:
  web:
    tier: golden
    ownr: me
    baselines: [linx]
    aws: { accounts: [prd], regions: [eu-central-1] }
    rings: [{ name: canary, window: sundy, soak: 1d, regions: [eu-west-1] }]`,
    });

    expect(faults).toHaveLength(11);
    expect(faults.map((fault) => Number(fault.split(":")[1]))).toEqual(
      faults.map((fault) => Number(fault.split(":")[1])).sort((a, b) => a - b),
    );
    for (const part of [
      "Acme",
      "soon",
      "urgnt",
      "golden",
      "ownr",
      "linx",
      "prd",
      "sundy",
      "soak",
    ]) {
      expect(faults.join("\n")).toContain(part);
    }
  });
});
