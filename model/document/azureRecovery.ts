/** Where Azure Backup keeps machines, beside the restore points of patch runs. */
import { azureBackupDays } from "../azureBackups";
import type { PathFault } from "../fault";
import { mapping, oneOf, patternText, truth } from "./parsed";
import { entries, field, items, textOf } from "./raw";
import { recoveryPoint } from "./recoveryPoint";
import { wholeDays } from "./times";

export const azureRecovery = mapping({
  vault: patternText(
    /^[A-Za-z][A-Za-z0-9-]{1,49}$/,
    "the name of a Recovery Services vault, 2–50 letters, digits and hyphens from a letter on",
  )
    .optional()
    .meta({
      description:
        "Recovery Services vault that exists in the resource group, for one location; a new one in each subscription and location when left out",
      examples: ["patching-vault"],
    }),
  immutability: oneOf(["disabled", "unlocked", "locked"])
    .optional()
    .meta({
      description:
        "Whether a backup can be deleted before its time: unlocked can be taken back, locked never; Azure locks no vault as it is made, so deploy unlocked first",
      default: "unlocked",
      examples: ["locked"],
    }),
  redundancy: oneOf(["geo", "zone", "local"])
    .optional()
    .meta({
      description: "Where copies of the backups lie; it can never change",
      default: "geo",
      examples: ["zone"],
    }),
  crossRegionRestore: truth()
    .optional()
    .meta({
      description:
        "Whether backups can be restored in the paired region too, with geo; never switched off again, and on with geo when left out",
      examples: [false],
    }),
  softDelete: wholeDays(14, 180)
    .optional()
    .meta({
      description: "How long a deleted backup can be had back",
      default: "14d",
      examples: ["30d"],
    }),
}).superRefine(({ vault, ...ofVault }, context) => {
  const { redundancy, crossRegionRestore } = ofVault;
  const refuse = (path: string, message: string): void =>
    context.addIssue({ code: "custom", path: [path], message });
  if (crossRegionRestore === true && redundancy !== undefined && redundancy !== "geo") {
    refuse("crossRegionRestore", "must be left out without geo: only those backups are elsewhere");
  }
  if (vault === undefined) return;
  for (const [key, value] of Object.entries(ofVault)) {
    if (value === undefined) continue;
    refuse(key, "must be left out with vault: who made the vault decides it");
  }
});

/** Works on the raw values, as the faults of one cloud do. */
export function azureRecoveryFaults(root: unknown): PathFault[] {
  const written = field(field(field(root, "clouds"), "azure"), "recovery");
  return written === undefined ? [] : [...vaultFaults(root, written), ...keepFaults(root)];
}

/** Azure Backup takes machines of the vault's own location only. */
function vaultFaults(root: unknown, written: unknown): PathFault[] {
  if (field(written, "vault") === undefined) return [];
  const locations = new Set(
    entries(field(root, "groups")).flatMap(([, group]) =>
      items(field(field(group, "azure"), "locations")).map(textOf),
    ),
  );
  if (locations.size <= 1) return [];
  const message = `clouds.azure.recovery.vault: one vault is in one location, and groups are patched in ${[...locations].join(", ")}; leave it out, and each gets one`;
  return [{ path: ["clouds", "azure", "recovery", "vault"], message }];
}

/** A tier whose recovery points are kept for less than Azure Backup keeps a daily one. */
function keepFaults(root: unknown): PathFault[] {
  const used = new Set(
    entries(field(root, "groups"))
      .filter(([, group]) => field(group, "azure") !== undefined)
      .map(([, group]) => field(group, "tier")),
  );
  return entries(field(root, "tiers")).flatMap(([tier, value]) => {
    if (!used.has(tier)) return [];
    const parsed = recoveryPoint.safeParse(field(value, "recoveryPoint") ?? {});
    if (!parsed.success || !parsed.data.required) return [];
    const { keep } = parsed.data;
    if (keep >= azureBackupDays.least && keep <= azureBackupDays.most) return [];
    const path = ["tiers", tier, "recoveryPoint", "keep"];
    const message = `tiers.${tier}.recoveryPoint.keep: Azure Backup keeps daily backups for ${azureBackupDays.least}d to ${azureBackupDays.most}d, got ${keep}d; keep them longer, or leave clouds.azure.recovery out`;
    return [{ path, message }];
  });
}
