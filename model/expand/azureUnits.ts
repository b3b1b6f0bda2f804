/** What is deployed into each subscription and location: a maintenance configuration for each ring. */
import { azureBackupPolicies } from "../azureBackups";
import { batchTags, batchTimes } from "../azureBatches";
import { dateOfDay, dayOfDate } from "../civilDay";
import type { AzureConfiguration, AzureUnit, PlannedGroup, PlannedRing } from "../plan";
import type { Policy } from "../policy";
import { present } from "../present";
import { azureClassifications, type SystemKind, systemFacts } from "../systems";
import { azureLists } from "./azureLists";
import { contentHash } from "./contentHash";
import { groupsIn, type PlacedRing, placesOf, ringsAt } from "./places";

export function azureUnits(policy: Policy, groups: readonly PlannedGroup[]): AzureUnit[] {
  const { azure } = policy.clouds;
  if (azure === undefined) {
    return [];
  }
  const all = Object.keys(azure.subscriptions);
  const bySubscription = groupsIn(
    policy,
    groups,
    ({ azure: own }) => own && (own.subscriptions ?? all),
  );
  return Object.entries(azure.subscriptions).flatMap(([subscription, { id, runStores }]) => {
    const here = bySubscription.get(subscription) ?? [];
    const locations = placesOf(policy, here, ({ azure: placed }) => placed?.locations);
    return locations.flatMap((location): AzureUnit[] => {
      const placed = ringsAt(policy, here, (group, index) => {
        const own = group.rings[index]?.locations;
        return (
          (group.azure?.locations.includes(location) ?? false) && (own?.includes(location) ?? true)
        );
      });
      const configurations = placed.flatMap((one) =>
        azureConfigurations(policy, one, location, azure.resourceGroup),
      );
      const place = { subscription, subscriptionId: id, location };
      return placed.length === 0
        ? []
        : [
            {
              cloud: "azure",
              ...place,
              resourceGroup: azure.resourceGroup,
              ...present({ runStore: runStores?.[location], webhook: azure.webhook }),
              configurations,
              ...backupOf(azure.recovery, configurations),
            },
          ];
    });
  });
}

/** Nothing where no machine is promised a recovery point. */
function backupOf(
  recovery: NonNullable<Policy["clouds"]["azure"]>["recovery"],
  configurations: readonly AzureConfiguration[],
): Pick<AzureUnit, "backup"> {
  const policies = recovery === undefined ? [] : azureBackupPolicies(configurations);
  if (recovery === undefined || policies.length === 0) return {};
  const { vault, immutability, redundancy, crossRegionRestore, softDelete } = recovery;
  if (vault !== undefined) return { backup: { vault, policies } };
  const made = {
    immutability: immutability ?? "unlocked",
    redundancy: redundancy ?? "geo",
    softDeleteDays: softDelete ?? 14,
  };
  return { backup: { ...made, ...present({ crossRegionRestore }), policies } };
}

/** One for each batch of a ring. */
function azureConfigurations(
  policy: Policy,
  { group, ring }: PlacedRing,
  location: string,
  resourceGroup: string,
): AzureConfiguration[] {
  const windows = classificationsOf(ring, "windows");
  const linux = classificationsOf(ring, "linux");
  const common = {
    group: group.name,
    ring: ring.name,
    reboot: group.reboot,
    recoveryPoint: group.recoveryPoint,
    ...present({
      healthCheck: healthCheckOf(policy.groups[group.name], ring.name),
      onFailure: group.rollback?.onFailure,
    }),
    ...(ring.settings === undefined ? {} : { settings: ring.settings }),
    ...(windows === undefined ? {} : { windowsClassifications: windows }),
    ...(linux === undefined ? {} : { linuxClassifications: linux }),
    ...azureLists(policy, ring),
  };
  return batchesOf(policy, ring).map(({ patchGroup, ...batch }) => ({
    name: azureName(patchGroup, location, resourceGroup),
    patchGroup,
    ...batch,
    ...common,
  }));
}

type Batch = Pick<AzureConfiguration, "patchGroup" | "window" | "batch" | "effectiveFrom">;

function batchesOf(policy: Policy, { patchGroup, window, batches }: PlannedRing): readonly Batch[] {
  const times = batches && batchTimes(window, batches.count);
  if (times === undefined || "complaint" in times) return [{ patchGroup, window }];
  const tags = batchTags(patchGroup, batches?.count);
  return times.map(({ schedule, duration, days }, index) => ({
    patchGroup: tags[index] ?? patchGroup,
    window: { ...window, schedule, duration },
    batch: index + 1,
    ...(days === 0 ? {} : { effectiveFrom: dateOfDay(dayOfDate(policy.effectiveFrom) + days) }),
  }));
}

/** What the ring says replaces what the group says, whole. */
function healthCheckOf(group: Policy["groups"][string] | undefined, ring: string) {
  const own = group?.rings.find(({ name }) => name === ring)?.azure?.healthCheck;
  const scripts = present(own ?? group?.azure?.healthCheck ?? {});
  return Object.keys(scripts).length === 0 ? undefined : scripts;
}

/**
 * The hash covers what forces replacement: Azure refuses a configuration of the same name for about
 * 20 minutes. With the resource group's name it stays under 128 characters.
 */
function azureName(patchGroup: string, location: string, resourceGroup: string): string {
  const hash = contentHash({ patchGroup, location, resourceGroup, scope: "InGuestPatch" });
  const room = 126 - resourceGroup.length - location.length - hash.length - 2;
  const readable = patchGroup.replaceAll(".", "-").slice(0, room).replace(/-+$/, "");
  return `${readable}-${location}-${hash}`;
}

function classificationsOf(ring: PlannedRing, kind: SystemKind): readonly string[] | undefined {
  const words = ring.systems
    .filter(({ cloud, system }) => cloud === "azure" && systemFacts(system).kind === kind)
    .flatMap(({ approvals }) => approvals.flatMap((approval) => approval.classifications));
  return words.length === 0 ? undefined : azureClassifications(kind, words);
}
