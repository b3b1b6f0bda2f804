import { describe, expect, it } from "vitest";
import { describeDuration } from "../../../model/duration";
import { parsePlan } from "../../../model/load";
import type { Plan } from "../../../model/plan";
import { explainCell } from "../../../model/proof/explain";
import { className } from "../../../model/proof/findings";
import { prove } from "../../../model/proof/prove";
import { planned, refused } from "../planned";
import { policyText } from "../policyText";

/** `critical! 3d bod-26-04 kevAdded`, one line a deadline. */
function lines(plan: Plan, name = "web"): readonly string[] {
  const group = plan.groups.find((one) => one.name === name);
  return (group?.deadlines ?? []).map(({ class: { severity, exploited }, within, source, of }) =>
    [`${severity}${exploited ? "!" : ""}`, describeDuration(within), source, of ?? ""]
      .join(" ")
      .trim(),
  );
}

function withObligations(obligations: string, deadlines = "{ low: 180d }"): Plan {
  return planned({
    tiers: `tiers:\n  gold: { deadlines: ${deadlines} }`,
    rest: `obligations: ${obligations}`,
  });
}

function notes(plan: Plan): readonly string[] {
  return plan.findings
    .filter(({ rule }) => rule.startsWith("obligation/"))
    .map(({ rule, level, message }) => `${level} ${rule}: ${message}`);
}

const own = "control: SEC-7, source: security handbook";

describe("the obligations that bind", () => {
  it("are named by their id, whichever form the document writes", () => {
    expect(lines(withObligations("[pci-4.0.1]"))).toEqual([
      "critical 1mo pci-dss-4.0.1",
      "low 180d tier gold",
    ]);
  });

  it("give way to the tightest", () => {
    expect(lines(withObligations("[pci-4.0.1, cyber-essentials-3.3]", "{ high: 10d }"))).toEqual([
      "critical 14d cyber-essentials-3.3",
      "high 10d tier gold",
    ]);
  });

  it("divide classes by what BOD 26-04 speaks of, and join those that it treats alike", () => {
    const all = (exposure: string): readonly string[] => {
      const plan = planned({
        tiers: "tiers:\n  gold: { deadlines: { low: 180d } }",
        rest: "obligations: [bod-26-04]",
        groups: `groups:\n  web: { tier: gold, owner: a, exposure: ${exposure}, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
      });
      return (plan.groups[0]?.deadlines ?? [])
        .filter(({ class: { severity } }) => severity === "high")
        .map((one) => `${className(one.class)} ${describeDuration(one.within)}`);
    };

    // The directive's table: exposed and not, KEV and not, automatable, partial and total impact.
    expect(all("internet")).toEqual([
      "high (not automatable, partial impact) 60d",
      "high (not automatable, total impact) 14d",
      "high (automatable, partial impact) 14d",
      "high (automatable, total impact) 3d",
      "exploited high (not automatable, partial impact) 14d",
      "exploited high (total impact) 3d",
      "exploited high (automatable, partial impact) 3d",
    ]);
    expect(all("internal")).toEqual([
      "high (automatable) 60d",
      "exploited high (partial impact) 14d",
      "exploited high (not automatable, total impact) 14d",
      "exploited high (automatable, total impact) 3d",
    ]);
  });

  it("divide classes by FedRAMP's impact and likelihood, which exploitation implies", () => {
    const plan = withObligations("[fedramp-vdr-c]", "{ low: 365d, exploited: 30d }");
    const high = (plan.groups[0]?.deadlines ?? [])
      .filter(({ class: { severity } }) => severity === "high")
      .map((one) => `${className(one.class)} ${describeDuration(one.within)}`);

    expect(high).toEqual([
      "high (not likely exploitable, N5) 16d",
      "high (not likely exploitable, N4) 64d",
      "high (not likely exploitable, N3) 128d",
      "high (not likely exploitable, N2) 192d",
      "high (likely exploitable, N5) 2d",
      "high (likely exploitable, N4) 4d",
      "high (likely exploitable, N3) 16d",
      "high (likely exploitable, N2) 48d",
      "exploited high (N5) 2d",
      "exploited high (N4) 4d",
      "exploited high (N3) 16d",
      "exploited high (N2) 30d",
    ]);
  });

  it("count the last of several stages", () => {
    expect(lines(withObligations("[nerc-cip-007-6]"))).toContain(
      "critical 35d nerc-cip-007-6 evaluated",
    );
  });

  it("count from the release in the proof, and say what they count from", () => {
    const plan = withObligations(`[{ id: acme-7, within: 7d, of: detected, ${own} }]`);
    const asOf = Date.UTC(2026, 11, 1) / 60_000;
    const [cell] = prove(plan, asOf).cells;

    expect(cell?.worstLateness.due).toBe((cell?.worstLateness.release ?? 0) + 7 * 24 * 60);
    expect(cell && explainCell(cell)).toContain(
      "due: 7d after the detection, at the earliest the release (acme-7)",
    );
  });
});

describe("obligations of the organisation's own", () => {
  it("bind where their predicate fits, by tier, environment, exposure and severity", () => {
    const groups = (when: string): Plan =>
      planned({
        tiers: "tiers:\n  gold: { deadlines: { low: 90d } }\n  tin: { deadlines: { low: 90d } }",
        rest: `obligations: [{ id: acme-7, when: ${when}, within: 7d, ${own} }]`,
        groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }
  lab: { tier: tin, owner: a, exposure: internal, environment: test, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
      });
    const bound = (when: string): readonly string[] => {
      const plan = groups(when);
      return ["web", "lab"].filter((name) => lines(plan, name).some((line) => /acme-7/.test(line)));
    };

    expect(bound("{}")).toEqual(["web", "lab"]);
    expect(bound("{ tier: [gold] }")).toEqual(["web"]);
    expect(bound("{ environment: [test] }")).toEqual(["lab"]);
    expect(bound("{ exposure: internal }")).toEqual(["lab"]);
    expect(bound("{ automatable: false }")).toEqual(["web", "lab"]);
    expect(lines(groups("{ severity: [high] }"))).toEqual(["high 7d acme-7", "low 90d tier gold"]);
    expect(lines(groups("{ severity: [high], exploited: true }"))).toEqual([
      "high! 7d acme-7",
      "low 90d tier gold",
      "low! 90d tier gold",
    ]);
  });

  it("can be named by a group, and count the last of their stages", () => {
    const stages =
      "[{ act: evaluate, within: 2d, of: released }, { act: fix, within: 9d, of: evaluated }]";
    const text = policyText({
      rest: `obligations: [pci-4.0.1, { id: acme-7, stages: ${stages}, ${own} }]`,
    }).replace("owner: web-team", "owner: web-team\n    obligations: [acme-7]");
    const loaded = parsePlan(text);

    expect(loaded.ok && lines(loaded.plan)).toEqual([
      "critical 9d acme-7 evaluated",
      "high 9d acme-7 evaluated",
      "medium 9d acme-7 evaluated",
      "low 9d acme-7 evaluated",
    ]);
  });
});

describe("obligations that bind nothing", () => {
  it.each([
    ["[soc2]", "own-limit", "obligation soc2 (CC7.1) asks for a limit of your own: it binds"],
    ["[pci-dss-4.0.1]", "own-limit", "(6.3.3) asks for a limit of your own for high, medium, low:"],
    ["[bod-22-01]", "not-in-force", "bod-22-01 is revoked since 2026-06-10 (by BOD 26-04)"],
    ["[hipaa-nprm]", "not-in-force", "hipaa-nprm is proposed since 2025-01-06"],
    [
      `[{ id: up, onUpgrade: true, ${own} }]`,
      "on-upgrade",
      "(SEC-7) asks for the fix with the next",
    ],
    [`[{ id: up, own: true, ${own} }]`, "own-limit", "(SEC-7) asks for a limit of your own"],
    [
      `[{ id: up, within: 1d, status: proposed, ${own} }]`,
      "not-in-force",
      "up is proposed and binds",
    ],
  ])("%s says so as %s", (obligations, rule, message) => {
    const plan = withObligations(obligations);
    const found = notes(plan);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`note obligation/${rule}: obligation `);
    expect(found[0]).toContain(message);
    expect(plan.findings.find((one) => one.rule === `obligation/${rule}`)?.position).toBeDefined();
    expect(lines(plan).filter((line) => !/tier gold|critical 1mo pci/.test(line))).toEqual([]);
  });

  it("say nothing where another row of theirs binds", () => {
    expect(notes(withObligations("[bod-26-04, essential-eight-ml2, nerc-cip-007-6]"))).toEqual([]);
  });
});

describe("obligations that are refused", () => {
  it.each([
    ["[hipaa]", /^patching\.yaml:\d+:15: .*must be one of .*did you mean "hipaa-nprm"\?/],
    ["[pci-dss-4.1]", /^patching\.yaml:\d+:15: .*must be one of .*did you mean "pci-dss-4\.0\.1"/],
    ["[pci-4.0.1, pci-dss-4.0.1]", /:26: obligations\[1\]: "pci-dss-4\.0\.1" is listed twice/],
    [`[{ id: soc2, within: 1d, ${own} }]`, /obligations\[0\]\.id: "soc2" is a preset/],
    [`[{ id: a8, ${own} }]`, /obligations\[0\]\.within is missing; .*own, onUpgrade or stages/],
    [`[{ id: a8, own: true, within: 1d, ${own} }]`, /\.own must not stand beside within, got true/],
    [
      `[{ id: a8, own: true, of: detected, ${own} }]`,
      /\.of must stand beside within, got detected/,
    ],
    [`[{ id: a8, within: 1y, ${own} }]`, /\.within must be a duration .*got 1y/],
    [`[{ id: a8, within: 1d, of: sold, ${own} }]`, /\.of must be one of released, .*got sold/],
    [
      `[{ id: a8, within: 1d, when: { tier: [gld] }, ${own} }]`,
      /unknown tier "gld" \(did you mean "gold"\?\)/,
    ],
    [
      `[{ id: a8, within: 1d, when: { environment: [prod] }, ${own} }]`,
      /unknown environment "prod"/,
    ],
    [`[{ id: a8, within: 1d, wen: {}, ${own} }]`, /unknown key "wen" \(did you mean "when"\?\)/],
    ["[{ id: a8, within: 1d, control: x }]", /obligations\[0\]\.source is missing/],
  ])("%s, with its position", (obligations, expected) => {
    const faults = refused({ rest: `obligations: ${obligations}` });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^patching\.yaml:\d+:\d+: /);
    expect(faults[0]).toMatch(expected);
  });

  it("a group names and nobody defines", () => {
    const loaded = parsePlan(
      policyText({ rest: `obligations: [{ id: acme-7, within: 1d, ${own} }]` }).replace(
        "owner: web-team",
        "owner: web-team\n    obligations: [acme-8]",
      ),
    );

    expect(loaded.ok ? [] : loaded.faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/unknown obligation "acme-8" \(did you mean "acme-7"\?\)/),
    ]);
  });
});
