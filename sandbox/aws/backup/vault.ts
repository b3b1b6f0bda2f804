/** `aws.backup.Vault`: its name is unique in the account and Region. */
import { numberOf, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { isArn, nameOf, regionalArn } from "../identity";
import { vaultType } from "./types";

const call: ApiCall = {
  service: "backup",
  operation: "CreateBackupVault",
  members: {
    name: { to: "BackupVaultName", generated: true },
    kmsKeyArn: "EncryptionKeyArn",
    tags: "BackupVaultTags",
  },
};

export const vault: ServiceRules = {
  type: vaultType,
  replaceOn: ["name", "kmsKeyArn"],
  check: (inputs, scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkKey(textOf(inputs["kmsKeyArn"]), scope.region),
  ],
  refuseCreate: (request) => {
    const name = nameOf(request);
    return vaultExists(request, name)
      ? refusal(
          call,
          "AlreadyExistsException",
          `Backup vault with the same name already exists: ${name}`,
        )
      : undefined;
  },
  refuseDelete: refuseFullVault,
  create: (request) => {
    const name = nameOf(request);
    const key = `key/${request.random(8)}-${request.random(4)}-4${request.random(3)}-a${request.random(3)}-${request.random(12)}`;
    return {
      id: name,
      outputs: {
        name,
        arn: regionalArn(request.scope, "backup", `backup-vault:${name}`),
        kmsKeyArn: request.inputs["kmsKeyArn"] ?? regionalArn(request.scope, "kms", key),
        recoveryPoints: 0,
      },
    };
  },
};

/** The provider empties a vault only where the program says so. */
function refuseFullVault({ old }: ServiceRequest): string | undefined {
  const points = numberOf(old?.outputs["recoveryPoints"]) ?? 0;
  return points === 0 || old?.inputs["forceDestroy"] === true
    ? undefined
    : refusal(
        { service: "backup", operation: "DeleteBackupVault" },
        "InvalidRequestException",
        `Backup vault ${old?.id} cannot be deleted because it contains recovery points: ${points}`,
      );
}

/** Every account has the vaults that AWS Backup makes by itself. */
export function vaultExists({ cloud }: ServiceRequest, name: string): boolean {
  return (
    name === "Default" ||
    name === "aws/efs/automatic-backup-vault" ||
    cloud.all(vaultType).some((other) => other.id === name)
  );
}

function checkKey(arn: string | undefined, region: string): Failure[] {
  if (arn === undefined) return [];
  if (!isArn(arn, "kms")) {
    return [failure(call, "kmsKeyArn", `Invalid encryption key ARN '${arn}'`)];
  }
  return arn.split(":")[3] === region
    ? []
    : [failure(call, "kmsKeyArn", `Encryption key '${arn}' is not in Region ${region}`)];
}
