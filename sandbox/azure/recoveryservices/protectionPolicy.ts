/** `azure-native.recoveryservices.ProtectionPolicy`: when machines are backed up, and how long points are kept. */
import { isUnknown, numberOf, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  checkWord,
  failWhen,
  knownText,
  nameOf,
  refusal,
  sameId,
} from "../arm";
import { itemType, policyType, vaultIdOf } from "./types";
import { checkVmRetention } from "./vmRetention";
import { checkVmSchedule } from "./vmSchedule";

const put: ArmOperation = { operation: "ProtectionPolicies_CreateOrUpdate" };

/** Days that instant restore keeps snapshots. Source: "Azure Backup support matrix for VM backup". */
const instantDays: Readonly<Record<string, readonly [number, number]>> = {
  V1: [1, 5],
  V2: [1, 30],
};

export const protectionPolicy: ServiceRules = {
  type: policyType,
  replaceOn: ["policyName", "resourceGroupName", "vaultName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "policyName", knownText(inputs, "policyName", unknown), {
      form: /^[a-zA-Z][a-zA-Z0-9-]{1,148}[a-zA-Z0-9]$/,
      hint: "3 to 150 letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
    }),
    ...checkProperties(recordAt(inputs, "properties"), unknown),
  ],
  refuseDelete: refuseUsed,
  create: (request) => ({
    id: `${vaultIdOf(request)}/backupPolicies/${nameOf(request, "policyName")}`,
    outputs: { properties: { ...recordAt(request.inputs, "properties"), protectedItemsCount: 0 } },
  }),
};

function checkProperties(properties: Plain, unknown: readonly string[]): Failure[] {
  if (properties["backupManagementType"] !== "AzureIaasVM") return [];
  const version = textOf(properties["policyType"]) ?? "V1";
  const [least, most] = instantDays[version] ?? [1, 30];
  const days = numberOf(properties["instantRpRetentionRangeInDays"]);
  const consistency = properties["snapshotConsistencyType"];
  return [
    ...checkWord(put, "properties.policyType", version, Object.keys(instantDays)),
    ...checkVmSchedule(put, properties, unknown),
    ...checkVmRetention(put, properties, unknown),
    ...failWhen(
      days !== undefined && (days < least || days > most),
      put,
      "properties.instantRpRetentionRangeInDays",
      `instantRpRetentionRangeInDays of a ${version} policy must be ${least} to ${most}, got ${days}`,
      "BMSUserErrorInvalidPolicyInput",
    ),
    ...checkWord(put, "properties.snapshotConsistencyType", consistency, ["OnlyCrashConsistent"]),
    ...failWhen(
      consistency !== undefined && version !== "V2" && !isUnknown(unknown, "properties"),
      put,
      "properties.snapshotConsistencyType",
      `snapshotConsistencyType needs policyType V2, got ${version}`,
      "BMSUserErrorInvalidPolicyInput",
    ),
  ];
}

function refuseUsed({ cloud, old }: ServiceRequest): string | undefined {
  const users = cloud
    .everywhere(itemType)
    .filter(({ inputs }) => sameId(textOf(recordAt(inputs, "properties")["policyId"]), old?.id));
  return users.length === 0
    ? undefined
    : refusal(
        { operation: "ProtectionPolicies_Delete" },
        "BMSUserErrorPolicyInUse",
        `The policy '${old?.id}' is used by ${users.length} protected items`,
        409,
      );
}
