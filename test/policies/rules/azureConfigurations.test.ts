import { describe, expect, it } from "vitest";
import { configurationContent } from "../../../policies/rules/azure/maintenance/configurationContent";
import { configurationReboot } from "../../../policies/rules/azure/maintenance/configurationReboot";
import { configurationWindow } from "../../../policies/rules/azure/maintenance/configurationWindow";
import { dynamicScopeTag } from "../../../policies/rules/azure/maintenance/dynamicScopeTag";
import { type TestResource, unknown } from "../../../policies/testing";
import { judge, plan, configuration as planned, world } from "../world";
import { describeRule } from "./cases";

const windows = { classificationsToInclude: ["Critical", "Security", "Updates"] };
const linux = { classificationsToInclude: ["Security", "Critical"] };

function configuration(props: object): TestResource {
  const good = {
    resourceName: "nightly",
    maintenanceScope: "InGuestPatch",
    startDateTime: "2026-12-06 04:00",
    duration: "03:00",
    timeZone: "W. Europe Standard Time",
    recurEvery: "Week Sunday",
    installPatches: { rebootSetting: "IfRequired", windowsParameters: windows },
  };
  return {
    type: "azure-native:maintenance:MaintenanceConfiguration",
    props: { ...good, ...props },
  };
}

const forHosts = {
  "a schedule of hosts": [
    configuration({ maintenanceScope: "Host", duration: "05:00", installPatches: null }),
    "only schedules of scope InGuestPatch patch guests, this one is Host",
  ],
  "a schedule without a scope": [
    configuration({ maintenanceScope: null, duration: "05:00", installPatches: null }),
    "only schedules of scope InGuestPatch patch guests, this one is without a scope",
  ],
} as const;
const unknownScope = {
  "a scope that is not known": [
    configuration({ maintenanceScope: unknown, duration: "05:00", installPatches: null }),
    "maintenanceScope",
  ],
} as const;

const length = "Azure cannot run a guest patch schedule of this length: duration is";
const inRange =
  "allowed 01:30 to 03:55 (HH:mm); set duration to a value in that range, such as 03:00";

describeRule(configurationWindow, {
  compliant: {
    "the shortest duration": configuration({ duration: "01:30" }),
    "the longest duration": configuration({ duration: "03:55" }),
    "a start a minute before the closed quarter": configuration({
      startDateTime: "2026-12-06 23:44",
    }),
  },
  violating: {
    "a minute too long": [configuration({ duration: "03:56" }), `${length} 03:56, ${inRange}`],
    "a minute too short": [configuration({ duration: "01:29" }), `${length} 01:29, ${inRange}`],
    "a duration in other words": [
      configuration({ duration: "PT3H" }),
      `${length} PT3H, ${inRange}`,
    ],
    "no duration": [configuration({ duration: null }), `${length} not set, ${inRange}`],
    "no time zone": [
      configuration({ timeZone: null }),
      "the schedule does not start at the agreed local time: timeZone is not set, allowed a Windows time zone name; set timeZone to the Windows name of Europe/Berlin, or UTC",
    ],
    "no recurrence": [
      configuration({ recurEvery: null }),
      "the schedule does not repeat, so machines are patched once: recurEvery is not set, allowed a recurrence such as Week Sunday or Month Second Tuesday; set recurEvery to the agreed recurrence",
    ],
    "a start just before midnight": [
      configuration({ startDateTime: "2026-12-06 23:45" }),
      "the start may be missed: startDateTime is 2026-12-06 23:45, allowed YYYY-MM-DD hh:mm, not between 23:45 and 00:00; set startDateTime to the agreed time of day",
    ],
    "no start": [
      configuration({ startDateTime: null }),
      "the schedule has no start: startDateTime is not set, allowed YYYY-MM-DD hh:mm, not between 23:45 and 00:00; set startDateTime to the agreed time of day",
    ],
    "minutes as a number": [
      configuration({ duration: 180 }),
      "the property has the wrong type: duration is 180, allowed a value of type string; give it a value of type string",
    ],
  },
  unknown: {
    ...unknownScope,
    "a duration that is not known": [configuration({ duration: unknown }), "duration"],
  },
  notApplicable: forHosts,
});

describeRule(configurationContent, {
  compliant: {
    "the document's classifications and more": configuration({}),
    "rejections of the document": configuration({
      installPatches: {
        linuxParameters: { ...linux, packageNameMasksToExclude: ["kernel-debug"] },
        windowsParameters: { ...windows, kbNumbersToExclude: ["5034439"] },
      },
    }),
  },
  violating: {
    "security updates left out": [
      configuration({
        installPatches: { linuxParameters: { classificationsToInclude: ["Critical"] } },
      }),
      "Linux machines never get Security updates: installPatches.linuxParameters.classificationsToInclude is Critical, allowed a list with Critical, Security; add Security",
    ],
    "no classifications": [
      configuration({ installPatches: { windowsParameters: { kbNumbersToInclude: ["1"] } } }),
      "Windows machines never get Critical and Security updates: installPatches.windowsParameters.classificationsToInclude is not set, allowed a list with Critical, Security; add Critical, Security",
    ],
    "a rejection of its own": [
      configuration({
        installPatches: { linuxParameters: { ...linux, packageNameMasksToExclude: ["openssl*"] } },
      }),
      "updates are left out that the document does not reject: installPatches.linuxParameters.packageNameMasksToExclude is openssl*, allowed only kernel-debug; remove them, or reject them in the document's baseline",
    ],
    "nothing to install": [
      configuration({ installPatches: { rebootSetting: "Never" } }),
      "the schedule installs nothing: installPatches is without windowsParameters and linuxParameters, allowed classifications for at least one of them; set windowsParameters or linuxParameters with classificationsToInclude",
    ],
  },
  unknown: {
    ...unknownScope,
    "classifications that are not known": [
      configuration({ installPatches: { linuxParameters: { classificationsToInclude: unknown } } }),
      "installPatches.linuxParameters.classificationsToInclude",
    ],
  },
  notApplicable: forHosts,
});

describe("a configuration of the plan", () => {
  const both = plan().azure.map((unit) => ({
    ...unit,
    configurations: [
      planned(),
      planned({ name: "web-broad", linuxClassifications: ["Security"], reboot: "never" }),
    ],
  }));
  const broad = (installPatches: object) =>
    configuration({ resourceName: "web-broad", installPatches });
  const onlySecurity = { linuxParameters: { classificationsToInclude: ["Security"] } };

  it("is judged by its own classifications", async () => {
    const { broken } = await judge(
      configurationContent,
      broad(onlySecurity),
      world({ azure: both }),
    );

    expect(broken).toEqual([]);
  });

  it("is judged by its own reboot setting", async () => {
    const reboot = async (rebootSetting: string) =>
      (await judge(configurationReboot, broad({ rebootSetting }), world({ azure: both }))).broken;

    expect(await reboot("NeverReboot")).toEqual([]);
    expect(await reboot("IfRequired")).toHaveLength(1);
  });
});

const restarts =
  "machines restart otherwise than the document says: installPatches.rebootSetting is";

describeRule(configurationReboot, {
  compliant: {
    "the document's setting": configuration({}),
    "no setting, which is IfRequired": configuration({ installPatches: {} }),
  },
  violating: {
    "no restarts at all": [
      configuration({ installPatches: { rebootSetting: "Never" } }),
      `${restarts} Never, allowed IfRequired; set rebootSetting to IfRequired`,
    ],
    "the service's own spelling": [
      configuration({ installPatches: { rebootSetting: "AlwaysReboot" } }),
      `${restarts} AlwaysReboot, allowed IfRequired; set rebootSetting to IfRequired`,
    ],
  },
  unknown: {
    ...unknownScope,
    "a setting that is not known": [
      configuration({ installPatches: { rebootSetting: unknown } }),
      "installPatches.rebootSetting",
    ],
  },
  notApplicable: forHosts,
});

function scope(tagSettings: unknown): TestResource {
  return {
    type: "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
    props: { maintenanceConfigurationId: unknown, filter: { tagSettings } },
  };
}

describeRule(dynamicScopeTag, {
  compliant: {
    "a ring": scope({ tags: { PatchGroup: ["web.canary"] } }),
    "several rings and another tag": scope({
      tags: { PatchGroup: ["web.canary", "web.broad"], team: ["shop"] },
      filterOperator: "All",
    }),
    "any of one tag's values": scope({
      tags: { PatchGroup: ["web.canary"] },
      filterOperator: "Any",
    }),
  },
  violating: {
    "no filter": [
      {
        type: "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup",
        props: { maintenanceConfigurationId: unknown },
      },
      "the scope takes every machine, whatever its patch group: filter.tagSettings.tags.PatchGroup is not set, allowed at least one patch group of the document; filter by the tag PatchGroup, or use the DynamicScope component",
    ],
    "a ring that is not planned": [
      scope({ tags: { PatchGroup: ["web.canary", "web.bord"] } }),
      "the patch group is not one of the document's, so nothing patches the machine: filter.tagSettings.tags.PatchGroup is web.bord, allowed one of web.canary, web.broad; set filter.tagSettings.tags.PatchGroup to web.broad, or add the group to the document",
    ],
    "any of several tags": [
      scope({ tags: { PatchGroup: ["web.canary"], team: ["shop"] }, filterOperator: "Any" }),
      "machines without a patch group get into the scope: filter.tagSettings.filterOperator is Any over PatchGroup, team, allowed All; set filterOperator to All, or filter by PatchGroup alone",
    ],
    "a value that is no list": [
      scope({ tags: { PatchGroup: "web.canary" } }),
      "the property has the wrong type: filter.tagSettings.tags.PatchGroup is web.canary, allowed a value of type array; give it a value of type array",
    ],
  },
  unknown: {
    "a value that is not known": [
      scope({ tags: { PatchGroup: [unknown] } }),
      "filter.tagSettings.tags.PatchGroup[0]",
    ],
  },
});
