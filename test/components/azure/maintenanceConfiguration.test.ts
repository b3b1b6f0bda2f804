import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MaintenanceConfiguration,
  type MaintenanceConfigurationArgs,
} from "../../../components/azure/maintenanceConfiguration";
import { deploy, outputValue } from "../../support/mocks";

const configurationType = "azure-native:maintenance:MaintenanceConfiguration";

const valid: MaintenanceConfigurationArgs = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  schedule: "second tuesday +1 day at 22:00",
  timezone: "Europe/Berlin",
  effectiveFrom: "2026-12-01",
  duration: 180,
  linux: { classifications: ["Critical", "Security"], excludePackages: ["kernel*"] },
};

function declare(changes: Partial<Record<keyof MaintenanceConfigurationArgs, unknown>> = {}) {
  return deploy(
    () =>
      new MaintenanceConfiguration("web", {
        ...valid,
        ...changes,
      } as MaintenanceConfigurationArgs),
  );
}

describe("MaintenanceConfiguration", () => {
  it("declares one guest schedule of the user's own, in Azure's words", async () => {
    const { only, resources, result } = await declare({ reboot: "never" });

    const { inputs, id, parentType } = only(configurationType);
    expect(resources).toHaveLength(2);
    expect(parentType).toBe("patchwarden:azure:MaintenanceConfiguration");
    expect(inputs).toEqual({
      resourceGroupName: "rg-patching",
      resourceName: expect.stringMatching(/^web-[0-9a-f]{8}$/),
      location: "westeurope",
      namespace: "Microsoft.Maintenance",
      maintenanceScope: "InGuestPatch",
      visibility: "Custom",
      extensionProperties: { InGuestPatchMode: "User" },
      recurEvery: "Month Second Tuesday Offset1",
      startDateTime: "2026-12-09 22:00",
      timeZone: "W. Europe Standard Time",
      duration: "03:00",
      installPatches: {
        rebootSetting: "Never",
        linuxParameters: {
          classificationsToInclude: ["Critical", "Security"],
          packageNameMasksToExclude: ["kernel*"],
        },
      },
      tags: { ManagedBy: "patchwarden" },
    });
    expect(await outputValue(result.configurationId)).toBe(id);
    expect(await outputValue(result.location)).toBe("westeurope");
  });

  it("renders the patches of both systems, and leaves empty lists out", async () => {
    const { only } = await declare({
      windows: {
        classifications: ["Security", "UpdateRollup"],
        includeKbs: ["KB5034439"],
        excludeKbs: [],
        excludeKbsRequiringReboot: true,
      },
      linux: { includePackages: ["openssl=3.0.2-0ubuntu1.15"] },
    });

    expect(only(configurationType).inputs["installPatches"]).toEqual({
      rebootSetting: "IfRequired",
      windowsParameters: {
        classificationsToInclude: ["Security", "UpdateRollup"],
        kbNumbersToInclude: ["KB5034439"],
        excludeKbsRequiringReboot: true,
      },
      linuxParameters: { packageNameMasksToInclude: ["openssl=3.0.2-0ubuntu1.15"] },
    });
  });

  it.each([
    ["ifRequired", "IfRequired"],
    ["always", "Always"],
    ["Never", "Never"],
    ["NeverReboot", "Never"],
    ["AlwaysReboot", "Always"],
  ])("takes the reboot setting %s as %s, whichever way Azure spells it", async (reboot, sent) => {
    const { only } = await declare({ reboot });

    expect(only(configurationType).inputs["installPatches"]).toMatchObject({ rebootSetting: sent });
  });

  it("takes a typed schedule, and a name that exists already", async () => {
    const { only } = await declare({
      schedule: { kind: "daily", at: { hour: 4, minute: 5 } },
      resourceName: "made-in-the-portal",
    });

    expect(only(configurationType).inputs).toMatchObject({
      recurEvery: "Day",
      startDateTime: "2026-12-01 04:05",
      resourceName: "made-in-the-portal",
    });
  });

  it("gets another name when it moves, since Azure refuses the old one for a while", async () => {
    const [here, there] = [await declare(), await declare({ location: "northeurope" })];

    expect(there.only(configurationType).inputs["resourceName"]).not.toBe(
      here.only(configurationType).inputs["resourceName"],
    );
  });

  const planted: readonly [
    string,
    Partial<Record<keyof MaintenanceConfigurationArgs, unknown>>,
    string,
  ][] = [
    [
      "a window of five hours",
      { duration: 300 },
      "duration must be 90–235 whole minutes (01:30–03:55), got 300",
    ],
    ["a window that is one minute too short", { duration: 89 }, "duration must be 90–235"],
    ["a window that is one minute too long", { duration: 236 }, "duration must be 90–235"],
    ["part of a minute", { duration: 100.5 }, "got 100.5"],
    ["a schedule of no form", { schedule: "every blue moon" }, "schedule "],
    [
      "a start at the end of the day",
      { schedule: "every day at 23:45" },
      "schedule must not start between 23:45 and 00:00, got 23:45",
    ],
    [
      "a zone that is none",
      { timezone: "Mars/Olympus" },
      'timezone must be a zone that Azure keeps, got "Mars/Olympus"',
    ],
    [
      "a zone without a Windows name",
      { timezone: "Antarctica/Troll" },
      "timezone must be a zone that Azure keeps",
    ],
    [
      "a date that is none",
      { effectiveFrom: "2026-02-30" },
      'effectiveFrom must be a day written YYYY-MM-DD, got "2026-02-30"',
    ],
    [
      "no patches",
      { linux: undefined },
      "windows or linux must say what is installed, got neither",
    ],
    [
      "an unknown Windows classification",
      { windows: { classifications: ["Nope"] } },
      'windows classifications must be of Critical, Security, UpdateRollup, FeaturePack, ServicePack, Definition, Tools, Updates, got "Nope"',
    ],
    [
      "Compute's spelling of a classification",
      { windows: { classifications: ["UpdateRollUp"] } },
      'got "UpdateRollUp"',
    ],
    [
      "a Windows classification for Linux",
      { linux: { classifications: ["UpdateRollup"] } },
      'linux classifications must be of Critical, Security, Other, got "UpdateRollup"',
    ],
    [
      "a system with nothing to install",
      { linux: { excludePackages: ["kernel*"] } },
      "linux must name classifications or includePackages, got none",
    ],
    ["a KB number that is none", { windows: { includeKbs: ["5034439x"] } }, 'got "5034439x"'],
    [
      "a package with its version behind an underscore",
      { linux: { includePackages: ["openssl_3.0.2"] } },
      "write name=version",
    ],
    [
      "a package mask with a space",
      { linux: { includePackages: ["kernel core"] } },
      "package masks must be name, name* or name=version",
    ],
    [
      "a patch that is both in and out",
      { linux: { includePackages: ["a"], excludePackages: ["a"] } },
      "must not name a in both",
    ],
    [
      "an unknown reboot setting",
      { reboot: "sometimes" },
      'reboot must be ifRequired, never or always, got "sometimes"',
    ],
    [
      "a location's display name",
      { location: "West Europe" },
      "location must be a short name such as westeurope",
    ],
    [
      "a resource group that cannot be",
      { resourceGroupName: "rg/patching" },
      "resourceGroupName must be 1–90",
    ],
    ["a name that cannot be", { resourceName: "-web" }, "resourceName must be 2–112"],
    [
      "names that are too long together",
      { resourceName: "a".repeat(100), resourceGroupName: "b".repeat(28) },
      "together must have at most 127 characters, got 128",
    ],
    ["an end without a time", { expires: "2027-01-01" }, "expires must be YYYY-MM-DD hh:mm"],
    [
      "an end between the first day and the first run",
      { expires: "2026-12-09 22:00" },
      'expires must be after the first run at 2026-12-09 22:00, got "2026-12-09 22:00"',
    ],
    [
      "an end before the beginning",
      { expires: "2026-11-01 00:00" },
      "expires must be after the first run at 2026-12-09 22:00",
    ],
  ];

  it.each(planted)("refuses %s before it declares a child", async (_, changes, text) => {
    const refused = declare(changes);

    await expect(refused).rejects.toThrow('MaintenanceConfiguration "web": ');
    await expect(refused).rejects.toThrow(text);
  });

  it.each(planted)("refuses %s inside an Output with the same text", async (_, changes, text) => {
    const later = Object.fromEntries(
      Object.entries(changes).map(([key, value]) => [key, pulumi.output(value)]),
    );

    const { rejections, ofType } = await declare(later);

    expect(ofType(configurationType)).toHaveLength(0);
    expect(rejections.join("\n")).toContain('MaintenanceConfiguration "web": ');
    expect(rejections.join("\n")).toContain(text);
  });

  it("names every fault at once", async () => {
    const refused = declare({ duration: 10, reboot: "sometimes", location: "West Europe" });

    const message = await refused.then(
      () => "",
      (error: Error) => error.message,
    );
    expect(message.split("\n")).toHaveLength(3);
  });

  it("takes a value that is unknown in a preview for no fault", async () => {
    const { rejections, only } = await deploy(
      () => {
        const group = new ResourceGroup("group", { resourceGroupName: "rg" });
        const unknown = group.id.apply(() => 300);
        return new MaintenanceConfiguration("web", { ...valid, duration: unknown });
      },
      { preview: true },
    );

    expect(rejections).toEqual([]);
    expect(pulumi.isUnknown(only(configurationType).inputs["duration"])).toBe(true);
  });

  it("renders every length and start that the service takes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 90, max: 235 }),
        fc.integer({ min: 0, max: 23 * 60 + 44 }),
        async (duration, start) => {
          const at = { hour: Math.floor(start / 60), minute: start % 60 };
          const { only } = await declare({ duration, schedule: { kind: "daily", at } });

          const { inputs } = only(configurationType);
          const [hours = 0, minutes = 0] = String(inputs["duration"]).split(":").map(Number);
          expect(hours * 60 + minutes).toBe(duration);
          const [, time = ""] = String(inputs["startDateTime"]).split(" ");
          const [hour = 0, minute = 0] = time.split(":").map(Number);
          expect(hour * 60 + minute).toBe(start);
        },
      ),
      { numRuns: 25 },
    );
  });
});
