/** `azure-native.recoveryservices.Vault`: what cannot be taken back, and what keeps a vault from being deleted. */
import { type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  checkRange,
  checkWord,
  failWhen,
  groupId,
  identityOutputs,
  knownText,
  nameOf,
  refusal,
  refuseUnlocated,
} from "../arm";
import { isIn, itemType, softDeleted, softDeleteOf, vaultType } from "./types";

const put: ArmOperation = { operation: "Vaults_CreateOrUpdate" };

const redundancies = ["LocallyRedundant", "GeoRedundant", "ZoneRedundant"];
const immutability = ["Disabled", "Unlocked", "Locked"];
const softDelete = ["Enabled", "Disabled", "AlwaysON"];
/** Days that deleted items are kept. Source: "Enhanced soft delete for Azure Backup". */
const keptDays = [14, 180] as const;

export const vault: ServiceRules = {
  type: vaultType,
  replaceOn: ["location", "resourceGroupName", "vaultName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "vaultName", knownText(inputs, "vaultName", unknown), {
      form: /^[a-zA-Z][a-zA-Z0-9-]{1,49}$/,
      hint: "2 to 50 letters, digits and hyphens, beginning with a letter",
    }),
    ...checkWord(put, "sku.name", recordAt(inputs, "sku")["name"], ["RS0", "Standard"]),
    ...checkSecurity(inputs),
    ...checkRedundancy(inputs),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put) ?? refuseLockedAtOnce(request),
  refuseUpdate: (request) =>
    refuseUnlocking(request) ?? refuseSoftDelete(request) ?? refuseRedundancy(request),
  refuseDelete: refuseFull,
  create: (request) => ({
    id: groupId(request, "Microsoft.RecoveryServices/vaults", nameOf(request, "vaultName")),
    outputs: answer(request),
  }),
  update: answer,
};

/** The API answers its defaults, and its own states beside them. */
function answer(request: ServiceRequest): Plain {
  const { inputs } = request;
  return {
    ...identityOutputs(request),
    sku: inputs["sku"] ?? { name: "Standard" },
    properties: {
      ...recordAt(inputs, "properties"),
      provisioningState: "Succeeded",
      redundancySettings: {
        standardTierStorageRedundancy: redundancyOf(inputs),
        crossRegionRestore: crossRegionOf(inputs),
      },
    },
  };
}

function redundancySettings(inputs: unknown): Plain {
  return recordAt(inputs, "properties", "redundancySettings");
}

function redundancyOf(inputs: unknown): string {
  return textOf(redundancySettings(inputs)["standardTierStorageRedundancy"]) ?? "GeoRedundant";
}

function crossRegionOf(inputs: unknown): string {
  return textOf(redundancySettings(inputs)["crossRegionRestore"]) ?? "Disabled";
}

function immutabilityOf(inputs: unknown): string {
  const settings = recordAt(inputs, "properties", "securitySettings", "immutabilitySettings");
  return textOf(settings["state"]) ?? "Disabled";
}

function softDeleteStateOf(inputs: unknown): string {
  return textOf(softDeleteOf(inputs)["softDeleteState"]) ?? "Enabled";
}

function checkSecurity(inputs: Plain): Failure[] {
  const at = "properties.securitySettings";
  return [
    ...checkWord(put, `${at}.immutabilitySettings.state`, immutabilityOf(inputs), immutability),
    ...checkWord(
      put,
      `${at}.softDeleteSettings.softDeleteState`,
      softDeleteStateOf(inputs),
      softDelete,
    ),
    ...checkRange(
      put,
      `${at}.softDeleteSettings.softDeleteRetentionPeriodInDays`,
      softDeleteOf(inputs)["softDeleteRetentionPeriodInDays"],
      keptDays,
    ),
  ];
}

function checkRedundancy(inputs: Plain): Failure[] {
  const at = "properties.redundancySettings";
  const crossRegion = crossRegionOf(inputs);
  const redundancy = redundancyOf(inputs);
  return [
    ...checkWord(put, `${at}.standardTierStorageRedundancy`, redundancy, redundancies),
    ...checkWord(put, `${at}.crossRegionRestore`, crossRegion, ["Enabled", "Disabled"]),
    ...failWhen(
      crossRegion === "Enabled" && redundancy !== "GeoRedundant",
      put,
      `${at}.crossRegionRestore`,
      `Cross Region Restore needs standardTierStorageRedundancy GeoRedundant, got '${redundancy}'`,
      "BMSUserErrorCrossRegionRestoreNotSupported",
    ),
  ];
}

/** States go Disabled ⇄ Unlocked → Locked, and a vault is never made locked. */
function refuseLockedAtOnce({ inputs }: ServiceRequest): string | undefined {
  return immutabilityOf(inputs) === "Locked" ? refuseState("Disabled", "Locked") : undefined;
}

function refuseUnlocking({ inputs, old }: ServiceRequest): string | undefined {
  const before = immutabilityOf(old?.inputs);
  const after = immutabilityOf(inputs);
  const wrong =
    (before === "Locked" && after !== "Locked") || (before === "Disabled" && after === "Locked");
  return wrong ? refuseState(before, after) : undefined;
}

function refuseState(before: string, after: string): string {
  return refusal(
    put,
    "UserErrorUnsupportedVaultImmutabilityStateChange",
    `The immutability of a vault can't go from ${before} to ${after}: it goes from Disabled to Unlocked and back, and from Unlocked to Locked for good`,
  );
}

function refuseSoftDelete({ inputs, old }: ServiceRequest): string | undefined {
  const after = softDeleteStateOf(inputs);
  return softDeleteStateOf(old?.inputs) === "AlwaysON" && after !== "AlwaysON"
    ? refusal(
        put,
        "UserErrorSoftDeleteAlwaysOnCannotBeChanged",
        `Soft delete of a vault that is AlwaysON can't be changed, got '${after}'`,
      )
    : undefined;
}

function refuseRedundancy({ inputs, old, cloud }: ServiceRequest): string | undefined {
  if (crossRegionOf(old?.inputs) === "Enabled" && crossRegionOf(inputs) !== "Enabled") {
    return refusal(
      put,
      "BMSUserErrorCrossRegionRestoreCannotBeDisabled",
      "Cross Region Restore can't be disabled once it is enabled",
    );
  }
  const before = redundancyOf(old?.inputs);
  const after = redundancyOf(inputs);
  const protects = cloud.everywhere(itemType).some(({ id }) => isIn(old?.id ?? "", id));
  return before !== after && protects
    ? refusal(
        put,
        "BMSUserErrorStorageTypeCannotBeChanged",
        `The storage redundancy of a vault with protected items can't be changed from ${before} to ${after}`,
      )
    : undefined;
}

function refuseFull(request: ServiceRequest): string | undefined {
  const { old, cloud } = request;
  const id = old?.id ?? "";
  const items = cloud.everywhere(itemType).filter((item) => isIn(id, item.id));
  const names = [...items, ...softDeleted(request, id, old)].map((item) =>
    item.id.split("/").at(-1),
  );
  return names.length === 0
    ? undefined
    : refusal(
        { operation: "Vaults_Delete" },
        "ServiceResourceNotEmptyWithBackendMessage",
        `Recovery Services vault cannot be deleted as there are backup items or backup items in soft deleted state in the vault: ${names.join(", ")}`,
        409,
      );
}
