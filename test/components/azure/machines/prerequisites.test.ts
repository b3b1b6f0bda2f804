/** Who patches a machine, by the vendor's own table; and what Azure asks of a scale set, rule by rule. */
import { Machine } from "@pulumi/azure-native/hybridcompute";
import { describe, expect, it } from "vitest";
import {
  arcPatchSettings,
  hotpatchSettings,
  linuxPatchSettings,
  type ScaleSetFacts,
  type ScaleSetOptions,
  scaleSetFaults,
  scaleSetUpgrades,
  takesHotpatches,
  windowsPatchSettings,
} from "../../../../components/azure";
import { type MachinePatching, type WhoPatches, whoPatches } from "../../../../model/azurePatching";
import { deploy } from "../../../support/mocks";

const byPlatform = "AutomaticByPlatform";

describe("the vendor's table of prerequisites, each cell", () => {
  type Cell = readonly [MachinePatching["patchMode"], boolean, boolean, WhoPatches];
  const bySystem = (patchMode: MachinePatching["patchMode"]): readonly Cell[] => [
    [patchMode, true, true, "refused"],
    [patchMode, false, true, "refused"],
    [patchMode, true, false, "nobody"],
    [patchMode, false, false, "nobody"],
  ];
  const cells: readonly Cell[] = [
    [byPlatform, true, true, "schedule"],
    [byPlatform, true, false, "nobody"],
    [byPlatform, false, true, "refused"],
    [byPlatform, false, false, "azure"],
    ...bySystem("AutomaticByOS"),
    ...bySystem("Manual"),
    ...bySystem("ImageDefault"),
  ];

  it.each(cells)("%s, bypass %s, schedule %s: %s", (patchMode, bypass, scheduled, who) => {
    expect(whoPatches({ patchMode, bypass, scheduled })).toBe(who);
  });

  interface Settings {
    readonly patchMode: MachinePatching["patchMode"];
    readonly automaticByPlatformSettings: {
      readonly bypassPlatformSafetyChecksOnUserSchedule: boolean;
    };
  }

  it.each([
    ["windowsPatchSettings", windowsPatchSettings(), true, "schedule"],
    ["linuxPatchSettings", linuxPatchSettings(), true, "schedule"],
    ["windowsPatchSettings, before a schedule is there", windowsPatchSettings(), false, "nobody"],
    [
      "hotpatchSettings",
      hotpatchSettings({
        publisher: "MicrosoftWindowsServer",
        offer: "WindowsServer",
        sku: "2025-datacenter-azure-edition",
      }),
      false,
      "azure",
    ],
  ])("is one that patches as meant, of %s", (_, { patchSettings }, scheduled, who) => {
    const { patchMode, automaticByPlatformSettings: own } = patchSettings as unknown as Settings;
    const bypass = own.bypassPlatformSafetyChecksOnUserSchedule;

    expect(whoPatches({ patchMode, bypass, scheduled })).toBe(who);
  });
});

describe("hotpatches", () => {
  const image = (sku: string) => ({
    publisher: "MicrosoftWindowsServer",
    offer: "WindowsServer",
    sku,
  });

  it.each([
    "2022-datacenter-azure-edition-core",
    "2022-datacenter-azure-edition-core-smalldisk",
    "2022-datacenter-azure-edition-hotpatch",
    "2022-datacenter-azure-edition-hotpatch-smalldisk",
    "2025-datacenter-azure-edition",
    "2025-Datacenter-Azure-Edition-smalldisk",
    "2025-datacenter-azure-edition-core",
    "2025-datacenter-azure-edition-core-smalldisk",
  ])("are for %s, without the bypass of schedules", (sku) => {
    expect(hotpatchSettings(image(sku), { reboot: "never" })).toEqual({
      provisionVMAgent: true,
      enableAutomaticUpdates: true,
      patchSettings: {
        patchMode: byPlatform,
        assessmentMode: byPlatform,
        automaticByPlatformSettings: {
          bypassPlatformSafetyChecksOnUserSchedule: false,
          rebootSetting: "Never",
        },
        enableHotpatching: true,
      },
    });
  });

  it.each([
    // The vendor's own example has this one.
    image("2016-Datacenter"),
    image("2022-datacenter-azure-edition"),
    image("2025-datacenter"),
    { ...image("2025-datacenter-azure-edition"), offer: "WindowsServer2025" },
    { ...image("2025-datacenter-azure-edition"), publisher: "acme" },
    {},
  ])("are refused for %j", (other) => {
    expect(takesHotpatches(other)).toBe(false);
    expect(() => hotpatchSettings(other)).toThrow(
      "hotpatchSettings: the image must be of MicrosoftWindowsServer, WindowsServer, with one of",
    );
  });
});

describe("machines of Azure Arc", () => {
  it.each([
    ["Windows", "windowsConfiguration"],
    ["Linux", "linuxConfiguration"],
  ] as const)("are assessed every day, and need nothing else, on %s", async (system, block) => {
    const { only } = await deploy(
      () =>
        new Machine("edge", {
          resourceGroupName: "rg-edge",
          location: "westeurope",
          osProfile: arcPatchSettings(system),
        }),
    );

    expect(only("azure-native:hybridcompute:Machine").inputs["osProfile"]).toEqual({
      [block]: { assessmentMode: byPlatform },
    });
  });
});

const upgraded: ScaleSetFacts = {
  orchestration: "Uniform",
  system: "Windows",
  upgradesImage: true,
  imageVersion: "latest",
  hasProbe: true,
  hasExtension: false,
  enableAutomaticUpdates: false,
  patchMode: "Manual",
};
const guests: ScaleSetFacts = {
  orchestration: "Flexible",
  system: "Linux",
  upgradesImage: false,
  hasProbe: false,
  hasExtension: true,
  patchMode: byPlatform,
};

describe("rules of scale sets", () => {
  it.each<[string, ScaleSetFacts, Partial<ScaleSetFacts>, readonly string[]]>([
    ["an upgraded one", upgraded, {}, []],
    ["with the extension", upgraded, { hasProbe: false, hasExtension: true }, []],
    [
      "of Linux, whose updates have no switch",
      upgraded,
      { system: "Linux", enableAutomaticUpdates: true },
      [],
    ],
    ["a version", upgraded, { imageVersion: "1.2.3" }, ["image.version must be latest"]],
    ["no source of health", upgraded, { hasProbe: false }, ["got neither"]],
    ["two of them", upgraded, { hasExtension: true }, ["got both"]],
    ["updates by Windows", upgraded, { enableAutomaticUpdates: true }, ["must be false"]],
    [
      "a patch mode of the platform",
      upgraded,
      { patchMode: byPlatform },
      ["patchMode must not be AutomaticByPlatform"],
    ],
    [
      "all of it",
      upgraded,
      { imageVersion: "1", hasProbe: false, enableAutomaticUpdates: true, patchMode: byPlatform },
      ["image.version", "health", "enableAutomaticUpdates", "patchMode"],
    ],
    ["guests of a flexible one", guests, {}, []],
    [
      "without the extension",
      guests,
      { hasExtension: false, hasProbe: true },
      ["health must be the Application Health extension"],
    ],
    [
      "guests of a uniform one",
      guests,
      { orchestration: "Uniform" },
      ["is for flexible orchestration"],
    ],
    ["patched by nobody", guests, { patchMode: "ImageDefault", hasExtension: false }, []],
  ])("say of %s what is wrong", (_, base, changes, faults) => {
    const found = scaleSetFaults({ ...base, ...changes });

    expect(found).toHaveLength(faults.length);
    for (const [index, fault] of faults.entries()) expect(found[index]).toContain(fault);
  });

  it("hold for Windows that says nothing: its updates are on by default", () => {
    const { enableAutomaticUpdates: _, ...silent } = upgraded;

    expect(scaleSetFaults(silent).join()).toContain("enableAutomaticUpdates must be false");
  });
});

describe("scaleSetUpgrades", () => {
  const options: ScaleSetOptions = {
    system: "Linux",
    image: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server" },
    health: { probeId: "/probes/web" },
  };

  it("upgrades the image in batches, with the way back, behind a probe", () => {
    expect(scaleSetUpgrades(options)).toEqual({
      upgradePolicy: {
        mode: "Rolling",
        automaticOSUpgradePolicy: {
          enableAutomaticOSUpgrade: true,
          disableAutomaticRollback: false,
          useRollingUpgradePolicy: true,
        },
        rollingUpgradePolicy: {
          maxBatchInstancePercent: 20,
          maxUnhealthyInstancePercent: 20,
          maxUnhealthyUpgradedInstancePercent: 20,
          pauseTimeBetweenBatches: "PT0M",
          rollbackFailedInstancesOnPolicyBreach: true,
        },
      },
      imageReference: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "latest",
      },
      linuxConfiguration: { provisionVMAgent: true },
      healthProbe: { id: "/probes/web" },
    });
  });

  it("switches Windows' own updates off, and asks the machine itself", () => {
    const parts = scaleSetUpgrades({
      system: "Windows",
      image: { id: "/galleries/web" },
      health: { extension: { protocol: "http", port: 80, requestPath: "/health" } },
    });

    expect(parts.windowsConfiguration).toMatchObject({ enableAutomaticUpdates: false });
    expect(parts.windowsConfiguration).not.toHaveProperty("patchSettings");
    expect(parts.extensions).toEqual([
      {
        name: "ApplicationHealth",
        publisher: "Microsoft.ManagedServices",
        type: "ApplicationHealthWindows",
        typeHandlerVersion: "1.0",
        autoUpgradeMinorVersion: true,
        settings: { protocol: "http", port: 80, requestPath: "/health" },
      },
    ]);
  });

  it("refuses all that Azure would, at once", () => {
    const wrong = {
      ...options,
      image: { ...options.image, version: "1.2.3" },
      health: { probeId: "/p", extension: { protocol: "tcp", port: 0, requestPath: "/" } },
      batchPercent: 4,
      pauseMinutes: 721,
    } as unknown as ScaleSetOptions;

    const told = () => scaleSetUpgrades(wrong);

    for (const fault of [
      "scaleSetUpgrades: batchPercent must be a whole number 5–100, got 4",
      "scaleSetUpgrades: pauseMinutes must be a whole number 0–720, got 721",
      "scaleSetUpgrades: health.extension.port must be a whole number 1–65535, got 0",
      'scaleSetUpgrades: health.extension.requestPath must be left out with tcp, got "/"',
      "scaleSetUpgrades: image.version must be latest",
      "scaleSetUpgrades: health must be one of a probe and the Application Health extension, got both",
    ]) {
      expect(told).toThrow(fault);
    }
  });
});
