/** `azure-native.compute.VirtualMachine`: the patch settings as the Compute API takes and refuses them. */
import { isRecord, isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  failWhen,
  groupId,
  identityOutputs,
  nameOf,
  refusal,
  uuid,
} from "../arm";

const put: ArmOperation = { operation: "VirtualMachines_CreateOrUpdate" };

const patchModes: Readonly<Record<string, readonly string[]>> = {
  windowsConfiguration: ["Manual", "AutomaticByOS", "AutomaticByPlatform"],
  linuxConfiguration: ["ImageDefault", "AutomaticByPlatform"],
};
const assessmentModes = ["ImageDefault", "AutomaticByPlatform"];

export const virtualMachine: ServiceRules = {
  type: "azure-native:compute:VirtualMachine",
  replaceOn: [
    "availabilitySet",
    "location",
    "osProfile.adminUsername",
    "osProfile.computerName",
    "osProfile.windowsConfiguration.enableAutomaticUpdates",
    "resourceGroupName",
    "storageProfile.imageReference",
    "vmName",
    "zones",
  ],
  check: checkMachine,
  refuseUpdate: refuseModeChange,
  create: (request) => ({
    id: groupId(request, "Microsoft.Compute/virtualMachines", nameOf(request, "vmName")),
    outputs: {
      ...identityOutputs(request),
      vmId: uuid(request.random),
      timeCreated: new Date(request.now * 60_000).toISOString(),
    },
  }),
  update: identityOutputs,
};

function checkMachine(inputs: Plain, _scope: unknown, unknown: readonly string[]): Failure[] {
  const profile = recordAt(inputs, "osProfile");
  const systems = Object.keys(patchModes).filter((system) => isRecord(profile[system]));
  return [
    ...failWhen(
      systems.length > 1,
      put,
      "osProfile",
      "osProfile.windowsConfiguration and osProfile.linuxConfiguration are mutually exclusive",
    ),
    ...systems.flatMap((system) => [
      ...checkModes(profile, system),
      ...checkPlatformMode(profile, system, unknown),
    ]),
    ...checkUpdates(recordAt(profile, "windowsConfiguration")),
    ...checkHotpatch(inputs, unknown),
  ];
}

function settingsOf(profile: Plain, system: string): Plain {
  return recordAt(profile, system, "patchSettings");
}

function checkModes(profile: Plain, system: string): Failure[] {
  const settings = settingsOf(profile, system);
  const allowed: readonly [string, readonly string[]][] = [
    ["patchMode", patchModes[system] ?? []],
    ["assessmentMode", assessmentModes],
  ];
  return allowed.flatMap(([property, words]) => {
    const value = textOf(settings[property]);
    return failWhen(
      value !== undefined && !words.includes(value),
      put,
      `osProfile.${system}.patchSettings.${property}`,
      `The value '${value}' of parameter ${system}.patchSettings.${property} is not valid, allowed: ${words.join(", ")}`,
    );
  });
}

/** The platform patches through the agent and its extensions; its settings have no meaning in other modes. */
function checkPlatformMode(profile: Plain, system: string, unknown: readonly string[]): Failure[] {
  const settings = settingsOf(profile, system);
  const at = `osProfile.${system}.patchSettings`;
  const mode = textOf(settings["patchMode"]);
  if (isUnknown(unknown, `${at}.patchMode`)) {
    return [];
  }
  if (mode !== "AutomaticByPlatform") {
    return failWhen(
      isRecord(settings["automaticByPlatformSettings"]),
      put,
      `${at}.automaticByPlatformSettings`,
      `automaticByPlatformSettings needs patchMode AutomaticByPlatform, got '${mode ?? "none"}'`,
    );
  }
  return [
    ...failWhen(
      recordAt(profile, system)["provisionVMAgent"] === false,
      put,
      `osProfile.${system}.provisionVMAgent`,
      "patchMode AutomaticByPlatform needs provisionVMAgent to be true",
    ),
    ...failWhen(
      profile["allowExtensionOperations"] === false,
      put,
      "osProfile.allowExtensionOperations",
      "patchMode AutomaticByPlatform needs allowExtensionOperations to be true",
    ),
  ];
}

function checkUpdates(windows: Plain): Failure[] {
  const mode = textOf(recordAt(windows, "patchSettings")["patchMode"]);
  const automatic = windows["enableAutomaticUpdates"] ?? true;
  const wrong =
    (mode === "Manual" && automatic !== false) || (mode === "AutomaticByOS" && automatic === false);
  return failWhen(
    wrong,
    put,
    "osProfile.windowsConfiguration.enableAutomaticUpdates",
    `patchMode ${mode} needs enableAutomaticUpdates to be ${mode !== "Manual"}, got ${automatic}`,
  );
}

function checkHotpatch(inputs: Plain, unknown: readonly string[]): Failure[] {
  const windows = recordAt(inputs, "osProfile", "windowsConfiguration");
  const settings = recordAt(windows, "patchSettings");
  const at = "osProfile.windowsConfiguration.patchSettings.enableHotpatching";
  if (settings["enableHotpatching"] !== true) {
    return [];
  }
  const platform = recordAt(settings, "automaticByPlatformSettings");
  const sku = textOf(recordAt(inputs, "storageProfile", "imageReference")["sku"]);
  return [
    ...failWhen(
      settings["patchMode"] !== "AutomaticByPlatform" && !isUnknown(unknown, "osProfile"),
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
      sku !== undefined && !/azure-edition/i.test(sku),
      put,
      at,
      `enableHotpatching is not supported by the image SKU '${sku}'`,
    ),
  ];
}

/** Windows can't go from one of these modes to the other without a new machine. */
function refuseModeChange({ inputs, old }: ServiceRequest): string | undefined {
  const modeOf = (value: unknown) =>
    textOf(settingsOf(recordAt(value, "osProfile"), "windowsConfiguration")["patchMode"]);
  const before = modeOf(old?.inputs);
  const after = modeOf(inputs);
  const fixed = ["Manual", "AutomaticByOS"];
  return before !== after && fixed.includes(before ?? "") && fixed.includes(after ?? "")
    ? refusal(
        put,
        "PropertyChangeNotAllowed",
        `Changing property 'windowsConfiguration.patchSettings.patchMode' from ${before} to ${after} is not allowed.`,
        409,
      )
    : undefined;
}
