/** Backups of machines on Azure, beside the restore points of runs. */
import type { ZoneName } from "../time";

/** Daily backups of the machines of some patch groups. */
export interface AzureBackupPolicy {
  /** Made from what it says: equal policies are one. Letters, digits and hyphens. */
  readonly key: string;
  /** Local time, on the hour or half past: `00:30`. */
  readonly at: string;
  readonly timezone: ZoneName;
  /** 7–9999 */
  readonly keepDays: number;
  readonly patchGroups: readonly string[];
}

/** The vault of one subscription and location. */
export interface AzureBackup {
  /** Of one that exists. @default - a new one */
  readonly vault?: string;
  readonly immutability?: "disabled" | "unlocked" | "locked";
  readonly redundancy?: "geo" | "zone" | "local";
  readonly crossRegionRestore?: boolean;
  readonly softDeleteDays?: number;
  readonly policies: readonly AzureBackupPolicy[];
}
