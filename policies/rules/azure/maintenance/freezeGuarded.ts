/** Azure schedules know no calendar: only a handler of the pre-event can cancel a run inside a freeze. */
import type { Plan } from "../../../../model/plan";
import { nist80040, nist80053, pciDss } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { StackRule } from "../../../rule";
import type { Stack } from "../../../stack";
import { configurationType } from "./guestPatches";
import { handledExample, perUnhandled, unhandledExample } from "./preEvents";

function isGuarded(stack: Stack, { plan }: { readonly plan: Plan }): readonly Outcome[] {
  const [freeze] = plan.freezes;
  if (!freeze) {
    return [];
  }
  return perUnhandled(stack, (configuration) => [
    broken({
      problem: `nothing cancels the runs of ${configuration.name} inside the freeze ${freeze.name}`,
      property: "the schedule's subscription to Microsoft.Maintenance.PreMaintenanceEvent",
      seen: "not set",
      allowed: "a handler that cancels runs inside freezes",
      fix: "add the SnapshotPolicy component for this configuration",
      urn: configuration.urn,
    }),
  ]);
}

export const freezeGuarded: StackRule = {
  kind: "stack",
  id: "azure-freeze-guarded",
  title: "Guest patch schedules have a handler that cancels runs inside the document's freezes.",
  why: "A schedule knows no calendar: it patches in every freeze unless something cancels the run.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.1"), nist80053("CM-3"), pciDss("6.5.1")],
  ruleset: "2026.11",
  fix: "Declare the SnapshotPolicy component for each maintenance configuration.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/manage-pre-post-events",
  parameters: "Whether the document has freezes; without one the rule is silent.",
  missing: "A schedule without a subscription to its pre-event is a violation.",
  unknown: "Ids that are unknown are followed by the resources that they come from.",
  types: [configurationType],
  examples: { bad: unhandledExample, good: handledExample },
  checks: [isGuarded],
};
