/** `aws.backup.VaultLockConfiguration`: how long a vault keeps its points whatever anybody asks. One a vault. */
import { numberOf, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { vaultLockType, vaultType } from "./types";

/** AWS Backup: days of the longest retention, and of the shortest cooling-off before a lock is final. */
const maxDays = 36_500;
const minChangeable = 3;

const call: ApiCall = {
  service: "backup",
  operation: "PutBackupVaultLockConfiguration",
  members: {
    backupVaultName: "BackupVaultName",
    minRetentionDays: "MinRetentionDays",
    maxRetentionDays: "MaxRetentionDays",
    changeableForDays: "ChangeableForDays",
  },
};

export const vaultLock: ServiceRules = {
  type: vaultLockType,
  // The provider has no update.
  replaceOn: ["backupVaultName", "minRetentionDays", "maxRetentionDays", "changeableForDays"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkRange(inputs, "minRetentionDays", 1),
    ...checkRange(inputs, "maxRetentionDays", numberOf(inputs["minRetentionDays"]) ?? 1),
    ...checkRange(inputs, "changeableForDays", minChangeable),
  ],
  refuseCreate: (request) =>
    vaultOf(request) === undefined
      ? refusal(
          call,
          "ResourceNotFoundException",
          `Backup vault ${request.inputs["backupVaultName"]} does not exist`,
        )
      : undefined,
  create: (request) => ({
    id: textOf(request.inputs["backupVaultName"]) ?? "",
    outputs: { backupVaultArn: vaultOf(request)?.outputs["arn"] },
  }),
};

function vaultOf({ inputs, cloud }: ServiceRequest) {
  return cloud.all(vaultType).find((vault) => vault.id === inputs["backupVaultName"]);
}

function checkRange(inputs: Plain, property: string, least: number): Failure[] {
  const days = numberOf(inputs[property]);
  return days === undefined || (days >= least && days <= maxDays)
    ? []
    : [failure(call, property, `Invalid ${property} ${days}: it must be ${least} to ${maxDays}`)];
}
