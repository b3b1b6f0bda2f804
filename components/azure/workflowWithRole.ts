/**
 * A Logic App (Consumption) with an identity and a custom role that allows exactly the calls it makes. Consumption
 * means that its definition is data: there is nothing to compile or to host.
 */
import * as authorization from "@pulumi/azure-native/authorization";
import * as logic from "@pulumi/azure-native/logic";
import * as pulumi from "@pulumi/pulumi";
import { mergeTags, type Tags } from "../tags";
import { physicalName, stableGuid, stackIdentity } from "./physicalName";
import { type ArmCallName, type CallerIdentity, permissionsOf } from "./workflows/armCalls";
import type { WorkflowDefinition } from "./workflows/definition";

/** A user-assigned identity that exists already. */
export interface ExistingIdentity {
  /** ARM id. */
  readonly id: pulumi.Input<string>;
  readonly principalId: pulumi.Input<string>;
}

export interface WorkflowWithRoleArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly subscriptionId: pulumi.Input<string>;
  readonly definition: (identity: CallerIdentity) => WorkflowDefinition;
  readonly parameters: Readonly<Record<string, pulumi.Input<unknown>>>;
  readonly calls: readonly ArmCallName[];
  /** What the identity may act on: ARM id of a subscription or a resource group. */
  readonly scope: pulumi.Input<string>;
  readonly purpose: string;
  readonly identity: ExistingIdentity | undefined;
  /** ARM id of a role that exists already. */
  readonly roleDefinitionId: pulumi.Input<string> | undefined;
  readonly tags: Tags | undefined;
}

export interface WorkflowWithRole {
  readonly workflow: logic.Workflow;
  readonly principalId: pulumi.Output<string>;
  readonly roleDefinitionId: pulumi.Output<string>;
  readonly roleAssignment: authorization.RoleAssignment;
}

export function declareWorkflow(
  parent: pulumi.ComponentResource,
  name: string,
  args: WorkflowWithRoleArgs,
): WorkflowWithRole {
  const workflow = createWorkflow(parent, name, args);
  const principalId = pulumi.output(
    args.identity?.principalId ??
      workflow.identity.apply((identity) => identity?.principalId ?? ""),
  );
  const roleDefinitionId = pulumi.output(
    args.roleDefinitionId ?? createRole(parent, name, args).id,
  );
  const roleAssignment = new authorization.RoleAssignment(
    `${name}-role`,
    {
      scope: args.scope,
      principalId,
      principalType: "ServicePrincipal",
      roleDefinitionId,
      roleAssignmentName: pulumi
        .all([args.resourceGroupName, args.location, args.scope])
        .apply((place) => stableGuid(stackIdentity(), name, "assignment", ...place)),
    },
    // Every property of an assignment is fixed, and its name is the same GUID again.
    { parent, deleteBeforeReplace: true },
  );
  return { workflow, principalId, roleDefinitionId, roleAssignment };
}

function createWorkflow(
  parent: pulumi.ComponentResource,
  name: string,
  args: WorkflowWithRoleArgs,
): logic.Workflow {
  const { identity } = args;
  return new logic.Workflow(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      workflowName: pulumi
        .all([args.resourceGroupName, args.location])
        .apply((place) => physicalName(name, [stackIdentity(), ...place], longestName)),
      location: args.location,
      identity:
        identity === undefined
          ? { type: "SystemAssigned" }
          : { type: "UserAssigned", userAssignedIdentities: [identity.id] },
      definition: pulumi.output(identity?.id).apply(args.definition),
      parameters: Object.fromEntries(
        Object.entries(args.parameters).map(([key, value]) => [key, { value }]),
      ),
      state: "Enabled",
      tags: mergeTags(args.tags),
    },
    { parent },
  );
}

/** Names of custom roles are unique in a whole tenant. */
function createRole(
  parent: pulumi.ComponentResource,
  name: string,
  args: WorkflowWithRoleArgs,
): authorization.RoleDefinition {
  const subscription = pulumi.interpolate`/subscriptions/${args.subscriptionId}`;
  const identity = subscription.apply((scope) => [stackIdentity(), scope]);
  return new authorization.RoleDefinition(
    `${name}-role`,
    {
      scope: subscription,
      assignableScopes: [subscription],
      roleDefinitionId: identity.apply((parts) => stableGuid(name, "role", ...parts)),
      roleName: identity.apply((parts) => physicalName(`patchwarden-${name}`, parts, longestName)),
      roleType: "CustomRole",
      description: args.purpose,
      permissions: [{ actions: [...permissionsOf(args.calls)], notActions: [] }],
    },
    { parent },
  );
}

/** Longest name of a Consumption workflow. */
const longestName = 80;
