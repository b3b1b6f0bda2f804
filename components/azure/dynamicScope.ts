/**
 * Assigns a maintenance configuration to every machine that carries a `PatchGroup` tag. The service evaluates the scope
 * at each run. A scope covers one subscription: several get one each, with a provider of their own.
 */
import * as maintenance from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import { withTimeouts } from "../childOptions";
import { adopting } from "./adoption";
import { checkArgs, refuseAll } from "./argRules";
import { assignmentName } from "./assignments";
import {
  argumentNames,
  type DynamicScopeArgs,
  machineTypes,
  type ScopedSubscription,
} from "./dynamicScopeArgs";
import { decidedRules, rules } from "./dynamicScopeRules";

export type { DynamicScopeArgs, MachineType, ScopedSubscription } from "./dynamicScopeArgs";

/**
 * @example
 * new DynamicScope("web-canary", {
 *   maintenanceConfigurationId: configuration.configurationId,
 *   patchGroups: ["web.canary"],
 *   osTypes: ["Linux"],
 * });
 * @see https://learn.microsoft.com/azure/update-manager/dynamic-scope-overview
 */
export class DynamicScope extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:DynamicScope";

  /** Of the only subscription, or of the first of several. */
  readonly assignmentId: pulumi.Output<string>;
  readonly assignmentName: pulumi.Output<string>;
  /** ARM ids by subscription id; the only one's under `""` where no subscriptions are named. */
  readonly assignmentIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: DynamicScopeArgs, opts?: pulumi.ComponentResourceOptions) {
    super(DynamicScope.__pulumiType, name, recorded(args), withTimeouts(opts));
    const checked = checkArgs(this, "DynamicScope", name, args, argumentNames, rules, (checks) =>
      refuseAll(checks, decidedRules(args)),
    );
    const assignments = this.assignAll(name, checked);
    const [[, first]] = assignments;
    this.assignmentId = first.id;
    this.assignmentName = first.name;
    this.assignmentIds = pulumi.output(
      Object.fromEntries(assignments.map(([id, { id: assignment }]) => [id, assignment])),
    );
    this.registerOutputs({
      assignmentId: this.assignmentId,
      assignmentName: this.assignmentName,
      assignmentIds: this.assignmentIds,
    });
  }

  private assignAll(name: string, args: DynamicScopeArgs): Assignments {
    const [first, ...others] = args.subscriptions ?? [];
    const assigned = (subscription: ScopedSubscription): Assigned => [
      subscription.id,
      this.assign(`${name}-${subscription.id}`, args, subscription.provider),
    ];
    if (first === undefined) return [["", this.assign(name, args)]];
    return [assigned(first), ...others.map(assigned)];
  }

  private assign(name: string, args: DynamicScopeArgs, provider?: pulumi.ProviderResource) {
    const { resourceGroupName } = args;
    const options = {
      parent: this,
      ...(provider && { provider }),
      ...adopting(args.adopt, "assignment"),
    };
    const common = {
      configurationAssignmentName: assignmentName(name, args),
      maintenanceConfigurationId: args.maintenanceConfigurationId,
      filter: toFilter(args),
    };
    return resourceGroupName === undefined
      ? new maintenance.ConfigurationAssignmentsForSubscription(
          name,
          // The API takes no location at this level.
          { ...common, location: "" },
          options,
        )
      : new maintenance.ConfigurationAssignmentsForResourceGroup(
          name,
          {
            ...common,
            resourceGroupName,
            location: pulumi.output(args.locations).apply((locations) => locations?.[0] ?? ""),
          },
          // Another first location would have the assignment made anew under its own id, and the end of the old one would be its end.
          { ignoreChanges: ["location"], ...options },
        );
  }
}

type Assigned = readonly [
  subscriptionId: string,
  (
    | maintenance.ConfigurationAssignmentsForSubscription
    | maintenance.ConfigurationAssignmentsForResourceGroup
  ),
];
type Assignments = readonly [Assigned, ...Assigned[]];

/** What the state keeps of the arguments: no providers. */
function recorded({ subscriptions, ...args }: DynamicScopeArgs): pulumi.Inputs {
  const isList = Array.isArray(subscriptions);
  return isList ? { ...args, subscriptions: subscriptions.map((one) => one?.id) } : args;
}

/** Absent filters are left out: the service takes an empty list for a filter that nothing passes. */
function toFilter(args: DynamicScopeArgs) {
  return pulumi
    .all([args.patchGroups, args.locations, args.osTypes, args.resourceTypes, args.resourceGroups])
    .apply(([patchGroups, locations, osTypes, resourceTypes, resourceGroups]) => ({
      resourceTypes: [...(resourceTypes ?? machineTypes)],
      tagSettings: { tags: { PatchGroup: [...patchGroups] }, filterOperator: "Any" as const },
      ...(locations && { locations: [...locations] }),
      ...(osTypes && { osTypes: [...osTypes] }),
      ...(resourceGroups && { resourceGroups: [...resourceGroups] }),
    }));
}
