/** `azure-native.authorization.RoleDefinition`: named by a GUID, its display name unique in the tenant. */
import { isUnknown, listOf, type Plain, recordsOf, textOf, textsOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, isGuid, refusal, sameId, uuid } from "../arm";
import {
  isManagementGroup,
  isScope,
  roleAssignmentType,
  roleDefinitionType,
  tidyScope,
} from "./types";

const put: ArmOperation = { operation: "RoleDefinitions_CreateOrUpdate" };

export const roleDefinition: ServiceRules = {
  type: roleDefinitionType,
  replaceOn: ["roleDefinitionId", "scope"],
  check: (inputs, _scope, unknown) => [
    ...checkNames(inputs, unknown),
    ...checkScopes(inputs, unknown),
    ...checkPermissions(inputs, unknown),
  ],
  refuseCreate: refuseTakenName,
  refuseUpdate: refuseTakenName,
  refuseDelete: refuseAssigned,
  create: (request) => {
    const name = textOf(request.inputs["roleDefinitionId"]) ?? uuid(request.random);
    const scope = tidyScope(textOf(request.inputs["scope"]) ?? "");
    return {
      id: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${name}`.replace(
        /^\/\//,
        "/",
      ),
      outputs: { roleType: "CustomRole" },
    };
  },
};

function checkNames(inputs: Plain, unknown: readonly string[]): Failure[] {
  const id = textOf(inputs["roleDefinitionId"]);
  return [
    ...failWhen(
      id !== undefined && !isUnknown(unknown, "roleDefinitionId") && !isGuid(id),
      put,
      "roleDefinitionId",
      `The role definition ID '${id}' is not valid. The role definition ID must be a GUID.`,
      "InvalidRoleDefinitionId",
    ),
    ...failWhen(
      inputs["roleName"] === undefined && !isUnknown(unknown, "roleName"),
      put,
      "roleName",
      "properties.roleName is required",
      "InvalidRoleDefinitionName",
    ),
  ];
}

function checkScopes(inputs: Plain, unknown: readonly string[]): Failure[] {
  const scope = textOf(inputs["scope"]);
  const assignable = textsOf(inputs["assignableScopes"]);
  const wrong = [...assignable, ...(scope === undefined ? [] : [scope])].find(
    (text) => !isScope(text),
  );
  const open = isUnknown(unknown, "assignableScopes") || isUnknown(unknown, "scope");
  const covers = assignable.some((text) => {
    const outer = tidyScope(text).toLowerCase();
    return tidyScope(scope ?? "")
      .toLowerCase()
      .startsWith(outer);
  });
  return [
    ...failWhen(
      wrong !== undefined,
      put,
      "assignableScopes",
      `The scope '${wrong}' is not valid`,
      "InvalidScope",
    ),
    ...checkLevels(assignable),
    ...failWhen(
      !open && !covers,
      put,
      "assignableScopes",
      `assignableScopes must hold the scope of the role definition '${scope}'`,
      "InvalidAssignableScopes",
    ),
  ];
}

/** A custom role belongs to the tenant's subscriptions, and to one management group at most. */
function checkLevels(assignable: readonly string[]): Failure[] {
  const root = assignable.find((text) => tidyScope(text) === "/");
  const management = assignable.filter(isManagementGroup).length;
  return [
    ...failWhen(
      root !== undefined,
      put,
      "assignableScopes",
      `The assignable scope '${root}' is for built-in roles: a custom role needs a management group, a subscription or what is in one`,
      "InvalidAssignableScopes",
    ),
    ...failWhen(
      management > 1,
      put,
      "assignableScopes",
      `A custom role is assignable in one management group, got ${management}`,
      "InvalidAssignableScopes",
    ),
  ];
}

function checkPermissions(inputs: Plain, unknown: readonly string[]): Failure[] {
  const permissions = recordsOf(inputs["permissions"]);
  const kinds = ["actions", "notActions", "dataActions", "notDataActions"];
  const wrong = permissions
    .flatMap((permission) => kinds.flatMap((kind) => textsOf(permission[kind])))
    .find((action) => action !== "*" && !/^(\*|[A-Za-z0-9.]+)(\/[A-Za-z0-9*._-]+)+$/.test(action));
  return [
    ...failWhen(
      listOf(inputs["permissions"]).length === 0 && !isUnknown(unknown, "permissions"),
      put,
      "permissions",
      "A role definition must have permissions",
      "InvalidRoleDefinitionPermissions",
    ),
    ...failWhen(
      wrong !== undefined,
      put,
      "permissions",
      `'${wrong}' does not match any of the actions supported by the providers.`,
      "InvalidActionOrNotAction",
    ),
  ];
}

function refuseTakenName({ inputs, cloud, old }: ServiceRequest): string | undefined {
  const name = textOf(inputs["roleName"])?.toLowerCase();
  const taken = cloud
    .everywhere(roleDefinitionType)
    .filter((other) => !sameId(other.id, old?.id))
    .some((other) => textOf(other.inputs["roleName"])?.toLowerCase() === name);
  return taken
    ? refusal(
        put,
        "RoleDefinitionWithSameNameExists",
        `A custom role with the same name already exists in this directory. Use a different name: '${inputs["roleName"]}'`,
        409,
      )
    : undefined;
}

function refuseAssigned({ cloud, old }: ServiceRequest): string | undefined {
  const guid = old?.id.split("/").at(-1)?.toLowerCase() ?? "";
  const used = cloud
    .everywhere(roleAssignmentType)
    .some((other) => textOf(other.inputs["roleDefinitionId"])?.toLowerCase().endsWith(guid));
  return used
    ? refusal(
        { operation: "RoleDefinitions_Delete" },
        "RoleDefinitionHasAssignments",
        `There are existing role assignments referencing role '${old?.id}'`,
      )
    : undefined;
}
