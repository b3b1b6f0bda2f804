/** A missing patch must weigh in compliance reports what the document's baselines make it weigh. */
import type { Plan } from "../../../../model/plan";
import { nist80040, nist80053 } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { Check, ResourceRule } from "../../../rule";
import {
  type ApprovalRule,
  describeKind,
  firstApproval,
  type Kind,
  kindsOf,
  operatingSystemOf,
  plannedBaselines,
  plannedRule,
  readRules,
} from "./approvals";
import { exampleBaseline, securityAfterTwoDays } from "./exampleBaseline";

/** From the lightest to the heaviest. */
const levels = ["UNSPECIFIED", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

/** The lightest level that a planned baseline of the system gives to the kind. */
function leastLevel(plan: Plan, operatingSystem: string, kind: Kind): string | undefined {
  const given = plannedBaselines(plan, operatingSystem).flatMap(
    ({ rules }) => firstApproval(rules.map(plannedRule), kind)?.complianceLevel ?? [],
  );
  return given.sort((one, other) => levels.indexOf(one) - levels.indexOf(other))[0];
}

function tooLight(rule: ApprovalRule, kind: Kind, least: string): Outcome {
  return broken({
    problem: `missing ${describeKind(kind)} count for too little in compliance reports`,
    property: rule.property.replace(/approve\w+$/, "complianceLevel"),
    seen: rule.complianceLevel,
    allowed: `${least} or heavier`,
    fix: `set complianceLevel to ${least}`,
  });
}

const weighsEnough: Check = (baseline, { plan }) => {
  const operatingSystem = operatingSystemOf(baseline);
  const planned = plannedBaselines(plan, operatingSystem).flatMap(({ rules }) => rules);
  const read = readRules(baseline);
  const known = read.filter((rule): rule is ApprovalRule => !("unknown" in rule));
  const found = known.map((rule) => {
    const kinds = kindsOf([...known, ...planned.map(plannedRule)]);
    const light = kinds.flatMap((kind) => {
      // SSM judges a patch by the rule that approves it: only that rule's level counts.
      const least = leastLevel(plan, operatingSystem, kind);
      const weak =
        least !== undefined &&
        firstApproval(known, kind) === rule &&
        levels.indexOf(rule.complianceLevel) < levels.indexOf(least);
      return weak ? [tooLight(rule, kind, least)] : [];
    });
    return light.slice(0, 1);
  });
  const waiting = read.flatMap((rule): readonly Outcome[] =>
    "unknown" in rule ? [{ kind: "undetermined", property: rule.property }] : [],
  );
  return [...found.flat(), ...waiting];
};

export const patchBaselineComplianceLevel: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-patch-baseline-compliance-level",
  title: "Patch baselines give missing patches the compliance level that the document gives them.",
  why: "A missing patch without a level counts for nothing in compliance reports, so that nobody is told of it.",
  level: "mandatory",
  severity: "medium",
  controls: [nist80040("§3.6"), nist80053("SI-2(2)")],
  ruleset: "2026.11",
  fix: "Set complianceLevel to the level that the document's baselines have for that kind of patch.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html",
  parameters:
    "The lightest compliance level of the planned baselines of the operating system, for each kind of patch.",
  missing: "A rule without complianceLevel is UNSPECIFIED: SSM's default.",
  types: ["aws:ssm/patchBaseline:PatchBaseline"],
  examples: {
    bad: exampleBaseline({ ...securityAfterTwoDays, complianceLevel: "MEDIUM" }),
    good: exampleBaseline(securityAfterTwoDays),
  },
  checks: [weighsEnough],
};
