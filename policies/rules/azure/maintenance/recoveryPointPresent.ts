/** Azure makes no restore point before it patches: a handler of the schedule's pre-event has to. */
import type { Plan } from "../../../../model/plan";
import { cisControls, cloudBenchmark, nist80040, nist80053 } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { StackRule } from "../../../rule";
import type { Stack, StackResource } from "../../../stack";
import { configurationType, plannedConfigurations, plannedOf } from "./guestPatches";
import { handledExample, perUnhandled, unhandledExample } from "./preEvents";

/** Days that the schedule's group keeps its points; for a hand-made schedule the longest of the document. */
function promisedDays(plan: Plan, configuration: StackResource): number | undefined {
  const own = plannedOf(plan, configuration.properties);
  const promised = (own ? [own] : plannedConfigurations(plan))
    .filter(({ recoveryPoint }) => recoveryPoint.required)
    .map(({ recoveryPoint }) => recoveryPoint.keepDays);
  return promised.length === 0 ? undefined : Math.max(...promised);
}

function isPresent(stack: Stack, { plan }: { readonly plan: Plan }): readonly Outcome[] {
  return perUnhandled(stack, (configuration) => {
    const days = promisedDays(plan, configuration);
    if (days === undefined) {
      return [];
    }
    return [
      broken({
        problem: `machines of ${configuration.name} are patched without a restore point, which the document promises`,
        property: "the schedule's subscription to Microsoft.Maintenance.PreMaintenanceEvent",
        seen: "not set",
        allowed: `a handler that makes restore points and keeps them for ${days} days`,
        fix: "add the SnapshotPolicy component for this configuration",
        urn: configuration.urn,
      }),
    ];
  });
}

export const recoveryPointPresent: StackRule = {
  kind: "stack",
  id: "azure-recovery-point-present",
  title: "Guest patch schedules make restore points first where the document promises them.",
  why: "Update Manager makes no restore point before it patches; without one a machine that a patch breaks is lost.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.1"), nist80053("CP-9"), cloudBenchmark("BR-1"), cisControls("11.2")],
  ruleset: "2026.11",
  fix: "Declare the SnapshotPolicy component for each maintenance configuration.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/pre-post-scripts-overview",
  parameters: "Whether the groups on Azure promise a recovery point, and for how many days.",
  missing: "A schedule without a subscription to its pre-event is a violation.",
  unknown: "Ids that are unknown are followed by the resources that they come from.",
  types: [configurationType],
  examples: { bad: unhandledExample, good: handledExample },
  checks: [isPresent],
};
