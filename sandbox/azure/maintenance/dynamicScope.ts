/** Dynamic scopes, at a subscription and at a resource group. The level is part of the id and cannot change. */
import { isRecord, isUnknown, listOf, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, nameOf } from "../arm";
import {
  checkReference,
  refuseMissingConfiguration,
  refuseOtherScope,
  refuseTooMany,
} from "./assignmentReference";
import { checkFilter } from "./filter";
import { groupScopeType, subscriptionScopeType } from "./types";

const atSubscription: ArmOperation = {
  operation: "ConfigurationAssignmentsForSubscriptions_CreateOrUpdate",
};
const atGroup: ArmOperation = {
  operation: "ConfigurationAssignmentsForResourceGroup_CreateOrUpdate",
};

const assignments = "providers/Microsoft.Maintenance/configurationAssignments";

export const subscriptionScope: ServiceRules = {
  type: subscriptionScopeType,
  replaceOn: ["configurationAssignmentName"],
  check: (inputs, _scope, unknown) => [
    ...checkScope(inputs, atSubscription, unknown),
    ...failWhen(
      (textOf(inputs["location"]) ?? "") !== "",
      atSubscription,
      "location",
      `An assignment at subscription level takes an empty location, got '${inputs["location"]}'`,
      "InvalidLocation",
    ),
  ],
  refuseCreate: (request) =>
    refuse(request, atSubscription) ?? refuseTooMany(request, atSubscription),
  refuseUpdate: (request) => refuse(request, atSubscription),
  create: (request) => {
    const name = nameOf(request, "configurationAssignmentName");
    return { id: `/subscriptions/${request.scope.account}/${assignments}/${name}`, outputs: {} };
  },
};

export const groupScope: ServiceRules = {
  type: groupScopeType,
  replaceOn: ["configurationAssignmentName", "resourceGroupName"],
  check: (inputs, _scope, unknown) => [
    ...checkScope(inputs, atGroup, unknown),
    ...checkLocations(inputs, unknown),
  ],
  refuseCreate: (request) => refuse(request, atGroup) ?? refuseTooMany(request, atGroup),
  refuseUpdate: (request) => refuse(request, atGroup),
  create: (request) => {
    const name = nameOf(request, "configurationAssignmentName");
    const group = `/subscriptions/${request.scope.account}/resourceGroups/${request.inputs["resourceGroupName"]}`;
    return { id: `${group}/${assignments}/${name}`, outputs: {} };
  },
};

function checkScope(inputs: Plain, operation: ArmOperation, unknown: readonly string[]): Failure[] {
  const filter = inputs["filter"];
  return [
    ...checkReference(inputs, operation, unknown),
    ...failWhen(
      !isRecord(filter) && !isUnknown(unknown, "filter"),
      operation,
      "filter",
      "properties.filter is required for a dynamic scope",
    ),
    ...(isRecord(filter) ? checkFilter(filter, operation) : []),
  ];
}

function checkLocations(inputs: Plain, unknown: readonly string[]): Failure[] {
  const named =
    (textOf(inputs["location"]) ?? "") !== "" ||
    listOf(recordAt(inputs, "filter")["locations"]).length > 0;
  const open = isUnknown(unknown, "location") || isUnknown(unknown, "filter");
  return failWhen(
    !named && !open,
    atGroup,
    "filter.locations",
    "An assignment at resource group level must name filter.locations or a location",
    "InvalidLocation",
  );
}

function refuse(request: ServiceRequest, operation: ArmOperation): string | undefined {
  return refuseMissingConfiguration(request, operation) ?? refuseOtherScope(request, operation);
}
