import { describe, expect, it } from "vitest";
import { findingIds } from "../../model/findings/catalogue";
import { policyText, type Sections } from "../model/policyText";
import { type Printed, workplace } from "../support/commandLine";

const place = workplace();

function check(...args: string[]): Printed {
  return place.run("check", ...args);
}

/** A kept promise, an overlap of two windows and a start that a clock change swallows and doubles. */
const flawed: Sections = {
  tiers: "tiers:\n  gold: { deadlines: { critical: 90d } }",
  windows:
    "windows:\n  early: { schedule: every sunday at 02:30 }\n  late: { schedule: every sunday at 05:00 }",
  groups:
    "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: canary, window: early }, { name: broad, window: late }] }",
};
const accepting =
  "exceptions:\n  - { id: RISK-1, rule: window/overlap, scope: { group: web }, reason: two teams, owner: a, approvedBy: ciso, expires: 2027-06-01 }";

function write(replaced: Sections, file = "patching.yaml"): void {
  place.write(policyText(replaced), file);
}

describe("check", () => {
  it("prints each finding with its place, and under each rule what to do", () => {
    write(flawed);

    const { exit, out } = check();

    expect(exit).toBe(3);
    expect(out).toMatch(/^error window\/dst-gap: .* \(patching\.yaml:\d+:\d+\)$/m);
    expect(out).toContain("  fix: Start before or after the change of the clock.");
    expect(out).toMatch(/kept, 1 error, 2 warnings$/m);
    expect(out).toContain("next: do what fix says");
  });

  it("lists an accepted finding and does not count it", () => {
    write({ ...flawed, rest: accepting });

    const { out } = check();

    expect(out).toMatch(
      /^accepted window\/overlap: .*; RISK-1, approved by ciso until 2027-06-01$/m,
    );
    expect(out).toMatch(/kept, 1 error, 1 warning, 1 accepted$/m);
  });
});

describe("check --only", () => {
  it.each([
    ["window/overlap", 0, ["window/overlap"]],
    ["window/dst-gap", 3, ["window/dst-gap"]],
    ["window", 3, ["window/dst-gap", "window/dst-overlap", "window/overlap"]],
    ["quota, window/dst-o", 0, ["window/dst-overlap"]],
    ["deadline,capacity", 0, []],
  ])("%s ends with %d", (only, expected, shown) => {
    write(flawed);

    const { exit, out } = check("--only", only, "--json");
    const found = JSON.parse(out).findings.map((one: { rule: string }) => one.rule);

    expect(exit).toBe(expected);
    expect([...new Set(found)].sort()).toEqual(shown);
  });

  it("judges a broken promise only when asked for it", () => {
    write({ tiers: "tiers:\n  gold: { deadlines: { critical: 2d } }" });

    expect(check("--only", "window").exit).toBe(0);
    expect(check("--only", "window").out).not.toContain("slack");
    expect(check("--only", "deadline").exit).toBe(3);
  });

  it("goes by what counts: an accepted warning fails nothing", () => {
    write({ ...flawed, rest: accepting });

    expect(check("--only", "window/overlap", "--fail-on", "warning").exit).toBe(0);
    write(flawed);
    expect(check("--only", "window/overlap", "--fail-on", "warning").exit).toBe(3);
  });

  it.each(["windw/overlap", "", "window/overlap,,capacity", "soak/kept"])("refuses %j", (only) => {
    write(flawed);

    expect(check("--only", only).exit).toBe(2);
  });

  it("names the nearest id for an unknown one", () => {
    write(flawed);

    expect(check("--only", "windw/overlap").err).toContain('did you mean "window/overlap"');
  });
});

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly { kind: string; justification: string }[];
}

function sarif(...args: string[]): {
  readonly results: readonly SarifResult[];
  readonly log: SarifLog;
} {
  check("--sarif", "out.sarif", ...args);
  const log = JSON.parse(place.read("out.sarif"));
  return { results: log.runs[0].results, log };
}
type SarifLog = {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  }[];
};

describe("check --sarif", () => {
  it("gives GitHub what it needs: a physical location for every result, and no empty uri", () => {
    write({ ...flawed, rest: accepting });

    const { results, log } = sarif();

    expect(log.version).toBe("2.1.0");
    expect(log.$schema).toMatch(/sarif-2\.1\.0/);
    const rules = log.runs[0]?.tool.driver.rules.map(({ id }) => id) ?? [];
    expect(rules).toEqual(findingIds);
    expect(results.length).toBe(5);
    for (const { ruleId, ruleIndex, level, locations, message } of results) {
      expect(rules[ruleIndex]).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text.length).toBeGreaterThan(20);
      expect(locations).toHaveLength(1);
      expect(locations[0]?.physicalLocation.artifactLocation.uri).toBe("patching.yaml");
      expect(locations[0]?.physicalLocation.region.startLine).toBeGreaterThan(1);
      expect(locations[0]?.physicalLocation.region.startColumn).toBeGreaterThan(0);
    }
  });

  it("says which finding is accepted, by whom and why, and of the others that they are not", () => {
    write({ ...flawed, rest: accepting });

    const suppressed = sarif().results.map(({ ruleId, suppressions }) => [
      ruleId,
      suppressions.map(({ kind, justification }) => `${kind} ${justification}`),
    ]);

    expect(suppressed).toEqual([
      ["window/dst-gap", []],
      ["window/dst-overlap", []],
      ["window/overlap", ["external RISK-1, approved by ciso until 2027-06-01: two teams"]],
      ["unused/definition", []],
      ["unused/definition", []],
    ]);
  });

  it("keeps fingerprints when lines move and days pass, and gives each result its own", () => {
    const prints = (...args: string[]): readonly (string | undefined)[] =>
      sarif(...args).results.map((one) => one.partialFingerprints["patchwarden/v1"]);
    write(flawed);
    const before = prints();

    write({
      ...flawed,
      clouds: `# moved\n\n${policyText().match(/clouds:[\s\S]*?rg-patching/)?.[0]}`,
    });

    expect(new Set(before).size).toBe(before.length);
    expect(prints("--as-of", "2027-02-03T04:05Z")).toEqual(before);
  });

  it("writes relative, encoded uris, also for a document given by its full path", () => {
    write(flawed, "my policy.yaml");
    const uris = (document: string): readonly (string | undefined)[] =>
      sarif("-f", document).results.map(
        ({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri,
      );

    expect(new Set(uris("my policy.yaml"))).toEqual(new Set(["my%20policy.yaml"]));
    expect(new Set(uris(place.pathOf("my policy.yaml")))).toEqual(new Set(["my%20policy.yaml"]));
  });

  it("holds the faults of an invalid document, so that an upload always has a file", () => {
    write({ ...flawed, rest: "windws: {}" });

    const { results } = sarif();

    expect(check("--sarif", "out.sarif").exit).toBe(2);
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["document/invalid", "error"],
    ]);
    expect(results[0]?.message.text).toContain("windws");
  });

  it("holds only what --only asks for", () => {
    write(flawed);

    expect(sarif("--only", "window/dst-gap").results.map(({ ruleId }) => ruleId)).toEqual([
      "window/dst-gap",
    ]);
  });

  it("ends with 1 and one line when the file cannot be written", () => {
    write(flawed);

    const { exit, err } = check("--sarif", "absent/out.sarif");

    expect(exit).toBe(1);
    expect(err).toBe("check: absent/out.sarif could not be written (ENOENT); check the path");
  });
});
