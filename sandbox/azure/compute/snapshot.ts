/** `azure-native.compute.Snapshot`: a copy of one disk; incremental or not for good. */
import { isUnknown, recordAt } from "../../plainValue";
import type { ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  checkWord,
  failWhen,
  groupId,
  knownText,
  nameOf,
  refuseChange,
  refuseUnlocated,
  uuid,
} from "../arm";
import { checkCreationData } from "./creationData";
import { diskName } from "./types";

const put: ArmOperation = { operation: "Snapshots_CreateOrUpdate" };

export const snapshot: ServiceRules = {
  type: "azure-native:compute:Snapshot",
  replaceOn: ["location", "resourceGroupName", "snapshotName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "snapshotName", knownText(inputs, "snapshotName", unknown), diskName),
    ...checkWord(put, "sku.name", recordAt(inputs, "sku")["name"], [
      "Standard_LRS",
      "Premium_LRS",
      "Standard_ZRS",
    ]),
    ...checkCreationData(put, inputs, unknown),
    ...failWhen(
      recordAt(inputs, "creationData")["createOption"] === "CopyStart" &&
        inputs["incremental"] !== true &&
        !isUnknown(unknown, "incremental"),
      put,
      "incremental",
      "CopyStart is supported for incremental snapshots only: set incremental to true",
    ),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put),
  refuseUpdate: (request) => refuseChange(request, put, ["creationData", "incremental"]),
  create: (request) => ({
    id: groupId(request, "Microsoft.Compute/snapshots", nameOf(request, "snapshotName")),
    outputs: {
      diskState: "Unattached",
      timeCreated: new Date(request.now * 60_000).toISOString(),
      uniqueId: uuid(request.random),
    },
  }),
};
