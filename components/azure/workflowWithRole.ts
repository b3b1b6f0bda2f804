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
import { dataActionsOf, type StoreCallName } from "./workflows/storeCalls";

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
  readonly definition: (identity: CallerIdentity) => pulumi.Input<WorkflowDefinition>;
  readonly parameters: Readonly<Record<string, pulumi.Input<unknown>>>;
  readonly calls: readonly ArmCallName[];
  /** What the identity may act on: ARM id of a subscription or a resource group. */
  readonly scope: pulumi.Input<string>;
  readonly purpose: string;
  readonly identity: ExistingIdentity | undefined;
  /** ARM id of a role that exists already. */
  readonly roleDefinitionId: pulumi.Input<string> | undefined;
  /** The run store that it reads and writes. */
  readonly store?: WorkflowStore;
  /** Who may call its trigger beside those that know its signature. */
  readonly callers?: logic.WorkflowArgs["accessControl"];
  readonly tags: Tags | undefined;
}

export interface WorkflowStore {
  /** ARM id of the container: data actions are granted on it and on nothing else. */
  readonly containerId: pulumi.Input<string>;
  readonly calls: readonly StoreCallName[];
  /** ARM id of a role that exists already. */
  readonly roleDefinitionId: pulumi.Input<string> | undefined;
}

export interface WorkflowWithRole {
  readonly workflow: logic.Workflow;
  readonly principalId: pulumi.Output<string>;
  readonly roleDefinitionId: pulumi.Output<string>;
  /** What its identity may do, on the machines and on the store: it is of no use before. */
  readonly roleAssignments: readonly authorization.RoleAssignment[];
}

/** What a component's workflows have in common; machines are anywhere in the subscription. */
export function workflowPlace(
  args: Pick<WorkflowWithRoleArgs, "resourceGroupName" | "location" | "subscriptionId"> &
    Partial<Pick<WorkflowWithRoleArgs, "identity" | "tags">>,
) {
  return {
    resourceGroupName: args.resourceGroupName,
    location: args.location,
    subscriptionId: args.subscriptionId,
    scope: pulumi.interpolate`/subscriptions/${args.subscriptionId}`,
    identity: args.identity,
    tags: args.tags,
  };
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
  const actions = { actions: [...permissionsOf(args.calls)], notActions: [] };
  const roleDefinitionId = pulumi.output(
    args.roleDefinitionId ?? createRole(parent, `${name}-role`, actions, args).id,
  );
  const assign = (child: string, scope: pulumi.Input<string>, role: pulumi.Input<string>) =>
    assignRole(parent, child, { ...args, scope, principalId, roleDefinitionId: role });
  return {
    workflow,
    principalId,
    roleDefinitionId,
    roleAssignments: [
      assign(`${name}-role`, args.scope, roleDefinitionId),
      ...(args.store === undefined
        ? []
        : [assign(`${name}-store-role`, args.store.containerId, storeRole(parent, name, args))]),
    ],
  };
}

function storeRole(
  parent: pulumi.ComponentResource,
  name: string,
  args: WorkflowWithRoleArgs,
): pulumi.Input<string> {
  const dataActions = { dataActions: [...dataActionsOf(args.store?.calls ?? [])], actions: [] };
  return (
    args.store?.roleDefinitionId ?? createRole(parent, `${name}-store-role`, dataActions, args).id
  );
}

export interface AssignedRole {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly scope: pulumi.Input<string>;
  readonly principalId: pulumi.Input<string>;
  readonly roleDefinitionId: pulumi.Input<string>;
}

/** Gives a managed identity a role; its name is a GUID of what it is and where its owner lives. */
export function assignRole(
  parent: pulumi.ComponentResource,
  child: string,
  { resourceGroupName, location, scope, principalId, roleDefinitionId }: AssignedRole,
): authorization.RoleAssignment {
  return new authorization.RoleAssignment(
    child,
    {
      scope,
      principalId,
      principalType: "ServicePrincipal",
      roleDefinitionId,
      roleAssignmentName: pulumi
        .all([resourceGroupName, location, scope])
        .apply((place) =>
          stableGuid(stackIdentity(), child.replace(/-role$/, ""), "assignment", ...place),
        ),
    },
    // Every property of an assignment is fixed, and its name is the same GUID again.
    { parent, deleteBeforeReplace: true },
  );
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
      ...(args.callers !== undefined && { accessControl: args.callers }),
      tags: mergeTags(args.tags),
    },
    { parent },
  );
}

interface RolePermission {
  readonly actions: string[];
  readonly notActions?: string[];
  readonly dataActions?: string[];
}

interface Role {
  readonly subscriptionId: pulumi.Input<string>;
  readonly purpose: string;
}

/** Names of custom roles are unique in a whole tenant. */
export function createRole(
  parent: pulumi.ComponentResource,
  child: string,
  permission: RolePermission,
  args: Role,
): authorization.RoleDefinition {
  const name = child.replace(/-role$/, "");
  const subscription = pulumi.interpolate`/subscriptions/${args.subscriptionId}`;
  const identity = subscription.apply((scope) => [stackIdentity(), scope]);
  return new authorization.RoleDefinition(
    child,
    {
      scope: subscription,
      assignableScopes: [subscription],
      roleDefinitionId: identity.apply((parts) => stableGuid(name, "role", ...parts)),
      roleName: identity.apply((parts) => physicalName(`patchwarden-${name}`, parts, longestName)),
      roleType: "CustomRole",
      description: args.purpose,
      permissions: [permission],
    },
    { parent },
  );
}

/** Longest name of a Consumption workflow. */
const longestName = 80;
