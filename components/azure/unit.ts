/** Declares everything of the plan that lives in one subscription and location of Azure. */
import type * as pulumi from "@pulumi/pulumi";
import type { AzureConfiguration, AzureUnit, Plan } from "../../model/plan";
import type { Tags } from "../tags";
import { declareClosing } from "./closedUnit";
import { ComplianceAssignments } from "./complianceAssignments";
import { DynamicScope } from "./dynamicScope";
import { declareGuard, type RunStores } from "./guardedUnit";
import { MaintenanceConfiguration } from "./maintenanceConfiguration";
import { linuxPatches, windowsPatches } from "./plannedPatches";
import type { PostRun } from "./postRun";
import { declareRecoveryVault } from "./recovery/plannedVault";
import type { RecoveryVault } from "./recovery/recoveryVault";
import type { SnapshotPolicy } from "./snapshotPolicy";

export interface AzureUnitOptions {
  readonly parent: pulumi.Resource;
  /** Provider of the unit's subscription. @default - the parent's */
  readonly provider?: pulumi.ProviderResource;
  readonly tags?: Tags;
  /** Stores of every unit whose runs are guarded, as `declareRunStores` gives them. */
  readonly runStores: RunStores;
}

export interface DeclaredAzureUnit {
  /** By the value of the `PatchGroup` tag. */
  readonly configurations: ReadonlyMap<string, MaintenanceConfiguration>;
  readonly snapshotPolicy?: SnapshotPolicy;
  readonly recoveryVault?: RecoveryVault;
  readonly postRun?: PostRun;
  readonly complianceAssignments?: ComplianceAssignments;
}

/** `name` is the beginning of every name; it must be the unit's own. */
export function declareAzureUnit(
  name: string,
  unit: AzureUnit,
  plan: Plan,
  options: AzureUnitOptions,
): DeclaredAzureUnit {
  const opts = childOptions(options);
  const configurations = new Map(
    unit.configurations.map((configuration) => [
      configuration.patchGroup,
      declareRing(name, unit, plan, configuration, options),
    ]),
  );
  const snapshotPolicy = declareGuard(`${name}-guard`, { unit, plan, configurations }, options);
  return {
    configurations,
    ...(snapshotPolicy && {
      snapshotPolicy,
      postRun: declareClosing(
        `${name}-close`,
        { unit, plan, configurations },
        snapshotPolicy,
        options,
      ),
    }),
    ...(unit.backup !== undefined && {
      recoveryVault: declareRecoveryVault(`${name}-backup`, unit, unit.backup, {
        effectiveFrom: plan.effectiveFrom,
        tags: options.tags,
        opts,
      }),
    }),
    ...(isFirstOfSubscription(unit, plan) && {
      complianceAssignments: declareCompliance(name, unit, plan, opts),
    }),
  };
}

/** The configuration of one ring, and the scope that fills it with machines. */
function declareRing(
  name: string,
  unit: AzureUnit,
  plan: Plan,
  ring: AzureConfiguration,
  options: AzureUnitOptions,
): MaintenanceConfiguration {
  const opts = childOptions(options);
  const windows = windowsPatches(ring);
  const linux = linuxPatches(ring);
  const configuration = new MaintenanceConfiguration(
    `${name}-${ring.patchGroup}`,
    {
      resourceGroupName: unit.resourceGroup,
      resourceName: ring.name,
      location: unit.location,
      schedule: ring.window.schedule,
      timezone: ring.window.timezone,
      effectiveFrom: ring.effectiveFrom ?? plan.effectiveFrom,
      duration: ring.window.duration,
      reboot: ring.reboot,
      ...(windows && { windows }),
      ...(linux && { linux }),
      ...(options.tags !== undefined && { tags: options.tags }),
    },
    opts,
  );
  new DynamicScope(
    `${name}-${ring.patchGroup}`,
    {
      maintenanceConfigurationId: configuration.configurationId,
      patchGroups: [ring.patchGroup],
      locations: [unit.location],
      osTypes: [...(windows ? ["Windows" as const] : []), ...(linux ? ["Linux" as const] : [])],
    },
    opts,
  );
  return configuration;
}

/** Policy assignments cover a subscription: the first of its units declares them for all. */
function declareCompliance(
  name: string,
  unit: AzureUnit,
  plan: Plan,
  opts: pulumi.ComponentResourceOptions,
): ComplianceAssignments {
  const units = unitsOfSubscription(unit, plan);
  const rings = units.flatMap(({ configurations }) => configurations);
  return new ComplianceAssignments(
    `${name}-compliance`,
    {
      scope: `/subscriptions/${unit.subscriptionId}`,
      location: unit.location,
      machineLocations: units.map(({ location }) => location),
      patchGroups: [...new Set(rings.map(({ patchGroup }) => patchGroup))],
      osTypes: [
        ...(rings.some(windowsPatches) ? ["Windows" as const] : []),
        ...(rings.some(linuxPatches) ? ["Linux" as const] : []),
      ],
    },
    opts,
  );
}

function isFirstOfSubscription(unit: AzureUnit, plan: Plan): boolean {
  const [first] = unitsOfSubscription(unit, plan);
  return first?.location === unit.location && unit.configurations.length > 0;
}

function unitsOfSubscription(unit: AzureUnit, plan: Plan): readonly AzureUnit[] {
  return plan.azure.filter(
    ({ subscriptionId, configurations }) =>
      subscriptionId === unit.subscriptionId && configurations.length > 0,
  );
}

function childOptions({ parent, provider }: AzureUnitOptions): pulumi.ComponentResourceOptions {
  return { parent, ...(provider && { provider }) };
}
