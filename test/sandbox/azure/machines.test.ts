import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { machineType } from "../../../sandbox/azure/compute/types";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const scaleSetType = "azure-native:compute:VirtualMachineScaleSet";
const arcType = "azure-native:hybridcompute:Machine";

let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object, unknown: string[] = []) =>
  told(cloud.check(type, { ...inputs }, unknown));

function judge(type: string, inputs: object, message: string): void {
  const failures = failuresOf(type, inputs);

  expect(failures === "").toBe(message === "");
  expect(failures).toContain(message);
}

beforeEach(() => {
  cloud = serviceCloud(azureRules, azureHome);
});

const bypass = { bypassPlatformSafetyChecksOnUserSchedule: true };
const platform = { patchMode: "AutomaticByPlatform", automaticByPlatformSettings: bypass };
const hotpatch = { patchMode: "AutomaticByPlatform", enableHotpatching: true };
const image = (sku: string) => ({ storageProfile: { imageReference: { sku } } });

describe("virtual machines", () => {
  const vm = { resourceGroupName: "rg-web", vmName: "web-1", location: "westeurope" };
  const windows = (patchSettings: object, change: object = {}) => ({
    ...vm,
    osProfile: { windowsConfiguration: { patchSettings, ...change } },
  });
  const linux = (patchSettings: object, profile: object = {}) => ({
    ...vm,
    osProfile: { linuxConfiguration: { patchSettings }, ...profile },
  });
  const reboot = (rebootSetting: string) =>
    linux({ ...platform, automaticByPlatformSettings: { ...bypass, rebootSetting } });

  it.each([
    [windows(platform), ""],
    [linux({ ...platform, assessmentMode: "AutomaticByPlatform" }), ""],
    [windows({ patchMode: "Manual" }, { enableAutomaticUpdates: false }), ""],
    [windows({ patchMode: "AutomaticByPlatform" }, { enableAutomaticUpdates: false }), ""],
    [{ ...windows(hotpatch), ...image("2022-datacenter-azure-edition-hotpatch") }, ""],
    [{ ...windows(hotpatch), ...image("2025-Datacenter-Azure-Edition-Core") }, ""],
    [
      {
        ...windows({
          ...hotpatch,
          automaticByPlatformSettings: {
            ...bypass,
            bypassPlatformSafetyChecksOnUserSchedule: false,
          },
        }),
        ...image("2025-datacenter-azure-edition"),
      },
      "",
    ],
    [reboot("Never"), ""],
    [reboot("NeverReboot"), "allowed: Unknown, IfRequired, Never, Always"],
    [linux({ patchMode: "AutomaticByOS" }), "allowed: ImageDefault, AutomaticByPlatform"],
    [windows({ patchMode: "ImageDefault" }), "allowed: Manual, AutomaticByOS"],
    [linux({ assessmentMode: "Daily" }), "patchSettings.assessmentMode"],
    [windows({ patchMode: "Manual" }), "enableAutomaticUpdates to be false, got true"],
    [
      windows({ patchMode: "AutomaticByOS" }, { enableAutomaticUpdates: false }),
      "to be true, got false",
    ],
    [
      linux({ patchMode: "ImageDefault", automaticByPlatformSettings: bypass }),
      "needs patchMode AutomaticByPlatform, got 'ImageDefault'",
    ],
    [windows(platform, { provisionVMAgent: false }), "provisionVMAgent to be true"],
    [windows(hotpatch, { provisionVMAgent: false }), "provisionVMAgent to be true"],
    [linux(platform, { allowExtensionOperations: false }), "allowExtensionOperations to be true"],
    [
      windows({ ...hotpatch, automaticByPlatformSettings: bypass }),
      "Hotpatch updates require platform safety checks",
    ],
    [
      windows({ patchMode: "AutomaticByOS", enableHotpatching: true }),
      "enableHotpatching needs patchMode",
    ],
    [
      { ...windows(hotpatch), ...image("2016-Datacenter") },
      "not supported by the image SKU '2016-Datacenter'",
    ],
    [
      { ...windows(hotpatch), ...image("2022-datacenter-azure-edition") },
      "not supported by the image SKU",
    ],
    [linux(platform, { windowsConfiguration: {} }), "mutually exclusive"],
    [{ ...vm, vmName: "x".repeat(64) }, ""],
    [{ ...vm, vmName: "x".repeat(65) }, "1 to 64 letters"],
  ])("are judged: %#", (inputs, message) => {
    judge(machineType, inputs, message);
  });

  it("can't go from manual to automatic updates in place", () => {
    const made = cloud.create(machineType, windows({ patchMode: "AutomaticByOS" }));

    expect(() => cloud.update(made, windows({ patchMode: "Manual" }))).toThrow(
      "PropertyChangeNotAllowed",
    );
    expect(() => cloud.update(made, windows(platform))).not.toThrow();
  });
});

describe("scale sets", () => {
  const health = {
    extensionProfile: {
      extensions: [{ publisher: "Microsoft.ManagedServices", type: "ApplicationHealthLinux" }],
    },
  };
  const probe = { networkProfile: { healthProbe: { id: "/probes/web" } } };
  const pinned = (reference: object) => ({ storageProfile: { imageReference: reference } });
  const set = (profile: object, change: object = {}) => ({
    resourceGroupName: "rg-web",
    vmScaleSetName: "web",
    location: "westeurope",
    virtualMachineProfile: profile,
    ...change,
  });
  const automatic = (profile: object, change: object = {}) =>
    set(profile, {
      upgradePolicy: {
        mode: "Manual",
        automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true },
      },
      ...change,
    });
  const rolling = (rollingUpgradePolicy: object) =>
    set(probe, { upgradePolicy: { mode: "Rolling", rollingUpgradePolicy } });
  const profileOf = (osProfile: object) => ({ osProfile });
  const windows = (change: object) => profileOf({ windowsConfiguration: change });
  const gallery =
    "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/i";
  const flexible = { orchestrationMode: "Flexible" };
  const guest = profileOf({ linuxConfiguration: { patchSettings: platform } });

  it.each([
    [automatic({ ...health, ...pinned({ sku: "22_04-lts", version: "latest" }) }), ""],
    [automatic({ ...probe, ...pinned({ id: gallery }) }), ""],
    [
      automatic(pinned({ version: "latest" })),
      "health probe or health extension was not specified",
    ],
    [automatic({ ...health, ...probe }), "one source of health"],
    [
      automatic({ ...health, ...pinned({ version: "22.04.1" }) }),
      "image version latest, got '22.04.1'",
    ],
    [automatic({ ...health, ...pinned({ id: `${gallery}/versions/1.0.0` }) }), "versions/1.0.0'"],
    [automatic({ ...health, ...windows({}) }), "enableAutomaticUpdates to be false, got true"],
    [automatic({ ...health, ...windows({ enableAutomaticUpdates: false }) }), ""],
    [automatic({ ...health, ...guest }), "not supported with automatic OS upgrades"],
    [set({ ...health, ...guest }, flexible), ""],
    [set(guest, flexible), "needs the Application Health extension"],
    [set({ ...probe, ...guest }, flexible), "needs the Application Health extension"],
    [set({ ...windows({ patchSettings: hotpatch }) }), "orchestration mode Uniform"],
    [
      set(
        {
          ...health,
          ...windows({ patchSettings: hotpatch }),
          ...image("2025-datacenter-azure-edition"),
        },
        flexible,
      ),
      "",
    ],
    [rolling({ maxBatchInstancePercent: 20, pauseTimeBetweenBatches: "PT0S" }), ""],
    [rolling({ maxBatchInstancePercent: 4 }), "must be 5 to 100, got 4"],
    [rolling({ maxUnhealthyUpgradedInstancePercent: 0 }), ""],
    [rolling({ maxUnhealthyInstancePercent: 101 }), "must be 5 to 100, got 101"],
    [rolling({ pauseTimeBetweenBatches: "5m" }), "use ISO 8601"],
    [set({}, { upgradePolicy: { mode: "Rolling" } }), "health extension was not specified"],
    [set({}, { upgradePolicy: { mode: "Blue" } }), "allowed: Automatic, Manual, Rolling"],
    [set(health, { automaticRepairsPolicy: { enabled: true, gracePeriod: "PT1H30M" } }), ""],
    [set({}, { automaticRepairsPolicy: { enabled: true } }), "Automatic repairs are not supported"],
    [
      set(health, { automaticRepairsPolicy: { enabled: true, gracePeriod: "PT5M" } }),
      "PT10M to PT90M, got 'PT5M'",
    ],
    [set({}, { sku: { capacity: 1001 } }), "must be 0 to 1000, got 1001"],
    [set({}, { orchestrationMode: "Mixed" }), "allowed: Uniform, Flexible"],
    [set({}, { vmScaleSetName: "x".repeat(64) }), ""],
    [set({}, { vmScaleSetName: "x".repeat(65) }), "1 to 64 letters"],
  ])("are judged: %#", (inputs, message) => {
    judge(scaleSetType, inputs, message);
  });

  it("wait for a health source that is not known yet", () => {
    const inputs = automatic(pinned({ version: "latest" }));

    expect(failuresOf(scaleSetType, inputs, ["virtualMachineProfile.networkProfile"])).toBe("");
  });

  it("keep their orchestration mode", () => {
    const made = cloud.create(scaleSetType, set({}, flexible));

    expect(() => cloud.update(made, set({}, { orchestrationMode: "Uniform" }))).toThrow(
      "Changing property 'orchestrationMode' is not allowed",
    );
    expect(() => cloud.update(made, set(health, { ...flexible, zones: ["1"] }))).not.toThrow();
  });
});

describe("Arc machines", () => {
  const arc = (change: object = {}) => ({
    resourceGroupName: "rg-branch",
    machineName: "branch-1",
    location: "westeurope",
    kind: "VMware",
    ...change,
  });
  const settings = { patchMode: "AutomaticByPlatform", assessmentMode: "AutomaticByPlatform" };

  it.each([
    [arc({ osProfile: { linuxConfiguration: settings } }), ""],
    [arc({ osProfile: { windowsConfiguration: { ...settings, enableHotpatching: true } } }), ""],
    [arc({ osProfile: { linuxConfiguration: { assessmentMode: "Daily" } } }), "assessmentMode"],
    [arc({ osProfile: { windowsConfiguration: { patchMode: "Never" } } }), "patchMode"],
    [
      arc({ osProfile: { linuxConfiguration: settings, windowsConfiguration: settings } }),
      "mutually exclusive",
    ],
    [arc({ kind: "Xen" }), "allowed: AVS, HCI"],
    [arc({ identity: { type: "SystemAssigned" } }), ""],
    [arc({ identity: { type: "UserAssigned" } }), "SystemAssigned or none, got 'UserAssigned'"],
    [arc({ machineName: "x".repeat(54) }), ""],
    [arc({ machineName: "x".repeat(55) }), "1 to 54 letters"],
  ])("are judged: %#", (inputs, message) => {
    judge(arcType, inputs, message);
  });

  it("keep the identity of their agent, and their principal", () => {
    const identity = { type: "SystemAssigned" };
    const made = cloud.create(arcType, arc({ vmId: "a", identity }));
    const changed = cloud.update(
      made,
      arc({ vmId: "a", identity, tags: { PatchGroup: "web.all" } }),
    );

    expect(changed.outputs["identity"]).toEqual(made.outputs["identity"]);
    expect(() => cloud.update(changed, arc({ vmId: "b", identity }))).toThrow("'vmId'");
  });
});
