/** The vault of one subscription and location, as the plan has it. */
import type * as pulumi from "@pulumi/pulumi";
import type { AzureBackup, AzureUnit } from "../../../model/plan";
import { present } from "../../../model/present";
import type { CivilDate } from "../../../model/time";
import type { Tags } from "../../tags";
import { RecoveryVault } from "./recoveryVault";

const redundancies = {
  geo: "GeoRedundant",
  zone: "ZoneRedundant",
  local: "LocallyRedundant",
} as const;
const immutabilities = { disabled: "Disabled", unlocked: "Unlocked", locked: "Locked" } as const;

interface VaultOptions {
  readonly effectiveFrom: CivilDate;
  readonly tags: Tags | undefined;
  readonly opts: pulumi.ComponentResourceOptions;
}

export function declareRecoveryVault(
  name: string,
  { resourceGroup, location, subscriptionId }: AzureUnit,
  { vault, immutability, redundancy, crossRegionRestore, softDeleteDays, policies }: AzureBackup,
  { effectiveFrom, tags, opts }: VaultOptions,
): RecoveryVault {
  return new RecoveryVault(
    name,
    {
      resourceGroupName: resourceGroup,
      location,
      subscriptionId,
      effectiveFrom,
      policies,
      ...present({
        existingVaultName: vault,
        immutability: immutability && immutabilities[immutability],
        redundancy: redundancy && redundancies[redundancy],
        crossRegionRestore,
        softDeleteDays,
        tags,
      }),
    },
    opts,
  );
}
