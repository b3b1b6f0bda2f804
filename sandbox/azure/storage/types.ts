/** Tokens of the storage types whose rules look at each other, and the ids of what an account holds. */
import { textOf } from "../../plainValue";
import type { ServiceRequest, StoredResource } from "../../service";
import { groupId, resourceWith } from "../arm";

export const accountType = "azure-native:storage:StorageAccount";

/** "Naming rules and restrictions for Azure resources". */
export const containerForm = /^(\$root|\$web|\$logs|(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*)$/;

/** The id of the account that a container or a policy names. */
export function accountIdOf(request: ServiceRequest): string {
  const name = textOf(request.inputs["accountName"]) ?? "";
  return groupId(request, "Microsoft.Storage/storageAccounts", name);
}

/** The account of a container or a policy; undefined when no state has it. */
export function accountOf(request: ServiceRequest): StoredResource | undefined {
  return resourceWith(request, accountType, accountIdOf(request));
}
