/** When Azure Backup takes machines: daily, some hours before the window of their ring. */
import { backupLeadHours, hoursBefore } from "./backups";
import type { AzureBackupPolicy, AzureConfiguration } from "./plan";
import type { TimeOfDay } from "./schedule";

/** Days for which a daily backup is kept. @see https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare */
export const azureBackupDays = { least: 7, most: 9999 } as const;

/** Machines that are backed up at one time and kept as long share a policy. */
export function azureBackupPolicies(
  configurations: readonly AzureConfiguration[],
): readonly AzureBackupPolicy[] {
  const policies = new Map<string, AzureBackupPolicy & { readonly patchGroups: string[] }>();
  for (const { window, recoveryPoint, patchGroup } of configurations) {
    if (!recoveryPoint.required) continue;
    const { keepDays } = recoveryPoint;
    const at = backupTime(window.schedule.at);
    const zone = window.timezone.replace(/[^A-Za-z0-9]+/g, "-");
    const key = `at-${at.replace(":", "")}-${zone}-${keepDays}d`;
    const policy = policies.get(key) ?? {
      key,
      at,
      timezone: window.timezone,
      keepDays,
      patchGroups: [],
    };
    policy.patchGroups.push(patchGroup);
    policies.set(key, policy);
  }
  return [...policies.values()];
}

/** As long before a window as on AWS, or up to half an hour longer: Azure Backup starts on the hour or half past. */
function backupTime(start: TimeOfDay): string {
  const { at } = hoursBefore(start, backupLeadHours);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(at.hour)}:${at.minute < 30 ? "00" : "30"}`;
}
