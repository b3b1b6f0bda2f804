/** Patch settings of machines and scale sets: modes by system, what each mode needs, and hotpatching. */
import { isRecord, isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure } from "../../service";
import { type ArmOperation, checkWord, failWhen } from "../arm";

const patchModes: Readonly<Record<string, readonly string[]>> = {
  windowsConfiguration: ["Manual", "AutomaticByOS", "AutomaticByPlatform"],
  linuxConfiguration: ["ImageDefault", "AutomaticByPlatform"],
};
const assessmentModes = ["ImageDefault", "AutomaticByPlatform"];
const rebootSettings = ["Unknown", "IfRequired", "Never", "Always"];

/** "Hotpatch for virtual machines": SKUs of MicrosoftWindowsServer. */
const hotpatchSkus = [
  "2022-datacenter-azure-edition-core",
  "2022-datacenter-azure-edition-core-smalldisk",
  "2022-datacenter-azure-edition-hotpatch",
  "2022-datacenter-azure-edition-hotpatch-smalldisk",
  "2025-datacenter-azure-edition",
  "2025-datacenter-azure-edition-smalldisk",
  "2025-datacenter-azure-edition-core",
  "2025-datacenter-azure-edition-core-smalldisk",
];

/** A machine's profile, where its properties stand in the request, and what makes it. */
export interface Profile {
  readonly put: ArmOperation;
  /** `osProfile`, `virtualMachineProfile.osProfile` */
  readonly at: string;
  readonly osProfile: Plain;
  readonly storageProfile: Plain;
}

export function settingsOf(osProfile: Plain, system: string): Plain {
  return recordAt(osProfile, system, "patchSettings");
}

/** The mode of whichever system the profile has. */
export function patchModeOf(osProfile: Plain): string | undefined {
  return Object.keys(patchModes)
    .map((system) => textOf(settingsOf(osProfile, system)["patchMode"]))
    .find((mode) => mode !== undefined);
}

export function checkPatchSettings(profile: Profile, unknown: readonly string[]): Failure[] {
  const { put, at, osProfile } = profile;
  const systems = Object.keys(patchModes).filter((system) => isRecord(osProfile[system]));
  return [
    ...failWhen(
      systems.length > 1,
      put,
      at,
      `${at}.windowsConfiguration and ${at}.linuxConfiguration are mutually exclusive`,
    ),
    ...systems.flatMap((system) => [
      ...checkModes(profile, system),
      ...checkPlatformMode(profile, system, unknown),
    ]),
    ...checkUpdates(profile),
    ...checkHotpatch(profile, unknown),
  ];
}

function checkModes({ put, at, osProfile }: Profile, system: string): Failure[] {
  const settings = settingsOf(osProfile, system);
  const path = `${at}.${system}.patchSettings`;
  const platform = recordAt(settings, "automaticByPlatformSettings");
  return [
    ...checkWord(put, `${path}.patchMode`, settings["patchMode"], patchModes[system] ?? []),
    ...checkWord(put, `${path}.assessmentMode`, settings["assessmentMode"], assessmentModes),
    ...checkWord(
      put,
      `${path}.automaticByPlatformSettings.rebootSetting`,
      platform["rebootSetting"],
      rebootSettings,
    ),
  ];
}

/** The platform patches through the agent and its extensions; its settings have no meaning in other modes. */
function checkPlatformMode(
  { put, at, osProfile }: Profile,
  system: string,
  unknown: readonly string[],
): Failure[] {
  const settings = settingsOf(osProfile, system);
  const path = `${at}.${system}.patchSettings`;
  const mode = textOf(settings["patchMode"]);
  if (isUnknown(unknown, `${path}.patchMode`)) return [];
  if (mode !== "AutomaticByPlatform") {
    return failWhen(
      isRecord(settings["automaticByPlatformSettings"]),
      put,
      `${path}.automaticByPlatformSettings`,
      `automaticByPlatformSettings needs patchMode AutomaticByPlatform, got '${mode ?? "none"}'`,
    );
  }
  return [
    ...failWhen(
      recordAt(osProfile, system)["provisionVMAgent"] === false,
      put,
      `${at}.${system}.provisionVMAgent`,
      "patchMode AutomaticByPlatform needs provisionVMAgent to be true",
    ),
    ...failWhen(
      osProfile["allowExtensionOperations"] === false,
      put,
      `${at}.allowExtensionOperations`,
      "patchMode AutomaticByPlatform needs allowExtensionOperations to be true",
    ),
  ];
}

function checkUpdates({ put, at, osProfile }: Profile): Failure[] {
  const windows = recordAt(osProfile, "windowsConfiguration");
  const mode = textOf(recordAt(windows, "patchSettings")["patchMode"]);
  const automatic = windows["enableAutomaticUpdates"] ?? true;
  const wrong =
    (mode === "Manual" && automatic !== false) || (mode === "AutomaticByOS" && automatic === false);
  return failWhen(
    wrong,
    put,
    `${at}.windowsConfiguration.enableAutomaticUpdates`,
    `patchMode ${mode} needs enableAutomaticUpdates to be ${mode !== "Manual"}, got ${automatic}`,
  );
}

function checkHotpatch(
  { put, at: root, osProfile, storageProfile }: Profile,
  unknown: readonly string[],
): Failure[] {
  const settings = settingsOf(osProfile, "windowsConfiguration");
  const at = `${root}.windowsConfiguration.patchSettings.enableHotpatching`;
  if (settings["enableHotpatching"] !== true) return [];
  const platform = recordAt(settings, "automaticByPlatformSettings");
  const sku = textOf(recordAt(storageProfile, "imageReference")["sku"]);
  return [
    ...failWhen(
      settings["patchMode"] !== "AutomaticByPlatform" && !isUnknown(unknown, root),
      put,
      at,
      "enableHotpatching needs patchMode AutomaticByPlatform",
    ),
    ...failWhen(
      platform["bypassPlatformSafetyChecksOnUserSchedule"] === true,
      put,
      at,
      "Hotpatch updates require platform safety checks: bypassPlatformSafetyChecksOnUserSchedule must be false when enableHotpatching is true",
    ),
    ...failWhen(
      sku !== undefined && !hotpatchSkus.includes(sku.toLowerCase()),
      put,
      at,
      `enableHotpatching is not supported by the image SKU '${sku}'`,
    ),
  ];
}
