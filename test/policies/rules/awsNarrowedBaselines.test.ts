import { describe, expect, it } from "vitest";
import type { AwsBaseline } from "../../../model/plan";
import { patchBaselineApprovalDelay } from "../../../policies/rules/aws/ssm/patchBaselineApprovalDelay";
import { patchBaselineComplianceLevel } from "../../../policies/rules/aws/ssm/patchBaselineComplianceLevel";
import { patchBaselineCoverage } from "../../../policies/rules/aws/ssm/patchBaselineCoverage";
import { patchBaselineLists } from "../../../policies/rules/aws/ssm/patchBaselineLists";
import type { TestResource } from "../../../policies/testing";
import { planned } from "../../model/planned";
import { judge, today } from "../world";

const plan = planned({
  baselines: `baselines:
  windows:
    systems: [windows-server-2022]
    approve:
      - { classification: [security, critical], after: 7d }
      - { classification: [security], patchSet: application, complianceLevel: low }
      - { classification: [bugfix], until: 2026-12-31 }
    approved: [KB5034441]`,
  groups:
    "groups:\n  web: { tier: gold, owner: a, baselines: [windows], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }",
});
const rules = [
  patchBaselineApprovalDelay,
  patchBaselineComplianceLevel,
  patchBaselineCoverage,
  patchBaselineLists,
];

/** As the component registers it. */
function resource({ operatingSystem, rules: own, approved, rejected }: AwsBaseline): TestResource {
  const approvalRules = own.map(({ filters, ...rest }) => ({ ...rest, patchFilters: filters }));
  const lists = { approvedPatches: approved, rejectedPatches: rejected };
  const props = { operatingSystem, approvalRules, ...lists };
  return { type: "aws:ssm/patchBaseline:PatchBaseline", props };
}

const [own] = plan.aws[0]?.baselines ?? [];

describe.each(rules)("$id, beside rules for applications and with a date", (rule) => {
  it("accepts the plan's own baseline", async () => {
    expect(own).toBeDefined();
    const verdict = await judge(rule, resource(own as AwsBaseline), { plan, asOf: today });

    expect([...verdict.broken, ...verdict.undetermined]).toEqual([]);
  });

  it("asks a baseline of another's making for Windows alone", async () => {
    const [windows] = own?.rules ?? [];
    const other = { ...own, approved: [], rules: [windows] } as AwsBaseline;
    const verdict = await judge(rule, resource(other), { plan, asOf: today });

    const missing = rule.id.endsWith("coverage") ? 1 : 0;
    expect(verdict.broken).toHaveLength(missing);
  });
});
