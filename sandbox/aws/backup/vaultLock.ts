/** `aws.backup.VaultLockConfiguration`: how long a vault keeps its points whatever anybody asks. One a vault. */
import type { Instant } from "../../../model/time";
import { numberOf, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules, StoredResource } from "../../service";
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
      : refuseFinal({ ...request, old: lockOf(request) }, call),
  refuseDelete: (request) => refuseFinal(request),
  create: (request) => ({
    id: textOf(request.inputs["backupVaultName"]) ?? "",
    outputs: { backupVaultArn: vaultOf(request)?.outputs["arn"] },
  }),
};

const deletion: ApiCall = {
  service: "backup",
  operation: "DeleteBackupVaultLockConfiguration",
  members: {},
};

/**
 * A lock with a cooling-off is final when that is over: nobody changes or takes it away, AWS included.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
function refuseFinal({ old, now }: Refusable, by = deletion): string | undefined {
  const days = numberOf(old?.inputs["changeableForDays"]);
  const isFinal = days !== undefined && now >= (old?.madeAt ?? now) + days * 24 * 60;
  return isFinal
    ? refusal(
        by,
        "InvalidRequestException",
        `The lock of backup vault ${old?.id} is final: its ${days} days are over`,
      )
    : undefined;
}

interface Refusable {
  readonly old?: StoredResource | undefined;
  readonly now: Instant;
}

function lockOf({ inputs, cloud }: ServiceRequest): StoredResource | undefined {
  return cloud.all(vaultLockType).find((lock) => lock.id === inputs["backupVaultName"]);
}

function vaultOf({ inputs, cloud }: ServiceRequest) {
  return cloud.all(vaultType).find((vault) => vault.id === inputs["backupVaultName"]);
}

function checkRange(inputs: Plain, property: string, least: number): Failure[] {
  const days = numberOf(inputs[property]);
  return days === undefined || (days >= least && days <= maxDays)
    ? []
    : [failure(call, property, `Invalid ${property} ${days}: it must be ${least} to ${maxDays}`)];
}
