/** `azure-native.storage.BlobContainer`: names, and public access only where the account allows it. */
import { textOf } from "../../plainValue";
import type { ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, checkName, checkWord, knownText, nameOf, refusal } from "../arm";
import { accountIdOf, accountOf, containerForm } from "./types";

const put: ArmOperation = { operation: "BlobContainers_Create" };

export const blobContainer: ServiceRules = {
  type: "azure-native:storage:BlobContainer",
  replaceOn: ["accountName", "containerName", "resourceGroupName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "containerName", knownText(inputs, "containerName", unknown), {
      form: containerForm,
      hint: "3 to 63 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit",
      code: "ContainerInvalidName",
    }),
    ...checkWord(put, "publicAccess", inputs["publicAccess"], ["None", "Container", "Blob"]),
  ],
  refuseCreate: (request) => refuseFiles(request) ?? refusePublic(request),
  refuseUpdate: refusePublic,
  create: (request) => {
    const name = nameOf(request, "containerName");
    return {
      id: `${accountIdOf(request)}/blobServices/default/containers/${name}`,
      outputs: {
        hasImmutabilityPolicy: false,
        hasLegalHold: false,
        lastModifiedTime: new Date(request.now * 60_000).toISOString(),
        leaseState: "Available",
        leaseStatus: "Unlocked",
      },
    };
  },
};

function refuseFiles(request: ServiceRequest): string | undefined {
  return accountOf(request)?.inputs["kind"] === "FileStorage"
    ? refusal(
        put,
        "FeatureNotSupportedForAccount",
        "Blob is not supported for the account: its kind is FileStorage",
        409,
      )
    : undefined;
}

function refusePublic(request: ServiceRequest): string | undefined {
  const access = textOf(request.inputs["publicAccess"]) ?? "None";
  const account = accountOf(request);
  return access === "None" ||
    account === undefined ||
    account.inputs["allowBlobPublicAccess"] === true
    ? undefined
    : refusal(
        put,
        "PublicAccessNotPermitted",
        "Public access is not permitted on this storage account.",
        409,
      );
}
