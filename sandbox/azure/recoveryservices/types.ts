/** Tokens of the Recovery Services types whose rules look at each other, and the ids of what a vault holds. */
import { type Plain, recordAt, textOf } from "../../plainValue";
import type { DeletedResource, ServiceRequest, StoredResource } from "../../service";
import { groupId, resourceWith, sameId } from "../arm";

export const vaultType = "azure-native:recoveryservices:Vault";
export const policyType = "azure-native:recoveryservices:ProtectionPolicy";
export const itemType = "azure-native:recoveryservices:ProtectedItem";

/** Days that a deleted item is kept where its vault does not say. Source: "Soft delete for Azure Backup". */
const defaultKeptDays = 14;
const minutesPerDay = 1440;

/** The id of the vault that a policy or an item names. */
export function vaultIdOf(request: ServiceRequest): string {
  const name = textOf(request.inputs["vaultName"]) ?? "";
  return groupId(request, "Microsoft.RecoveryServices/vaults", name);
}

/** The vault of a policy or an item; undefined when no state has it. */
export function vaultOf(request: ServiceRequest): StoredResource | undefined {
  return resourceWith(request, vaultType, vaultIdOf(request));
}

export function isIn(vaultId: string, id: string): boolean {
  return id.toLowerCase().startsWith(`${vaultId.toLowerCase()}/`);
}

/** Items of a vault that are deleted softly: not over yet, and not protected again. */
export function softDeleted(
  { cloud, now }: ServiceRequest,
  vaultId: string,
  vault: StoredResource | undefined,
): readonly DeletedResource[] {
  const settings = softDeleteOf(vault?.inputs);
  if (settings["softDeleteState"] === "Disabled") return [];
  const days = Number(settings["softDeleteRetentionPeriodInDays"] ?? defaultKeptDays);
  const living = cloud.everywhere(itemType);
  return cloud
    .deleted(itemType)
    .filter(({ id, at }) => isIn(vaultId, id) && now - at < days * minutesPerDay)
    .filter(({ id }) => !living.some((item) => sameId(item.id, id)));
}

export function softDeleteOf(inputs: unknown): Plain {
  return recordAt(inputs, "properties", "securitySettings", "softDeleteSettings");
}
