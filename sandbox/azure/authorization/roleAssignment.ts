/** `azure-native.authorization.RoleAssignment`: nothing of one can be changed; a principal has a role once a scope. */
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, isGuid, refusal, sameId, uuid } from "../arm";
import { checkScope, roleAssignmentType, tidyScope } from "./types";

const put: ArmOperation = { operation: "RoleAssignments_Create" };

const principalTypes = ["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"];

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
  refuseCreate: refuseDuplicate,
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
function refuseDuplicate({ inputs, cloud }: ServiceRequest): string | undefined {
  const guid = (id: unknown) => textOf(id)?.split("/").at(-1);
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
