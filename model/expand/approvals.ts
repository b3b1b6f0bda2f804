/** What a baseline of the document approves on one system of one cloud. */
import type { Approval, Cloud, ComplianceLevel } from "../plan";
import type { Policy } from "../policy";
import { azureClassifications, knowsClassification, type SystemId, systemFacts } from "../systems";
import {
  type DocumentBaseline,
  type DocumentRule,
  isLeftOut,
  isRuleFor,
  narrowingOf,
  narrows,
  packageFilters,
} from "./narrowing";

/**
 * Rules that select nothing on the system are left out. Delays are the document's own; soaks come later.
 * `withoutReboots`: the schedule leaves out updates that need a reboot (Azure).
 */
export function approvalsOn(
  policy: Policy,
  name: string,
  system: SystemId,
  cloud: Cloud,
  withoutReboots = false,
): Approval[] {
  const baseline = policy.baselines[name];
  if (baseline === undefined || (cloud === "aws" && isLeftOut(baseline, system))) {
    return [];
  }
  return baseline.approve
    .filter((rule) => isRuleFor(rule, system) && canApprove(rule, system, cloud))
    .flatMap((rule) => approvalOf(policy, baseline, rule, system, cloud, withoutReboots) ?? []);
}

function approvalOf(
  policy: Policy,
  baseline: DocumentBaseline,
  rule: DocumentRule,
  system: SystemId,
  cloud: Cloud,
  withoutReboots: boolean,
): Approval | undefined {
  const classifications = selectable(baseline, rule, system, cloud);
  const severities = severityWords(policy, baseline, rule, system, cloud);
  if (classifications.length === 0 || severities?.length === 0) {
    return undefined;
  }
  const narrowedBy = narrowingOf(rule, system, cloud);
  const isPartial =
    narrowedBy.length > 0 || isNarrowedForAll(baseline, system, cloud) || withoutReboots;
  const { until } = rule;
  return {
    classifications,
    ...(severities === undefined ? {} : { severities }),
    ...(narrowedBy.length === 0 ? {} : { narrowedBy }),
    ...(isPartial ? { partial: true } : {}),
    ...(until === undefined ? {} : { until }),
    ...(rule.complianceLevel === undefined || cloud === "azure"
      ? {}
      : { complianceLevel: rule.complianceLevel.toUpperCase() as ComplianceLevel }),
    ownDays: rule.after,
    afterDays: knowsDelay(system, cloud) ? rule.after : 0,
  };
}

/** Azure schedules know no delay; SSM knows none where packages have no release date. */
export function knowsDelay(system: SystemId, cloud: Cloud): boolean {
  return cloud === "aws" && systemFacts(system).approvalDelay;
}

/** A date needs release dates, and Microsoft's applications are SSM's alone: elsewhere such a rule would approve more than it says. */
function canApprove(rule: DocumentRule, system: SystemId, cloud: Cloud): boolean {
  return (
    (rule.until === undefined || knowsDelay(system, cloud)) &&
    (rule.patchSet !== "application" || cloud === "aws")
  );
}

function isNarrowedForAll(baseline: DocumentBaseline, system: SystemId, cloud: Cloud): boolean {
  const { globalFilters } = baseline;
  return (
    cloud === "aws" &&
    globalFilters !== undefined &&
    packageFilters(globalFilters, system).some(narrows(system))
  );
}

/** Azure schedules know no severity, and the feeds of some systems carry none. */
function knowsSeverity(system: SystemId, cloud: Cloud): boolean {
  return cloud === "aws" && systemFacts(system).ssmSeverityKey !== undefined;
}

/** What the rule and the global filters have in common. */
function selectable(
  { globalFilters }: DocumentBaseline,
  rule: DocumentRule,
  system: SystemId,
  cloud: Cloud,
): string[] {
  const { kind } = systemFacts(system);
  const wanted = globalFilters?.classification;
  return rule.classification.filter(
    (word) =>
      (wanted === undefined || wanted.includes(word)) &&
      (cloud === "aws"
        ? knowsClassification(system, word)
        : azureClassifications(kind, [word]).length > 0),
  );
}

function severityWords(
  policy: Policy,
  { globalFilters }: DocumentBaseline,
  rule: DocumentRule,
  system: SystemId,
  cloud: Cloud,
): string[] | undefined {
  const wanted = globalFilters?.severity;
  const written = rule.severity ?? wanted;
  if (written === undefined || !knowsSeverity(system, cloud)) {
    return undefined;
  }
  const known = systemFacts(system).ssmSeverities;
  const both = written.filter((severity) => wanted?.includes(severity) ?? true);
  return [...new Set(both)]
    .flatMap((severity) => policy.severities[severity])
    .filter((word) => known[word] !== undefined);
}
