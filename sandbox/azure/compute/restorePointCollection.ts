/** `azure-native.compute.RestorePointCollection`: the recovery points of one machine, in the machine's location. */
import { isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  failWhen,
  groupId,
  knownText,
  locationOf,
  nameOf,
  refusal,
  refuseChange,
  refuseUnlocated,
  resourceWith,
  uuid,
} from "../arm";
import { diskName, machineType, restorePointCollectionType } from "./types";

const put: ArmOperation = { operation: "RestorePointCollections_CreateOrUpdate" };

/** A machine, or the collection of another region that is copied. */
const sourceForm =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/]+\/providers\/microsoft\.compute\/(virtualmachines|restorepointcollections|virtualmachinescalesets\/[^/]+\/virtualmachines)\/[^/]+$/i;

export const restorePointCollection: ServiceRules = {
  type: restorePointCollectionType,
  replaceOn: ["location", "resourceGroupName", "restorePointCollectionName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(
      put,
      "restorePointCollectionName",
      knownText(inputs, "restorePointCollectionName", unknown),
      diskName,
    ),
    ...checkSource(inputs, unknown),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put) ?? refuseElsewhere(request),
  refuseUpdate: (request) => refuseChange(request, put, ["source.id"]),
  create: (request) => ({
    id: groupId(
      request,
      "Microsoft.Compute/restorePointCollections",
      nameOf(request, "restorePointCollectionName"),
    ),
    outputs: { restorePointCollectionId: uuid(request.random), restorePoints: [] },
  }),
};

function checkSource(inputs: Plain, unknown: readonly string[]): Failure[] {
  if (isUnknown(unknown, "source")) return [];
  const id = textOf(recordAt(inputs, "source")["id"]);
  return [
    ...failWhen(
      id === undefined || !sourceForm.test(id),
      put,
      "source.id",
      `source.id must be the resource id of a virtual machine, got '${id ?? "none"}'`,
    ),
    ...failWhen(
      id !== undefined && /\/virtualmachinescalesets\//i.test(id),
      put,
      "source.id",
      "Restore points are not supported for instances of a scale set of orchestration mode Uniform",
      "OperationNotAllowed",
    ),
  ];
}

function refuseElsewhere(request: ServiceRequest): string | undefined {
  const machine = resourceWith(
    request,
    machineType,
    textOf(recordAt(request.inputs, "source")["id"]),
  );
  const expected = locationOf(machine?.inputs["location"]);
  const location = locationOf(request.inputs["location"]);
  return expected === "" || expected === location
    ? undefined
    : refusal(
        put,
        "InvalidParameter",
        `The restore point collection must be in the location of its source machine: got '${location}', expected '${expected}'`,
      );
}
