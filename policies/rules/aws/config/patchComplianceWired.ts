/** Where patch groups are registered, AWS Config must say which machines are patched; otherwise nobody is told. */
import { nist80040, nist80053, securityHub } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { StackRule } from "../../../rule";
import { ifKnown, type Stack, type StackResource } from "../../../stack";

const patchGroup = "aws:ssm/patchGroup:PatchGroup";
const managedRule = "EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK";

/** AWS resources say their region themselves; one that does not is in the provider's. */
function regionOf(resource: StackResource): string {
  return ifKnown(() => resource.properties.text("region")) ?? "";
}

function reportsPatches(rule: StackResource): boolean {
  const identifier = ifKnown(
    () =>
      rule.properties.object("source")?.text("sourceIdentifier") ??
      rule.properties.text("ruleIdentifier"),
  );
  return identifier === managedRule;
}

function isWired(stack: Stack): readonly Outcome[] {
  // An organisation's rule and a conformance pack speak for every region.
  const everywhere =
    stack.of("aws:cfg/organizationManagedRule:OrganizationManagedRule").some(reportsPatches) ||
    stack
      .of(
        "aws:cfg/conformancePack:ConformancePack",
        "aws:cfg/organizationConformancePack:OrganizationConformancePack",
      )
      .some((pack) => ifKnown(() => pack.properties.text("templateBody"))?.includes(managedRule));
  const wired = stack.of("aws:cfg/rule:Rule").filter(reportsPatches).map(regionOf);
  const first = new Map(
    stack
      .of(patchGroup)
      .map((group) => [regionOf(group), group] as const)
      .reverse(),
  );
  const blind = everywhere ? [] : [...first].filter(([region]) => !wired.includes(region));
  return blind.map(([region, group]) => notWired(region, group));
}

function notWired(region: string, group: StackResource): Outcome {
  const where = region === "" ? "" : ` in ${region}`;
  return broken({
    problem: `patch groups are registered${where}, but nothing reports whether their machines are patched`,
    property: "the stack's aws:cfg/rule:Rule source.sourceIdentifier",
    seen: "not set",
    allowed: managedRule,
    fix: `add the ComplianceRules component${where}, or a Config rule with that identifier`,
    urn: group.urn,
  });
}

export const patchComplianceWired: StackRule = {
  kind: "stack",
  id: "aws-config-patch-compliance",
  title: "A stack that registers patch groups has the Config rule that reports patch compliance.",
  why: "Without the Config rule nobody is told which machines of a patch group lack patches.",
  level: "mandatory",
  severity: "medium",
  controls: [
    nist80040("§3.6"),
    nist80053("SI-2(2)"),
    securityHub(
      "SSM.2",
      "EC2 instances managed by Systems Manager should have a patch compliance status of COMPLIANT after a patch installation",
    ),
  ],
  ruleset: "2026.11",
  fix: "Declare the ComplianceRules component in each region that has patch groups.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-managedinstance-patch-compliance-status-check.html",
  parameters: "None.",
  missing: "A stack without the Config rule is a violation.",
  unknown: "A rule whose identifier is unknown does not count.",
  types: [patchGroup],
  examples: {
    bad: {
      web: { type: patchGroup, properties: { patchGroup: "web.canary", region: "eu-central-1" } },
    },
    good: {
      web: { type: patchGroup, properties: { patchGroup: "web.canary", region: "eu-central-1" } },
      compliance: {
        type: "aws:cfg/rule:Rule",
        properties: {
          region: "eu-central-1",
          source: { owner: "AWS", sourceIdentifier: managedRule },
        },
      },
    },
  },
  checks: [isWired],
};
