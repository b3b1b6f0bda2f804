/** A policy of Azure Backup for virtual machines, as its API takes it, and its assignment to the machines of patch groups. */
import type { types } from "@pulumi/azure-native";
import { toWindowsZone } from "../../../model/azureZone";
import type { CivilDate } from "../../../model/time";
import type { BackupPolicy } from "./recoveryVaultArgs";

type Properties = types.input.recoveryservices.AzureIaaSVMProtectionPolicyArgs;

/** What the vault keeps at the least beside the machine. */
const defaultSnapshotDays = 2;

/** Daily, of the second generation: it also takes machines with Ultra and Premium v2 disks, and trusted launch. */
export function backupPolicyProperties(
  { at, timezone, keepDays, snapshotDays = defaultSnapshotDays }: BackupPolicy,
  effectiveFrom: CivilDate,
): Properties {
  const zone = toWindowsZone(timezone, effectiveFrom);
  if (!zone.ok) throw new Error(`Azure Backup cannot keep this time: ${zone.reason}`);
  // Only the time of day counts, in the zone; the API writes it as if it were in UTC.
  const times = [`${effectiveFrom}T${at}:00Z`];
  return {
    backupManagementType: "AzureIaasVM",
    policyType: "V2",
    timeZone: zone.name,
    instantRpRetentionRangeInDays: snapshotDays,
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Daily",
      dailySchedule: { scheduleRunTimes: times },
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: {
        retentionTimes: times,
        retentionDuration: { count: keepDays, durationType: "Days" },
      },
    },
  };
}

/** Built-in roles that the policy's own definition names: Virtual Machine Contributor and Backup Contributor. */
const remediationRoles = [
  "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
  "5e467623-bb1f-42f4-a55d-6e525e11384b",
];

/**
 * "Configure backup on virtual machines with a given tag to an existing recovery services vault in the same location": it takes
 * machines from the images that it lists, and no others.
 * @see https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions/Backup
 */
export function backupAssignment(
  policy: BackupPolicy,
  place: { readonly location: string; readonly backupPolicyId: string },
): Record<string, { readonly value: unknown }> {
  return {
    vaultLocation: { value: place.location },
    inclusionTagName: { value: "PatchGroup" },
    inclusionTagValue: { value: [...policy.patchGroups] },
    backupPolicyId: { value: place.backupPolicyId },
    effect: { value: "DeployIfNotExists" },
  };
}

export const backupDefinition = {
  definitionId:
    "/providers/Microsoft.Authorization/policyDefinitions/345fa903-145c-4fe1-8bcd-93ec2adccde8",
  roles: remediationRoles,
};
