/** One assignment of a built-in policy, with the identity and the role that its remediation needs. */
import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { isText, show } from "../arguments";
import { type MappingForm, mappingComplaint } from "./mappingForm";
import { physicalName, stableGuid, stackIdentity } from "./physicalName";
import { isGuid } from "./runForms";
import type { ExistingIdentity } from "./workflowWithRole";

/** Where policies are assigned, and who acts for them. */
export interface AssignmentPlace {
  /** ARM id of the subscription, resource group or management group that is covered. */
  readonly scope: pulumi.Input<string>;
  /** Of the assignments' identities. */
  readonly location: pulumi.Input<string>;
  readonly identity?: ExistingIdentity | undefined;
}

export interface AssignedPolicy {
  /** Unique in a component; part of names. */
  readonly key: string;
  readonly definitionId: string;
  readonly displayName: string;
  /** Names of built-in roles (GUIDs) that its remediation needs; none where it only reports. */
  readonly roles: readonly string[];
  readonly parameters: pulumi.Input<Record<string, { readonly value: pulumi.Input<unknown> }>>;
}

/** Longest name of an assignment at a management group, the shortest limit of all scopes. */
const longestName = 24;

export function assignPolicy(
  parent: pulumi.ComponentResource,
  name: string,
  place: AssignmentPlace,
  policy: AssignedPolicy,
): authorization.PolicyAssignment {
  const { scope, location, identity } = place;
  return new authorization.PolicyAssignment(
    `${name}-${policy.key}`,
    {
      scope,
      policyAssignmentName: pulumi
        .all([scope, location])
        .apply((at) => physicalName(policy.key, [stackIdentity(), name, ...at], longestName)),
      policyDefinitionId: policy.definitionId,
      displayName: policy.displayName,
      enforcementMode: "Default",
      parameters: policy.parameters,
      ...(policy.roles.length > 0 && {
        location,
        identity:
          identity === undefined
            ? { type: "SystemAssigned" as const }
            : { type: "UserAssigned" as const, userAssignedIdentities: [identity.id] },
      }),
    },
    { parent },
  );
}

/** Object id of who acts for an assignment. */
export function principalOf(
  { identity }: AssignmentPlace,
  assignment: authorization.PolicyAssignment,
): pulumi.Output<string> {
  return pulumi.output(
    identity?.principalId ?? assignment.identity.apply((own) => own?.principalId ?? ""),
  );
}

interface Acting {
  readonly policy: AssignedPolicy;
  readonly principalId: pulumi.Output<string>;
}

/** One role for each identity that needs it: Azure refuses the same role for the same identity twice. */
export function grantRoles(
  parent: pulumi.ComponentResource,
  name: string,
  place: AssignmentPlace,
  acting: readonly Acting[],
): void {
  const granted = new Set<string>();
  for (const { policy, principalId } of acting) {
    for (const [index, role] of policy.roles.entries()) {
      const key = index === 0 ? policy.key : `${policy.key}-${index + 1}`;
      const grant = place.identity === undefined ? key : role;
      if (granted.has(grant)) continue;
      granted.add(grant);
      grantRole(parent, `${name}-${key}`, [name, key], place, { role, principalId });
    }
  }
}

function grantRole(
  parent: pulumi.ComponentResource,
  name: string,
  identity: readonly string[],
  { scope, location }: AssignmentPlace,
  { role, principalId }: { readonly role: string; readonly principalId: pulumi.Output<string> },
): void {
  new authorization.RoleAssignment(
    name,
    {
      scope,
      principalId,
      principalType: "ServicePrincipal",
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      roleAssignmentName: pulumi
        .all([scope, location])
        .apply((at) => stableGuid(stackIdentity(), ...identity, ...at)),
    },
    // Every property of an assignment is fixed, and its name is the same GUID again.
    { parent, deleteBeforeReplace: true },
  );
}

/** Words that follow `scope`. */
export function policyScopeComplaint(scope: unknown): string | undefined {
  return isText(
    scope,
    /^\/(subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?|providers\/Microsoft\.Management\/managementGroups\/[^/]+)$/i,
  )
    ? undefined
    : `must be the ARM id of a subscription, resource group or management group, got ${show(scope)}`;
}

const identityForm: MappingForm<ExistingIdentity> = { id: "text", principalId: "text" };

/** Words that follow `identity`. */
export function identityComplaint(
  identity: pulumi.Unwrap<ExistingIdentity> | undefined,
): string | undefined {
  if (identity === undefined) return undefined;
  const complaint = mappingComplaint(identity as ExistingIdentity, identityForm);
  if (complaint !== undefined) return complaint;
  const missing = (["id", "principalId"] as const).find((key) => !isText(identity[key], /\S/));
  if (missing !== undefined) return `must have ${missing}, got ${show(identity[missing])}`;
  const odd = isGuid(identity.principalId);
  return odd === undefined ? undefined : `principalId ${odd}`;
}
