/** `azure-native.compute.VirtualMachineScaleSet`: automatic image upgrades, health sources and guest patching. */
import { isRecord, isUnknown, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";
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
  refuseChange,
  refuseUnlocated,
  uuid,
} from "../arm";
import { checkPatchSettings, patchModeOf } from "./patchSettings";
import { checkUpgradePolicy } from "./upgradePolicy";

const put: ArmOperation = { operation: "VirtualMachineScaleSets_CreateOrUpdate" };

const maxCapacity = 1000;

export const scaleSet: ServiceRules = {
  type: "azure-native:compute:VirtualMachineScaleSet",
  replaceOn: ["location", "resourceGroupName", "vmScaleSetName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "vmScaleSetName", knownText(inputs, "vmScaleSetName", unknown), {
      form: /^[A-Za-z0-9](?:[\w.-]{0,62}[A-Za-z0-9_])?$/,
      hint: "1 to 64 letters, digits, hyphens, underscores and dots, beginning with a letter or digit",
      code: "InvalidParameter",
    }),
    ...checkWord(put, "orchestrationMode", inputs["orchestrationMode"], ["Uniform", "Flexible"]),
    ...checkRange(put, "sku.capacity", recordAt(inputs, "sku")["capacity"], [0, maxCapacity]),
    ...checkUpgradePolicy(put, recordAt(inputs, "upgradePolicy")),
    ...checkPatching(inputs, unknown),
    ...checkHealth(inputs, unknown),
    ...checkRepairs(inputs, unknown),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put),
  refuseUpdate: (request) => refuseChange(request, put, ["orchestrationMode"]),
  create: (request) => ({
    id: groupId(
      request,
      "Microsoft.Compute/virtualMachineScaleSets",
      nameOf(request, "vmScaleSetName"),
    ),
    outputs: { ...identityOutputs(request), uniqueId: uuid(request.random) },
  }),
  update: identityOutputs,
};

function profileOf(inputs: Plain): Plain {
  return recordAt(inputs, "virtualMachineProfile");
}

function upgradesImages(inputs: Plain): boolean {
  const policy = recordAt(inputs, "upgradePolicy", "automaticOSUpgradePolicy");
  return policy["enableAutomaticOSUpgrade"] === true;
}

function isFlexible(inputs: Plain): boolean {
  return inputs["orchestrationMode"] === "Flexible";
}

/** Source: "Azure Virtual Machine Scale Set automatic OS image upgrades", requirements. */
function checkPatching(inputs: Plain, unknown: readonly string[]): Failure[] {
  const at = "virtualMachineProfile.osProfile";
  const osProfile = recordAt(profileOf(inputs), "osProfile");
  const storageProfile = recordAt(profileOf(inputs), "storageProfile");
  const windows = recordAt(osProfile, "windowsConfiguration");
  const hotpatch = recordAt(windows, "patchSettings")["enableHotpatching"] === true;
  const automatic = windows["enableAutomaticUpdates"] ?? true;
  return [
    ...checkPatchSettings({ put, at, osProfile, storageProfile }, unknown),
    ...failWhen(
      hotpatch && !isFlexible(inputs) && !isUnknown(unknown, "orchestrationMode"),
      put,
      `${at}.windowsConfiguration.patchSettings.enableHotpatching`,
      "enableHotpatching is not supported for a scale set of orchestration mode Uniform",
    ),
    ...failWhen(
      upgradesImages(inputs) && patchModeOf(osProfile) === "AutomaticByPlatform",
      put,
      at,
      "patchMode AutomaticByPlatform is not supported with automatic OS upgrades: use one of the two",
    ),
    ...failWhen(
      upgradesImages(inputs) && isRecord(osProfile["windowsConfiguration"]) && automatic !== false,
      put,
      `${at}.windowsConfiguration.enableAutomaticUpdates`,
      `Automatic OS upgrades need enableAutomaticUpdates to be false, got ${automatic}`,
    ),
    ...checkImage(inputs, recordAt(storageProfile, "imageReference"), unknown),
  ];
}

/** A platform image follows `latest`; one of a gallery names no version. */
function checkImage(inputs: Plain, image: Plain, unknown: readonly string[]): Failure[] {
  const at = "virtualMachineProfile.storageProfile.imageReference";
  const version = textOf(image["version"]);
  const id = textOf(image["id"]) ?? textOf(image["sharedGalleryImageId"]);
  const isPinned =
    id === undefined
      ? version !== undefined && version !== "latest"
      : /\/versions\/(?!latest$)[^/]+$/i.test(id);
  return failWhen(
    upgradesImages(inputs) && isPinned && !isUnknown(unknown, at),
    put,
    at,
    `Automatic OS upgrades need the image version latest, got '${version ?? id}'`,
  );
}

/** What tells the health of the instances: a load balancer's probe, or the extension. */
function healthSources(inputs: Plain): { readonly probe: boolean; readonly extension: boolean } {
  const profile = profileOf(inputs);
  const extensions = recordsOf(recordAt(profile, "extensionProfile")["extensions"]);
  return {
    probe: isRecord(recordAt(profile, "networkProfile")["healthProbe"]),
    extension: extensions.some(({ publisher, type }) =>
      /^Microsoft\.ManagedServices\/ApplicationHealth(Linux|Windows)$/i.test(
        `${publisher}/${type}`,
      ),
    ),
  };
}

function checkHealth(inputs: Plain, unknown: readonly string[]): Failure[] {
  const { probe, extension } = healthSources(inputs);
  const open =
    isUnknown(unknown, "virtualMachineProfile.networkProfile") ||
    isUnknown(unknown, "virtualMachineProfile.extensionProfile");
  const rolling = recordAt(inputs, "upgradePolicy")["mode"] === "Rolling";
  const guest = patchModeOf(recordAt(profileOf(inputs), "osProfile")) === "AutomaticByPlatform";
  return [
    ...failWhen(
      probe && extension,
      put,
      "virtualMachineProfile",
      "A scale set has one source of health: a health probe or the Application Health extension, got both",
    ),
    ...failWhen(
      (rolling || upgradesImages(inputs)) && !probe && !extension && !open,
      put,
      "upgradePolicy",
      "Rolling upgrades and automatic OS upgrades are not supported for this scale set because a health probe or health extension was not specified",
    ),
    ...failWhen(
      guest && isFlexible(inputs) && !extension && !open,
      put,
      "virtualMachineProfile.extensionProfile",
      "patchMode AutomaticByPlatform on a scale set of orchestration mode Flexible needs the Application Health extension",
    ),
  ];
}

function checkRepairs(inputs: Plain, unknown: readonly string[]): Failure[] {
  const policy = recordAt(inputs, "automaticRepairsPolicy");
  const { probe, extension } = healthSources(inputs);
  const period = textOf(policy["gracePeriod"]);
  const [matched, hours = "0", rest = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(period ?? "") ?? [];
  const minutes = matched === undefined ? Number.NaN : Number(hours) * 60 + Number(rest);
  return [
    ...failWhen(
      policy["enabled"] === true &&
        !probe &&
        !extension &&
        !isUnknown(unknown, "virtualMachineProfile"),
      put,
      "automaticRepairsPolicy",
      "Automatic repairs are not supported for this scale set because a health probe or health extension was not specified",
    ),
    ...failWhen(
      period !== undefined && !(minutes >= 10 && minutes <= 90),
      put,
      "automaticRepairsPolicy.gracePeriod",
      `automaticRepairsPolicy.gracePeriod must be PT10M to PT90M, got '${period}'`,
    ),
  ];
}
