/** What a baseline of the document approves on one system of one cloud. */
import type { Approval, Cloud } from "../plan";
import type { Policy } from "../policy";
import { azureClassifications, knowsClassification, type SystemId, systemFacts } from "../systems";

type DocumentApproval = Policy["baselines"][string]["approve"][number];

/** Rules that select nothing on the system are left out. Delays are the document's own; soaks come later. */
export function approvalsOn(
  policy: Policy,
  baseline: string,
  system: SystemId,
  cloud: Cloud,
): Approval[] {
  const rules = policy.baselines[baseline]?.approve ?? [];
  return rules.flatMap((rule) => {
    const classifications = selectable(rule, system, cloud);
    const severities = severityWords(policy, rule, system, cloud);
    if (classifications.length === 0 || severities?.length === 0) {
      return [];
    }
    return [
      {
        classifications,
        ...(severities === undefined ? {} : { severities }),
        ownDays: rule.after,
        afterDays: knowsDelay(system, cloud) ? rule.after : 0,
      },
    ];
  });
}

/** Azure schedules know no delay; SSM knows none for Ubuntu, Debian and Raspbian. */
export function knowsDelay(system: SystemId, cloud: Cloud): boolean {
  return cloud === "aws" && systemFacts(system).approvalDelay;
}

/** Azure schedules know no severity, and APT's feeds carry none. */
function knowsSeverity(system: SystemId, cloud: Cloud): boolean {
  return cloud === "aws" && systemFacts(system).ssmSeverityKey !== undefined;
}

function selectable(rule: DocumentApproval, system: SystemId, cloud: Cloud): string[] {
  const { kind } = systemFacts(system);
  return rule.classification.filter((word) =>
    cloud === "aws"
      ? knowsClassification(system, word)
      : azureClassifications(kind, [word]).length > 0,
  );
}

function severityWords(
  policy: Policy,
  rule: DocumentApproval,
  system: SystemId,
  cloud: Cloud,
): string[] | undefined {
  if (rule.severity === undefined || !knowsSeverity(system, cloud)) {
    return undefined;
  }
  const known = systemFacts(system).ssmSeverities;
  return rule.severity
    .flatMap((severity) => policy.severities[severity])
    .filter((word) => known[word] !== undefined);
}
