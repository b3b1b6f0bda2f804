/** Where patch groups are registered, AWS Config must say which machines are patched; otherwise nobody is told. */
import { nist80040 } from "../../framework";
import { broken, type Outcome } from "../../outcome";
import type { StackRule } from "../../rule";
import { ifKnown, type Stack, type StackResource } from "../../stack";

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
  level: "mandatory",
  severity: "medium",
  framework: nist80040("3.6"),
  fix: "Declare the ComplianceRules component in each region that has patch groups.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-managedinstance-patch-compliance-status-check.html",
  parameters: "None.",
  missing: "A stack without the Config rule is a violation.",
  unknown: "A rule whose identifier is unknown does not count.",
  types: [patchGroup],
  checks: [isWired],
};
