/** `azure-native.authorization.RoleAssignment`: nothing of one can be changed; a principal has a role once a scope. */
import { isUnknown, listOf, type Plain, recordsOf, textOf, textsOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, isGuid, refusal, sameId, uuid } from "../arm";
import {
  checkScope,
  isManagementGroup,
  isWithin,
  roleAssignmentType,
  roleDefinitionType,
  tidyScope,
} from "./types";

const put: ArmOperation = { operation: "RoleAssignments_Create" };

const principalTypes = [
  "User",
  "Group",
  "ServicePrincipal",
  "ForeignGroup",
  "Device",
  "AgentUser",
  "AgentServicePrincipal",
];

export const roleAssignment: ServiceRules = {
  type: roleAssignmentType,
  replaceOn: [
    "delegatedManagedIdentityResourceId",
    "principalId",
    "principalType",
    "roleAssignmentName",
    "roleDefinitionId",
    "scope",
  ],
  check: checkAssignment,
  refuseCreate: (request) => refuseScope(request) ?? refuseDuplicate(request),
  create: (request) => {
    const name = textOf(request.inputs["roleAssignmentName"]) ?? uuid(request.random);
    const scope = tidyScope(textOf(request.inputs["scope"]) ?? "");
    return {
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`.replace(
        /^\/\//,
        "/",
      ),
      outputs: { principalType: request.inputs["principalType"] ?? "User" },
    };
  },
};

function checkAssignment(inputs: Plain, _scope: unknown, unknown: readonly string[]): Failure[] {
  const known = (property: string) =>
    isUnknown(unknown, property) ? undefined : textOf(inputs[property]);
  const name = known("roleAssignmentName");
  const principal = known("principalId");
  const role = known("roleDefinitionId");
  const scope = known("scope");
  const type = known("principalType");
  return [
    ...failWhen(
      name !== undefined && !isGuid(name),
      put,
      "roleAssignmentName",
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
      "InvalidRoleAssignmentId",
    ),
    ...failWhen(
      principal !== undefined && !isGuid(principal),
      put,
      "principalId",
      `The principal ID '${principal}' is not valid. Principal ID must be a GUID.`,
      "InvalidPrincipalId",
    ),
    ...failWhen(
      role !== undefined && !isRoleId(role),
      put,
      "roleDefinitionId",
      `The role definition ID '${role}' is not valid`,
      "InvalidRoleDefinitionId",
    ),
    ...checkScope(scope, put),
    ...failWhen(
      type !== undefined && !principalTypes.includes(type),
      put,
      "principalType",
      `The principal type '${type}' is not valid, allowed: ${principalTypes.join(", ")}`,
      "InvalidPrincipalType",
    ),
    ...failWhen(
      inputs["condition"] !== undefined &&
        inputs["conditionVersion"] !== "2.0" &&
        !isUnknown(unknown, "conditionVersion"),
      put,
      "conditionVersion",
      `A condition needs conditionVersion 2.0, got '${inputs["conditionVersion"] ?? "none"}'`,
      "InvalidRoleAssignmentCondition",
    ),
  ];
}

function isRoleId(id: string): boolean {
  const parts = id.split("/");
  const guid = parts.at(-1) ?? "";
  return (
    isGuid(guid) &&
    /\/providers\/microsoft\.authorization\/roledefinitions$/i.test(parts.slice(0, -1).join("/"))
  );
}

/** Role definitions are one across a tenant: their GUID is what counts. */
function guid(id: unknown): string | undefined {
  return textOf(id)?.split("/").at(-1);
}

/** A custom role is assigned only where it says. */
function refuseScope({ inputs, cloud }: ServiceRequest): string | undefined {
  const scope = textOf(inputs["scope"]) ?? "";
  const role = cloud
    .everywhere(roleDefinitionType)
    .find(({ id }) => sameId(guid(id), guid(inputs["roleDefinitionId"])));
  const scopes = textsOf(role?.inputs["assignableScopes"]);
  const onData = recordsOf(role?.inputs["permissions"]).some(
    (permission) => listOf(permission["dataActions"]).length > 0,
  );
  if (onData && isManagementGroup(scope)) {
    return refusal(
      put,
      "InvalidRoleAssignmentScope",
      `The role definition '${role?.id}' has dataActions and can't be assigned at the management group '${scope}'`,
    );
  }
  return role === undefined || scopes.some((outer) => isWithin(outer, scope))
    ? undefined
    : refusal(
        put,
        "RoleDefinitionDoesNotExist",
        `The role definition '${role.id}' is not assignable at scope '${scope}': its assignableScopes are ${scopes.join(", ")}`,
      );
}

function refuseDuplicate({ inputs, cloud }: ServiceRequest): string | undefined {
  const scope = tidyScope(textOf(inputs["scope"]) ?? "");
  const existing = cloud
    .everywhere(roleAssignmentType)
    .find(
      (other) =>
        sameId(textOf(other.inputs["principalId"]), textOf(inputs["principalId"])) &&
        sameId(guid(other.inputs["roleDefinitionId"]), guid(inputs["roleDefinitionId"])) &&
        sameId(tidyScope(textOf(other.inputs["scope"]) ?? ""), scope),
    );
  return existing === undefined
    ? undefined
    : refusal(
        put,
        "RoleAssignmentExists",
        `The role assignment already exists. The ID of the existing role assignment is ${existing.id.split("/").at(-1)}.`,
        409,
      );
}
