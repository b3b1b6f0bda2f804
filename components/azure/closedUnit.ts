/** What closes the runs of one subscription and location: beside the guard that protects them, with the same run store. */
import { longestGap } from "../../model/azureRingBefore";
import type { AzureConfiguration, Plan } from "../../model/plan";
import { present } from "../../model/present";
import { type Guarded, type GuardOptions, runStoreOf, webhookOfUnit } from "./guardedUnit";
import type { MaintenanceConfiguration } from "./maintenanceConfiguration";
import { linuxPatches, windowsPatches } from "./plannedPatches";
import { PostRun } from "./postRun";
import type { ClosedConfiguration } from "./postRunArgs";
import type { SnapshotPolicy } from "./snapshotPolicy";

/** Runs that nobody guards have no record, so that nothing could be said of them. */
export function declareClosing(
  name: string,
  { unit, plan, configurations }: Guarded,
  guard: SnapshotPolicy,
  { runStores, parent, provider, tags }: GuardOptions,
): PostRun {
  return new PostRun(
    name,
    {
      resourceGroupName: unit.resourceGroup,
      location: unit.location,
      subscriptionId: unit.subscriptionId,
      runStore: runStoreOf(unit, runStores),
      ...webhookOfUnit(unit),
      configurations: unit.configurations.flatMap((ring) => {
        const configuration = configurations.get(ring.patchGroup);
        return configuration === undefined ? [] : [closedRing(plan, ring, configuration, guard)];
      }),
      ...(tags !== undefined && { tags }),
    },
    { parent, ...(provider && { provider }) },
  );
}

function closedRing(
  plan: Plan,
  ring: AzureConfiguration,
  { configurationId }: MaintenanceConfiguration,
  guard: SnapshotPolicy,
): ClosedConfiguration {
  return present({
    key: ring.patchGroup,
    configurationId,
    gap: longestGap(plan, ring.window),
    reboot: ring.reboot,
    windows: windowsPatches(ring),
    linux: linuxPatches(ring),
    healthCheck: ring.healthCheck,
    // Nothing is restored without a point.
    onFailure: ring.recoveryPoint.required ? ring.onFailure : undefined,
    systemTopicName: guard.systemTopicName(ring.patchGroup),
    deadLetters: true,
  });
}
