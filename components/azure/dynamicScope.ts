/**
 * Assigns a maintenance configuration to every machine that carries a `PatchGroup` tag. The service evaluates the scope
 * at each run. A scope covers one subscription: several need one each, with a provider of their own.
 */
import * as maintenance from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import { type KeysOf, show } from "../arguments";
import { withTimeouts } from "../childOptions";
import { type ArgRule, checkArgs, joined } from "./argRules";
import { physicalName } from "./physicalName";
import { locationComplaint } from "./place";

/** What a scope can hold. Scale sets are not served by guest schedules. */
const machineTypes = [
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
  /** Makes it a scope of this resource group. The level can never change. @default - the subscription */
  readonly resourceGroupName?: pulumi.Input<string>;
  /** Exact name, for an assignment that exists already. @default - `<name>-<hash>` */
  readonly assignmentName?: pulumi.Input<string>;
}

const argumentNames: KeysOf<DynamicScopeArgs> = {
  maintenanceConfigurationId: "needed",
  patchGroups: "needed",
  locations: true,
  osTypes: true,
  resourceTypes: true,
  resourceGroupName: true,
  assignmentName: true,
};

/**
 * @example
 * new DynamicScope("web-canary", { maintenanceConfigurationId: id, patchGroups: ["web.canary"] });
 * @see https://learn.microsoft.com/azure/update-manager/dynamic-scope-overview
 */
export class DynamicScope extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:DynamicScope";

  readonly assignmentId: pulumi.Output<string>;
  readonly assignmentName: pulumi.Output<string>;

  constructor(name: string, args: DynamicScopeArgs, opts?: pulumi.ComponentResourceOptions) {
    super(DynamicScope.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "DynamicScope", name, args, argumentNames, rules);
    const assignment =
      checked.resourceGroupName === undefined
        ? this.assignToSubscription(name, checked)
        : this.assignToResourceGroup(name, checked, checked.resourceGroupName);
    this.assignmentId = assignment.id;
    this.assignmentName = assignment.name;
    this.registerOutputs({ assignmentId: this.assignmentId, assignmentName: this.assignmentName });
  }

  private assignToSubscription(name: string, args: DynamicScopeArgs) {
    return new maintenance.ConfigurationAssignmentsForSubscription(
      name,
      {
        configurationAssignmentName: args.assignmentName ?? physicalName(name, [], longestName),
        maintenanceConfigurationId: args.maintenanceConfigurationId,
        filter: toFilter(args),
        // The API takes no location at this level.
        location: "",
      },
      { parent: this },
    );
  }

  private assignToResourceGroup(
    name: string,
    args: DynamicScopeArgs,
    resourceGroupName: pulumi.Input<string>,
  ) {
    return new maintenance.ConfigurationAssignmentsForResourceGroup(
      name,
      {
        resourceGroupName,
        configurationAssignmentName: args.assignmentName ?? physicalName(name, [], longestName),
        maintenanceConfigurationId: args.maintenanceConfigurationId,
        filter: toFilter(args),
        location: pulumi.output(args.locations).apply((locations) => locations?.[0] ?? ""),
      },
      { parent: this },
    );
  }
}

const longestName = 80;
/** Tag filters of one scope. @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations */
const mostTagValues = 50;

const rules: readonly ArgRule<DynamicScopeArgs>[] = [
  {
    property: "maintenanceConfigurationId",
    complaint: ({ maintenanceConfigurationId: id }) =>
      /^\/subscriptions\/.+\/maintenanceConfigurations\/[^/]+$/i.test(id)
        ? undefined
        : `must be the ARM id of a maintenance configuration, got ${show(id)}`,
  },
  { property: "patchGroups", complaint: ({ patchGroups }) => groupsComplaint([...patchGroups]) },
  {
    property: "resourceTypes",
    complaint: ({ resourceTypes }) => choiceComplaint([...(resourceTypes ?? [])], machineTypes),
  },
  {
    property: "osTypes",
    complaint: ({ osTypes }) => choiceComplaint([...(osTypes ?? [])], ["Windows", "Linux"]),
  },
  {
    property: "locations",
    beside: ["resourceGroupName"],
    complaint: ({ resourceGroupName, locations }) =>
      resourceGroupName === undefined || (locations !== undefined && locations.length > 0)
        ? joined([...(locations ?? [])].map(locationComplaint))
        : `must name at least one for the scope of resource group ${resourceGroupName}, got none`,
  },
];

function groupsComplaint(groups: readonly string[]): string | undefined {
  const fits = groups.length >= 1 && groups.length <= mostTagValues;
  return joined([
    fits
      ? undefined
      : `must name 1–${mostTagValues} values of the PatchGroup tag, got ${groups.length}`,
    ...groups
      .filter((group) => group.trim() === "")
      .map((group) => `must not be blank, got ${show(group)}`),
  ]);
}

function choiceComplaint(given: readonly string[], known: readonly string[]): string | undefined {
  return joined(
    given
      .filter((value) => !known.includes(value))
      .map((value) => `must be of ${known.join(", ")}, got ${show(value)}`),
  );
}

/** Absent filters are left out: the service takes an empty list for a filter that nothing passes. */
function toFilter(args: DynamicScopeArgs) {
  return pulumi
    .all([args.patchGroups, args.locations, args.osTypes, args.resourceTypes])
    .apply(([patchGroups, locations, osTypes, resourceTypes]) => ({
      resourceTypes: [...(resourceTypes ?? machineTypes)],
      tagSettings: { tags: { PatchGroup: [...patchGroups] }, filterOperator: "Any" as const },
      ...(locations && locations.length > 0 && { locations: [...locations] }),
      ...(osTypes && osTypes.length > 0 && { osTypes: [...osTypes] }),
    }));
}
