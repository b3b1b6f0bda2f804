/** `azure-native.authorization.RoleDefinition`: named by a GUID, its display name unique in the tenant. */
import { isUnknown, listOf, type Plain, recordsOf, textOf, textsOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, isGuid, refusal, sameId, uuid } from "../arm";
import {
  isManagementGroup,
  isResource,
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
    ...checkLevels(assignable, recordsOf(inputs["permissions"])),
    ...failWhen(
      !open && !covers,
      put,
      "assignableScopes",
      `assignableScopes must hold the scope of the role definition '${scope}'`,
      "InvalidAssignableScopes",
    ),
  ];
}

/** A custom role is for whole groups of resources; one on data is for none above a subscription. */
function checkLevels(assignable: readonly string[], permissions: readonly Plain[]): Failure[] {
  const low = assignable.find((text) => tidyScope(text) === "/" || isResource(text));
  const management = assignable.filter(isManagementGroup);
  const onData = permissions.some((permission) => listOf(permission["dataActions"]).length > 0);
  return [
    ...failWhen(
      low !== undefined,
      put,
      "assignableScopes",
      `The assignable scope '${low}' of a custom role is not valid: use a management group, a subscription or a resource group`,
      "InvalidAssignableScopes",
    ),
    ...failWhen(
      management.length > 1,
      put,
      "assignableScopes",
      `A custom role is assignable in one management group, got ${management.length}`,
      "InvalidAssignableScopes",
    ),
    ...failWhen(
      onData && management.length > 0,
      put,
      "assignableScopes",
      "A custom role with dataActions can't be assignable in a management group",
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
