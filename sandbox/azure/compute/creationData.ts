/** Where the content of a disk or snapshot comes from: what each way of making one needs. */
import { isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure } from "../../service";
import { type ArmOperation, checkWord, failWhen } from "../arm";

/** The properties that each create option needs. Source: the Compute API's model of `CreationData`. */
const needs: Readonly<Record<string, readonly string[]>> = {
  Empty: [],
  Attach: [],
  FromImage: [],
  Import: ["sourceUri", "storageAccountId"],
  ImportSecure: ["sourceUri", "storageAccountId", "securityDataUri"],
  Copy: ["sourceResourceId"],
  CopyStart: ["sourceResourceId"],
  CopyFromSanSnapshot: ["elasticSanResourceId"],
  Restore: ["sourceResourceId"],
  Upload: ["uploadSizeBytes"],
  UploadPreparedSecure: ["uploadSizeBytes"],
};

const restorable =
  /\/restorepointcollections\/[^/]+\/restorepoints\/[^/]+\/diskrestorepoints\/[^/]+$/i;
const copyable = /\/providers\/microsoft\.compute\/(disks|snapshots)\/[^/]+$/i;

export function checkCreationData(
  put: ArmOperation,
  inputs: Plain,
  unknown: readonly string[],
): Failure[] {
  const data = recordAt(inputs, "creationData");
  const option = textOf(data["createOption"]);
  if (option === undefined) return [];
  const missing = (needs[option] ?? []).find(
    (property) => data[property] === undefined && !isUnknown(unknown, `creationData.${property}`),
  );
  return [
    ...checkWord(put, "creationData.createOption", option, Object.keys(needs)),
    ...failWhen(
      missing !== undefined,
      put,
      `creationData.${missing}`,
      `Required parameter 'creationData.${missing}' is missing (null) for createOption ${option}.`,
    ),
    ...failWhen(
      option === "FromImage" &&
        ["imageReference", "galleryImageReference"].every(
          (property) =>
            data[property] === undefined && !isUnknown(unknown, `creationData.${property}`),
        ),
      put,
      "creationData.imageReference",
      "Required parameter 'creationData.imageReference' is missing (null) for createOption FromImage.",
    ),
    ...checkSource(put, option, textOf(data["sourceResourceId"])),
  ];
}

function checkSource(put: ArmOperation, option: string, source: string | undefined): Failure[] {
  const isRestore = option === "Restore";
  const form = isRestore ? restorable : copyable;
  return failWhen(
    source !== undefined && (isRestore || option.startsWith("Copy")) && !form.test(source),
    put,
    "creationData.sourceResourceId",
    `creationData.sourceResourceId '${source}' is not valid for createOption ${option}: it must be the id of ${isRestore ? "a disk restore point" : "a disk or a snapshot"}`,
  );
}
