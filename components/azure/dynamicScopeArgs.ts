/** What a dynamic scope is told. */
import type * as pulumi from "@pulumi/pulumi";
import type { KeysOf } from "../argumentForms";

/** What a scope can hold. Scale sets are not served by guest schedules. */
export const machineTypes = [
  "Microsoft.Compute/virtualMachines",
  "Microsoft.HybridCompute/machines",
] as const;
export type MachineType = (typeof machineTypes)[number];

export interface DynamicScopeArgs {
  readonly maintenanceConfigurationId: pulumi.Input<string>;
  /** Values of the `PatchGroup` tag, any of which puts a machine into the scope; 1–50. */
  readonly patchGroups: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Where the machines are, such as `westeurope`. @default - everywhere; needed for a scope of one resource group */
  readonly locations?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** @default - both */
  readonly osTypes?: pulumi.Input<readonly ("Windows" | "Linux")[]>;
  /** @default - virtual machines and Arc machines */
  readonly resourceTypes?: pulumi.Input<readonly MachineType[]>;
  /** Names of resource groups whose machines a scope of a subscription is for; 1–50. @default - all */
  readonly resourceGroups?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Makes it a scope of this resource group. The level can never change. @default - the subscription */
  readonly resourceGroupName?: pulumi.Input<string>;
  /** Subscriptions that get an assignment each. @default - the only one, the provider's own */
  readonly subscriptions?: readonly ScopedSubscription[];
  /** Exact name. @default - `<name>-<hash>`, or the name of the one that is adopted */
  readonly assignmentName?: pulumi.Input<string>;
  /** ARM id of an assignment that exists already and is imported. Leave it out again after the first deployment, and keep `assignmentName`. @default - none */
  readonly adopt?: string;
}

/** A subscription whose machines are assigned, by a provider of its own: the API has no other way to name one. */
export interface ScopedSubscription {
  readonly id: string;
  readonly provider: pulumi.ProviderResource;
}

export const argumentNames: KeysOf<DynamicScopeArgs> = {
  maintenanceConfigurationId: "needed",
  patchGroups: "needed list",
  locations: "list",
  osTypes: "list",
  resourceTypes: "list",
  resourceGroups: "list",
  resourceGroupName: true,
  subscriptions: "list of mappings",
  assignmentName: true,
  adopt: "text",
};
