import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Approval, Plan } from "../../../model/plan";
import { approvalDelay, delayPairs } from "../../../model/proof/kinds";
import { prove } from "../../../model/proof/prove";
import { parseInstant } from "../../../model/zone";
import { approval, plan as emptyPlan, system } from "../../support/plans";
import { planned } from "../planned";

const { severities } = emptyPlan([]);
const asOf = parseInstant("2026-12-01T00:00Z") ?? 0;
const high = { severity: "high", exploited: false } as const;
const linux = (baseline: string, cloud = "aws: { accounts: [prod], regions: [eu-central-1] }") =>
  planned({
    tiers: "tiers:\n  gold: { deadlines: { critical: 30d, high: 30d } }",
    baselines: `baselines:\n  linux: { ${baseline} }`,
    groups: `groups:\n  web: { tier: gold, owner: a, baselines: [linux], ${cloud}, rings: [{ name: all, window: sunday }] }`,
  });

/** The verdicts of a plan, each once, with the reason of those that are not served. */
function verdicts(plan: Plan): readonly string[] {
  return [
    ...new Set(
      prove(plan, asOf).cells.map(({ verdict }) =>
        verdict.kind === "notServed" ? verdict.reason : verdict.kind,
      ),
    ),
  ];
}

const azure = "azure: { locations: [westeurope] }";

describe("a promise", () => {
  it.each([
    [
      "a rule with a date",
      "systems: [rhel-9], approve: [{ until: 2030-12-31 }]",
      undefined,
      "one approves them until 2030-12-31 only",
    ],
    [
      "a rule for some products",
      "systems: [rhel-9], approve: [{ products: [RedhatEnterpriseLinux9.4] }]",
      undefined,
      "one approves a part of them only",
    ],
    [
      "a rule for some priorities",
      "systems: [ubuntu-24.04], approve: [{ priority: [required] }]",
      undefined,
      "one approves a part of them only",
    ],
    [
      "a rule for a section",
      "systems: [debian-12], approve: [{ section: [net] }]",
      undefined,
      "one approves a part of them only",
    ],
    [
      "a rule for applications",
      "systems: [windows-server-2022], approve: [{ patchSet: application, classification: [security, critical] }]",
      undefined,
      "one approves a part of them only",
    ],
    [
      "narrow global filters",
      "systems: [rhel-9], globalFilters: { products: [RedhatEnterpriseLinux9.4] }",
      undefined,
      "one approves a part of them only",
    ],
    [
      "global filters of another severity",
      "systems: [rhel-9], globalFilters: { severity: [low] }",
      undefined,
      "no rule of baseline linux approves patches of classification security and severity ",
    ],
    [
      "an approved list",
      "systems: [rhel-9], approve: [{ classification: [bugfix] }], approved: [CVE-2026-1234]",
      undefined,
      "no rule of baseline linux approves patches of classification security and severity ",
    ],
    [
      "a schedule without reboots",
      "systems: [windows-server-2022], approve: [{ classification: [security, critical] }], excludeKbsRequiringReboot: true",
      azure,
      "one approves a part of them only",
    ],
    [
      "packages on macOS",
      "systems: [macos-14]",
      undefined,
      "SSM installs packages there, and no update of macOS 14 itself",
    ],
  ])("does not rest on %s", (_, baseline, cloud, reason) => {
    const found = verdicts(linux(baseline, cloud));

    for (const verdict of found) expect(verdict).toContain(reason);
    expect(found).not.toHaveLength(0);
  });

  it.each([
    [
      "a whole rule beside a narrow one",
      "systems: [rhel-9], approve: [{ products: [RedhatEnterpriseLinux9.4] }, { classification: [security], after: 2d }]",
      undefined,
    ],
    [
      "all products of a system",
      "systems: [ubuntu-24.04], approve: [{ products: [Ubuntu24.04] }]",
      undefined,
    ],
    ["everything on CentOS", "systems: [centos-stream-9]", undefined],
    [
      "what Azure does not narrow",
      "systems: [rhel-9], approve: [{ products: [RedhatEnterpriseLinux9.4] }]",
      azure,
    ],
    [
      "a reboot that AWS cannot leave out",
      "systems: [windows-server-2022], approve: [{ classification: [security, critical] }], excludeKbsRequiringReboot: true",
      undefined,
    ],
    ["a compliance level", "systems: [rhel-9], approve: [{ complianceLevel: low }]", undefined],
    [
      "global filters that hold its class",
      "systems: [rhel-9], globalFilters: { classification: [security], severity: [critical, high] }",
      undefined,
    ],
  ])("rests on %s", (_, baseline, cloud) => {
    expect(verdicts(linux(baseline, cloud))).toEqual(["kept"]);
  });

  it("counts the delay of the whole rule, not of a narrow one that is faster", () => {
    const narrow = approval(0, { partial: true });

    const delay = approvalDelay(system(0, { approvals: [narrow, approval(9)] }), high, severities);

    expect(delay).toEqual({ days: 9, ownDays: 9 });
  });
});

describe("the delays of a kind in two rings", () => {
  const pairs = (before: readonly Approval[], after: readonly Approval[]) =>
    delayPairs(system(0, { approvals: before }), system(0, { approvals: after }), severities);

  it("are one pair where every rule approves whole kinds", () => {
    expect(pairs([approval(2), approval(9)], [approval(4), approval(12)])).toEqual([[2, 4]]);
  });

  it("are also those of a narrow rule, and of a rule with a date", () => {
    const narrow = (days: number) => approval(days, { partial: true });
    const dated = approval(0, { until: "2030-12-31" });

    expect(pairs([narrow(1), approval(7)], [narrow(4), approval(10)])).toEqual([
      [7, 10],
      [1, 4],
    ]);
    expect(pairs([dated, approval(7)], [dated, approval(10)])).toEqual([
      [7, 10],
      [0, 0],
    ]);
    expect(pairs([narrow(1)], [narrow(4)])).toEqual([[1, 4]]);
  });

  it("are those of every set of narrow rules that a patch can belong to", () => {
    const days = fc.integer({ min: 0, max: 20 });
    const rule = fc.record({ before: days, after: days, partial: fc.boolean() });
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 5 }), (rules) => {
        const ring = (key: "before" | "after") =>
          rules.map((one) => approval(one[key], one.partial ? { partial: true } : {}));
        const found = pairs(ring("before"), ring("after"));

        const expected = new Set<string>();
        for (let set = 0; set < 2 ** rules.length; set++) {
          const active = rules.filter((one, index) => !one.partial || (set >> index) % 2 === 1);
          if (active.length === 0) continue;
          const least = (key: "before" | "after") => Math.min(...active.map((one) => one[key]));
          expected.add(`${least("before")} ${least("after")}`);
        }
        expect(new Set(found.map((pair) => pair.join(" ")))).toEqual(expected);
      }),
    );
  });
});
