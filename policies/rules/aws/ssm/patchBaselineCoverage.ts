/** What the document's baselines approve for a system, every baseline of that system must approve at some time. */
import type { Plan } from "../../../../model/plan";
import { cisControls, nist80040, nist80053 } from "../../../control";
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

/** Kinds that every planned baseline of the system approves: a ring may leave out more than another. */
function plannedKinds(plan: Plan, operatingSystem: string): readonly Kind[] {
  const baselines = plannedBaselines(plan, operatingSystem).map(({ rules }) =>
    rules.map(plannedRule),
  );
  return kindsOf(baselines.flat()).filter((kind) =>
    baselines.every((rules) => firstApproval(rules, kind) !== undefined),
  );
}

const approvesWhatIsPlanned: Check = (baseline, { plan }) => {
  const operatingSystem = operatingSystemOf(baseline);
  const kinds = plannedKinds(plan, operatingSystem);
  const read = readRules(baseline);
  const known = read.filter((rule): rule is ApprovalRule => !("unknown" in rule));
  const left = kinds.filter((kind) => firstApproval(known, kind) === undefined);
  const waiting = read.find((rule) => "unknown" in rule);
  if (left.length === 0) {
    return [];
  }
  if (waiting) {
    return [{ kind: "undetermined", property: waiting.property }];
  }
  return [neverApproved(left, kinds, known, operatingSystem)];
};

function neverApproved(
  left: readonly Kind[],
  kinds: readonly Kind[],
  known: readonly ApprovalRule[],
  operatingSystem: string,
): Outcome {
  const dated = known.find((rule) => rule.delay === "never");
  return broken({
    problem: `${describeKind(left[0] ?? (kinds[0] as Kind))} are never approved`,
    property: dated?.property ?? "approvalRules",
    seen: dated ? "a fixed date, after which nothing is approved" : seenRules(known),
    allowed: `rules that approve ${[...new Set(kinds.map(describeKind))].join(", ")} for ${operatingSystem}`,
    fix: "add an approval rule for them with approveAfterDays",
  });
}

function seenRules(known: readonly ApprovalRule[]): string {
  const parts = known.map((rule) => {
    const what = rule.classifications?.join(", ") ?? "every classification";
    return rule.severities ? `${what} of severity ${rule.severities.join(", ")}` : what;
  });
  return parts.length === 0 ? "not set" : `rules for ${parts.join("; ")}`;
}

export const patchBaselineCoverage: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-patch-baseline-coverage",
  title: "Patch baselines approve every kind of patch that the document approves for the system.",
  why: "What a baseline never approves is never installed and never reported as missing: the machine looks compliant.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.5"), nist80053("SI-2"), cisControls("7.3")],
  ruleset: "2026.11",
  fix: "Add an approval rule for the kinds that are left out, or use the PatchBaseline component.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-predefined-and-custom-patch-baselines.html",
  parameters: "The kinds of patches that every planned baseline of the operating system approves.",
  missing:
    "A baseline without approval rules approves nothing; without operatingSystem it is for Windows.",
  types: ["aws:ssm/patchBaseline:PatchBaseline"],
  examples: {
    bad: exampleBaseline(securityAfterTwoDays),
    good: exampleBaseline(securityAfterTwoDays, {
      approveAfterDays: 10,
      complianceLevel: "LOW",
      classification: "Bugfix",
    }),
  },
  checks: [approvesWhatIsPlanned],
};
