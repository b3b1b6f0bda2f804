/**
 * Azure's built-in policies that keep patch compliance known: machines assess themselves daily, can be scheduled at
 * all, and are reported when updates are missing. The assessment policies serve one operating system an assignment.
 */
import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { type KeysOf, show } from "../arguments";
import { withTimeouts } from "../childOptions";
import { type ArgRule, checkArgs, joined } from "./argRules";
import { physicalName, stableGuid, stackIdentity } from "./physicalName";
import { locationComplaint } from "./place";
import { type BuiltInPolicy, builtInPolicies, type PolicyTarget } from "./policyDefinitions";
import type { ExistingIdentity } from "./workflowWithRole";

export interface ComplianceAssignmentsArgs {
  /** ARM id of the subscription, resource group or management group that is covered. */
  readonly scope: pulumi.Input<string>;
  /** Where the assignments' identities live, such as `westeurope`. */
  readonly location: pulumi.Input<string>;
  /** Locations of the machines that are assessed and prepared. @default - all */
  readonly machineLocations?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Values of the `PatchGroup` tag of the machines that are prepared for schedules. @default - all machines */
  readonly patchGroups?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** @default - both */
  readonly osTypes?: readonly ("Windows" | "Linux")[];
  /** Arc machines assess themselves too. @default true */
  readonly arc?: boolean;
  /** Sets the patch mode that schedules need, on virtual machines. @default true */
  readonly prerequisite?: boolean;
  /** Reports machines with missing updates through Defender for Cloud's assessment. @default true */
  readonly audit?: boolean;
  /** Identity that changes machines for all assignments. @default - each has its own */
  readonly identity?: ExistingIdentity;
}

const argumentNames: KeysOf<ComplianceAssignmentsArgs> = {
  scope: "needed",
  location: "needed",
  machineLocations: true,
  patchGroups: true,
  osTypes: true,
  arc: true,
  prerequisite: true,
  audit: true,
  identity: true,
};

/**
 * @example
 * new ComplianceAssignments("prod", { scope: `/subscriptions/${id}`, location: "westeurope" });
 * @see https://learn.microsoft.com/azure/update-manager/periodic-assessment-at-scale
 */
export class ComplianceAssignments extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:ComplianceAssignments";

  /** ARM ids, by what each assignment does: `assess-linux`, `updates-installed`, … */
  readonly assignmentIds: pulumi.Output<Record<string, string>>;
  /** Object ids of the identities that change machines, by the same keys. */
  readonly principalIds: pulumi.Output<Record<string, string>>;

  constructor(
    name: string,
    args: ComplianceAssignmentsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(ComplianceAssignments.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "ComplianceAssignments", name, args, argumentNames, rules);
    const assigned = wantedPolicies(checked).map((policy) => ({
      policy,
      assignment: this.assign(name, checked, policy),
    }));
    const acting = assigned.filter(({ policy }) => policy.role !== undefined);
    const principals = acting.map(({ policy, assignment }): [string, pulumi.Output<string>] => [
      policy.key,
      principalOf(checked, assignment),
    ]);
    this.grantRoles(
      name,
      checked,
      acting.map(({ policy }) => policy),
      new Map(principals),
    );
    this.assignmentIds = pulumi.output(
      Object.fromEntries(assigned.map(({ policy, assignment }) => [policy.key, assignment.id])),
    );
    this.principalIds = pulumi.output(Object.fromEntries(principals));
    this.registerOutputs({ assignmentIds: this.assignmentIds, principalIds: this.principalIds });
  }

  private assign(
    name: string,
    args: ComplianceAssignmentsArgs,
    policy: BuiltInPolicy,
  ): authorization.PolicyAssignment {
    return new authorization.PolicyAssignment(
      `${name}-${policy.key}`,
      {
        scope: args.scope,
        policyAssignmentName: pulumi
          .all([args.scope, args.location])
          .apply((place) =>
            physicalName(policy.key, [stackIdentity(), name, ...place], longestName),
          ),
        policyDefinitionId: policy.definitionId,
        displayName: policy.displayName,
        enforcementMode: "Default",
        parameters: pulumi.output(targetOf(args)).apply((target) => policy.parameters(target)),
        ...(policy.role !== undefined && {
          location: args.location,
          identity:
            args.identity === undefined
              ? { type: "SystemAssigned" as const }
              : { type: "UserAssigned" as const, userAssignedIdentities: [args.identity.id] },
        }),
      },
      { parent: this },
    );
  }

  /** One role for each identity that needs it: Azure refuses the same role for the same identity twice. */
  private grantRoles(
    name: string,
    args: ComplianceAssignmentsArgs,
    policies: readonly BuiltInPolicy[],
    principals: ReadonlyMap<string, pulumi.Output<string>>,
  ): void {
    const granted = new Set<string>();
    for (const { key, role } of policies) {
      const grant = args.identity === undefined ? key : role;
      const principalId = principals.get(key);
      if (
        role === undefined ||
        grant === undefined ||
        principalId === undefined ||
        granted.has(grant)
      ) {
        continue;
      }
      granted.add(grant);
      new authorization.RoleAssignment(
        `${name}-${key}`,
        {
          scope: args.scope,
          principalId,
          principalType: "ServicePrincipal",
          roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
          roleAssignmentName: pulumi
            .all([args.scope, args.location])
            .apply((place) => stableGuid(stackIdentity(), name, key, ...place)),
        },
        // Every property of an assignment is fixed, and its name is the same GUID again.
        { parent: this, deleteBeforeReplace: true },
      );
    }
  }
}

/** Longest name of an assignment at a management group, the shortest limit of all scopes. */
const longestName = 24;

const rules: readonly ArgRule<ComplianceAssignmentsArgs>[] = [
  {
    property: "scope",
    complaint: ({ scope }) =>
      /^\/(subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?|providers\/Microsoft\.Management\/managementGroups\/[^/]+)$/i.test(
        scope,
      )
        ? undefined
        : `must be the ARM id of a subscription, resource group or management group, got ${show(scope)}`,
  },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "machineLocations",
    complaint: ({ machineLocations }) =>
      joined([...(machineLocations ?? [])].map(locationComplaint)),
  },
  {
    property: "osTypes",
    complaint: ({ osTypes }) =>
      osTypes === undefined || osTypes.length > 0
        ? undefined
        : "must name Windows, Linux or both, got none",
  },
];

function wantedPolicies(args: ComplianceAssignmentsArgs): readonly BuiltInPolicy[] {
  return builtInPolicies(args.osTypes ?? ["Windows", "Linux"]).filter(
    ({ purpose }) =>
      (purpose !== "assessArc" || (args.arc ?? true)) &&
      (purpose !== "prerequisite" || (args.prerequisite ?? true)) &&
      (purpose !== "audit" || (args.audit ?? true)),
  );
}

function targetOf(args: ComplianceAssignmentsArgs): pulumi.Input<PolicyTarget> {
  return pulumi
    .all([args.machineLocations, args.patchGroups])
    .apply(([locations, patchGroups]) => ({
      locations: [...(locations ?? [])],
      patchGroups: [...(patchGroups ?? [])],
    }));
}

function principalOf(
  args: ComplianceAssignmentsArgs,
  assignment: authorization.PolicyAssignment,
): pulumi.Output<string> {
  return pulumi.output(
    args.identity?.principalId ??
      assignment.identity.apply((identity) => identity?.principalId ?? ""),
  );
}
