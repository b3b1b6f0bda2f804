/** What guards the runs of one subscription and location: its run store, and the workflows that read and write it. */
import type * as pulumi from "@pulumi/pulumi";
import { isGuarded } from "../../model/azureGuard";
import { azureRingBefore, longestGap } from "../../model/azureRingBefore";
import type { AzureConfiguration, AzureUnit, Plan } from "../../model/plan";
import { present } from "../../model/present";
import type { Tags } from "../tags";
import type { MaintenanceConfiguration } from "./maintenanceConfiguration";
import { RunStore } from "./runs/runStore";
import { SnapshotPolicy } from "./snapshotPolicy";
import type {
  EntraWebhook,
  GuardedConfiguration,
  RunStorePlace,
  VerdictPlace,
} from "./snapshotPolicyArgs";

/** By the name of the unit. */
export type RunStores = ReadonlyMap<string, RunStore>;

/** What the programme calls the unit of a subscription and location. */
export function azureUnitName({
  subscription,
  location,
}: Pick<AzureUnit, "subscription" | "location">): string {
  return `${subscription}-${location}`;
}

export interface RunStoreOptions {
  readonly opts: (subscription: string) => pulumi.ComponentResourceOptions;
  readonly tags: { readonly tags?: Tags };
}

/** One for each unit whose runs are guarded, before any workflow that reads another one's. */
export function declareRunStores(plan: Plan, { opts, tags }: RunStoreOptions): RunStores {
  return new Map(
    plan.azure
      .filter((unit) => isGuarded(unit, plan))
      .map((unit) => {
        const name = azureUnitName(unit);
        const store = new RunStore(
          `${name}-runs`,
          {
            resourceGroupName: unit.resourceGroup,
            location: unit.location,
            subscriptionId: unit.subscriptionId,
            ...present({ accountName: unit.runStore }),
            ...tags,
          },
          opts(unit.subscription),
        );
        return [name, store];
      }),
  );
}

export interface Guarded {
  readonly unit: AzureUnit;
  readonly plan: Plan;
  /** By the value of the `PatchGroup` tag. */
  readonly configurations: ReadonlyMap<string, MaintenanceConfiguration>;
}

export interface GuardOptions {
  readonly runStores: RunStores;
  readonly parent: pulumi.Resource;
  readonly provider?: pulumi.ProviderResource;
  readonly tags?: Tags;
}

/** Nothing where no run is guarded. */
export function declareGuard(
  name: string,
  { unit, plan, configurations }: Guarded,
  { runStores, parent, provider, tags }: GuardOptions,
): SnapshotPolicy | undefined {
  if (!isGuarded(unit, plan)) return undefined;
  return new SnapshotPolicy(
    name,
    {
      resourceGroupName: unit.resourceGroup,
      location: unit.location,
      subscriptionId: unit.subscriptionId,
      effectiveFrom: plan.effectiveFrom,
      freezes: plan.freezes,
      runStore: runStoreOf(unit, runStores),
      verdictPlaces: verdictPlaces(unit, plan, runStores),
      ...webhookOfUnit(unit),
      configurations: unit.configurations.flatMap((ring) => {
        const configuration = configurations.get(ring.patchGroup);
        return configuration === undefined ? [] : [guardedRing(unit, plan, ring, configuration)];
      }),
      ...(tags !== undefined && { tags }),
    },
    { parent, ...(provider && { provider }) },
  );
}

function guardedRing(
  unit: AzureUnit,
  plan: Plan,
  ring: AzureConfiguration,
  { configurationId }: MaintenanceConfiguration,
): GuardedConfiguration {
  const { required, keepDays, hybrid, unsupportedDisks } = ring.recoveryPoint;
  const before = azureRingBefore(plan, ring);
  const places = before?.places.map(azureUnitName) ?? [];
  const here = azureUnitName(unit);
  return present({
    key: ring.patchGroup,
    configurationId,
    group: ring.group,
    duration: ring.window.duration,
    gap: longestGap(plan, ring.window),
    keepDays: required ? keepDays : 0,
    startStopped: ring.settings?.startStopped,
    hybrid,
    unsupportedDisks,
    ringBefore: before && {
      patchGroup: before.patchGroup,
      ...(before.batches.length > 1 && { batches: before.batches }),
      here: places.includes(here),
      elsewhere: places.filter((place) => place !== here),
    },
  });
}

/** Stores of other units in which a ring before of this one is patched. */
function verdictPlaces(
  unit: AzureUnit,
  plan: Plan,
  runStores: RunStores,
): Readonly<Record<string, VerdictPlace>> {
  const asked = unit.configurations.flatMap((ring) => azureRingBefore(plan, ring)?.places ?? []);
  const names = new Set(asked.map(azureUnitName));
  names.delete(azureUnitName(unit));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const store = runStores.get(name);
      return store === undefined ? [] : [[name, verdictPlaceOf(store)] as const];
    }),
  );
}

/** The application whose token Event Grid shows to both workflows of a run. */
export function webhookOfUnit({ webhook }: AzureUnit): { readonly entra?: EntraWebhook } {
  return webhook === undefined
    ? {}
    : { entra: { tenantId: webhook.tenant, applicationId: webhook.application } };
}

/** The state keeps what is needed of a store, and not the store. */
export function runStoreOf(unit: AzureUnit, runStores: RunStores): RunStorePlace {
  const store = runStores.get(azureUnitName(unit));
  if (store === undefined) throw new Error(`no run store for ${azureUnitName(unit)}`);
  const { accountId, containerId, containerUrl } = store;
  const { deadLetterContainerId, deadLetterContainerName } = store;
  return { accountId, containerId, containerUrl, deadLetterContainerId, deadLetterContainerName };
}

function verdictPlaceOf(store: RunStore): VerdictPlace {
  const { containerId, containerUrl, readerRoleDefinitionId } = store;
  return { containerId, containerUrl, readerRoleDefinitionId };
}
