/** What a recovery vault is told. */
import type * as pulumi from "@pulumi/pulumi";
import type { CivilDate, ZoneName } from "../../../model/time";
import type { KeysOf } from "../../argumentForms";
import type { Tags } from "../../tags";
import type { ExistingIdentity } from "../workflowWithRole";

export interface RecoveryVaultArgs {
  /** Existing resource group of the vault. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Location of the vault and of the machines: Azure Backup takes those of its own location only. */
  readonly location: pulumi.Input<string>;
  /** Subscription of the machines, and of the vault. */
  readonly subscriptionId: pulumi.Input<string>;
  /** When machines are backed up, and for how long; each with machines of its own. */
  readonly policies: readonly BackupPolicy[];
  /** Day that the times of the policies are written with, `YYYY-MM-DD`; it decides nothing. */
  readonly effectiveFrom: CivilDate;
  /** Vault that exists already, in `resourceGroupName`. @default - one is made */
  readonly existingVaultName?: pulumi.Input<string>;
  /** Whether backups can be deleted before their time. `Locked` is for ever, and the vault is protected; Azure locks no vault as it is made: deploy `Unlocked` first. @default "Unlocked" */
  readonly immutability?: "Disabled" | "Unlocked" | "Locked";
  /** Where copies of the backups lie. It can never change. @default "GeoRedundant" */
  readonly redundancy?: "GeoRedundant" | "ZoneRedundant" | "LocallyRedundant";
  /** Backups can be restored in the paired region too; never switched off again. @default - true with GeoRedundant */
  readonly crossRegionRestore?: boolean;
  /** Days in which a deleted backup can be had back, 14–180. @default 14 */
  readonly softDeleteDays?: number;
  /** Identity that registers machines with the vault. @default - one of its own for each policy */
  readonly identity?: ExistingIdentity;
  readonly tags?: Tags;
}

/** Daily backups of the machines of some patch groups. */
export interface BackupPolicy {
  /** Short and unique in the vault; part of names. */
  readonly key: string;
  /** Local time of the backup, on the hour or half past, such as `00:30`. */
  readonly at: string;
  /** IANA zone of `at`. */
  readonly timezone: ZoneName;
  /** 7–9999 */
  readonly keepDays: number;
  /** Days that a backup can be restored at once, from a snapshot beside the machine, 1–30. @default 2 */
  readonly snapshotDays?: number;
  /** Values of the `PatchGroup` tag of the machines. */
  readonly patchGroups: readonly string[];
}

export const argumentNames: KeysOf<RecoveryVaultArgs> = {
  resourceGroupName: "needed",
  location: "needed",
  subscriptionId: "needed",
  policies: "needed list of mappings",
  effectiveFrom: "needed text",
  existingVaultName: true,
  immutability: "text",
  redundancy: "text",
  crossRegionRestore: true,
  softDeleteDays: true,
  identity: "mapping",
  tags: "mapping",
};
