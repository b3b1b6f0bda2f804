import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { machineType } from "../../../sandbox/azure/compute/types";
import {
  configurationType,
  groupScopeType,
  machineAssignmentType,
  subscriptionScopeType,
} from "../../../sandbox/azure/maintenance/types";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const otherSubscription = { ...azureHome, account: "22222222-2222-4222-8222-222222222222" };
const good = {
  resourceGroupName: "rg-patching",
  resourceName: "mc-web-canary",
  location: "westeurope",
  maintenanceScope: "InGuestPatch",
  visibility: "Custom",
  extensionProperties: { InGuestPatchMode: "User" },
  startDateTime: "2026-12-06 04:00",
  duration: "03:00",
  timeZone: "W. Europe Standard Time",
  recurEvery: "1Week Sunday",
  installPatches: {
    rebootSetting: "IfRequired",
    linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
    windowsParameters: { classificationsToInclude: ["Critical", "Security", "UpdateRollup"] },
  },
};
const install = (change: object) => ({ installPatches: { ...good.installPatches, ...change } });

let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object, unknown: string[] = []) =>
  told(cloud.check(type, { ...inputs }, unknown));

beforeEach(() => {
  cloud = serviceCloud(azureRules, azureHome);
});

describe("maintenance configurations", () => {
  it.each([
    {},
    { duration: "01:30" },
    { duration: "03:55" },
    { timeZone: "UTC" },
    { expirationDateTime: "9999-12-31 23:59:59" },
    { recurEvery: undefined },
    { maintenanceScope: "OSImage", duration: "05:00", recurEvery: "Week" },
    { maintenanceScope: "Host", duration: "02:00", recurEvery: "35Days" },
    install({ rebootSetting: "Never" }),
    install({ linuxParameters: { packageNameMasksToInclude: ["kernel*"] } }),
    install({ windowsParameters: { kbNumbersToInclude: ["5034439"] } }),
    install({ linuxParameters: { packageNameMasksToInclude: ["openssl=3.0.2-0ubuntu1"] } }),
    { startDateTime: "2019-01-06 04:00" },
  ])("take %o", (change) => {
    expect(failuresOf(configurationType, { ...good, ...change })).toBe("");
  });

  it.each([
    "Day",
    "3Days",
    "6Hours",
    "Week Saturday,Sunday",
    "Week Saturday, Sunday",
    "3Weeks",
    "1Week Monday",
    "Month",
    "2Months",
    "Month day23,day24",
    "Month Last Sunday Offset-3",
    "Month Third Sunday Offset6",
    "1Month Second Tuesday",
  ])("take the recurrence %s", (recurEvery) => {
    expect(failuresOf(configurationType, { ...good, recurEvery })).toBe("");
  });

  it.each([
    [{ duration: "01:29" }, "duration: ", "01:30 to 03:55"],
    [{ duration: "03:56" }, "duration: ", "01:30 to 03:55"],
    [{ duration: "05:00" }, "duration: ", "'05:00' is not valid for scope InGuestPatch"],
    [{ duration: "3:00" }, "duration: ", "use HH:mm"],
    [{ duration: "02:60" }, "duration: ", "use HH:mm"],
    [{ duration: undefined }, "duration: ", "required for scope InGuestPatch"],
    [{ maintenanceScope: "OSImage", duration: "04:59" }, "duration: ", "at least 05:00"],
    [
      { maintenanceScope: "OSImage", duration: "05:00", recurEvery: "8Days" },
      "recurEvery: ",
      "within 7 days",
    ],
    [{ maintenanceScope: "Host", duration: "01:59" }, "duration: ", "at least 02:00"],
    [
      { maintenanceScope: "Host", duration: "02:00", recurEvery: "36Days" },
      "recurEvery: ",
      "within 35 days",
    ],
    [{ recurEvery: "5Hours" }, "recurEvery: ", "every 6 hours"],
    [{ recurEvery: "fortnightly" }, "recurEvery: ", "is not a recurrence"],
    [
      { recurEvery: "Month Second Tuesday Offset7" },
      "recurEvery: ",
      "Offset must be -6 to 6, got 7",
    ],
    [{ recurEvery: "Month day32" }, "recurEvery: ", "no day 32"],
    [{ startDateTime: "2026-12-06T04:00:00Z" }, "startDateTime: ", "YYYY-MM-DD hh:mm"],
    [{ startDateTime: "2026-02-30 04:00" }, "startDateTime: ", "YYYY-MM-DD hh:mm"],
    [
      { expirationDateTime: "2026-12-06 04:00" },
      "expirationDateTime: ",
      "later than startDateTime",
    ],
    [{ timeZone: "Europe/Berlin" }, "timeZone: ", "Windows time zone name"],
    [{ visibility: "Public" }, "visibility: ", "Only Custom"],
    [{ maintenanceScope: "Guest" }, "maintenanceScope: ", "allowed: Host, Resource"],
    [{ maintenanceScope: "Resource" }, "extensionProperties: ", "maintenanceSubScope"],
    [
      { extensionProperties: {} },
      "extensionProperties: ",
      "InGuestPatchMode must be User or Platform",
    ],
    [{ installPatches: undefined }, "installPatches: ", "required for scope InGuestPatch"],
    [
      { installPatches: { rebootSetting: "Never" } },
      "installPatches: ",
      "windowsParameters or linuxParameters",
    ],
    [
      install({ rebootSetting: "Sometimes" }),
      "installPatches.rebootSetting: ",
      "IfRequired, Never, Always",
    ],
    [install({ linuxParameters: {} }), "installPatches.linuxParameters: ", "at least one of"],
    [
      install({ linuxParameters: { classificationsToInclude: ["UpdateRollup"] } }),
      "installPatches.linuxParameters.classificationsToInclude: ",
      "Critical, Security, Other",
    ],
    [
      install({ windowsParameters: { classificationsToInclude: ["UpdateRollUp"] } }),
      "installPatches.windowsParameters.classificationsToInclude: ",
      "'UpdateRollUp'",
    ],
    [
      install({ windowsParameters: { kbNumbersToInclude: ["latest"] } }),
      "installPatches.windowsParameters: ",
      "KB number 'latest'",
    ],
    [
      install({ linuxParameters: { packageNameMasksToInclude: ["open ssl"] } }),
      "installPatches.linuxParameters: ",
      "mask 'open ssl'",
    ],
    [{ resourceName: "-web" }, "resourceName: ", "InvalidResourceName"],
    [{ resourceName: "web-" }, "resourceName: ", "InvalidResourceName"],
    [
      { resourceGroupName: "g".repeat(90), resourceName: "n".repeat(38) },
      "resourceName: ",
      "less than 128 characters together, got 128",
    ],
    [{ location: "" }, "location: ", "LocationRequired"],
  ])("are refused with %o", (change, property, message) => {
    const failures = failuresOf(configurationType, { ...good, ...change });

    expect(failures).toContain(
      `${property}MaintenanceConfigurations_CreateOrUpdate: Status=400 Code="`,
    );
    expect(failures).toContain(message);
  });

  it("take 127 characters of both names", () => {
    const names = { resourceGroupName: "g".repeat(90), resourceName: "n".repeat(37) };

    expect(failuresOf(configurationType, { ...good, ...names })).toBe("");
  });

  it.each([
    ["Never", "NeverReboot"],
    ["Always", "AlwaysReboot"],
    ["IfRequired", "IfRequired"],
  ])("are read back with the reboot setting %s as %s", (sent, read) => {
    const made = cloud.create(configurationType, { ...good, ...install({ rebootSetting: sent }) });

    expect(cloud.read(made)["installPatches"]).toMatchObject({ rebootSetting: read });
  });

  it("answer their ARM id and the default expiry", () => {
    const made = cloud.create(configurationType, good);

    expect(made.id).toBe(
      `/subscriptions/${azureHome.account}/resourceGroups/rg-patching/providers/Microsoft.Maintenance/maintenanceConfigurations/mc-web-canary`,
    );
    expect(made.outputs["expirationDateTime"]).toBe("9999-12-31 23:59:59");
  });

  it("keep a deleted name for 20 minutes, whatever its case", () => {
    cloud.remove(cloud.create(configurationType, good));

    cloud.wait(19);
    expect(() =>
      cloud.create(configurationType, { ...good, resourceName: "MC-WEB-CANARY" }),
    ).toThrow(/Status=409 .* deleted 19 minutes ago.*try again in 1 minutes/);
    expect(() => cloud.create(configurationType, { ...good, resourceName: "other" })).not.toThrow();
    cloud.wait(1);
    expect(() => cloud.create(configurationType, good)).not.toThrow();
  });

  it("are at most 250 in a subscription and region", () => {
    for (let index = 0; index < 250; index += 1) {
      cloud.create(configurationType, { ...good, resourceName: `mc${index}` }, `mc${index}`);
    }

    expect(() => cloud.create(configurationType, good)).toThrow("QuotaExceeded");
    expect(() =>
      cloud.create(configurationType, { ...good, location: "northeurope" }),
    ).not.toThrow();
  });
});

describe("dynamic scopes", () => {
  const filter = {
    resourceTypes: ["Microsoft.Compute/virtualMachines"],
    osTypes: ["Linux", "Windows"],
    locations: ["westeurope"],
    tagSettings: { tags: { PatchGroup: ["web.canary"] }, filterOperator: "All" },
  };
  const configurationId = `/subscriptions/${azureHome.account}/resourceGroups/rg-patching/providers/Microsoft.Maintenance/maintenanceConfigurations/mc-web-canary`;
  const scope = (change: object = {}) => ({
    configurationAssignmentName: "web-canary",
    location: "",
    maintenanceConfigurationId: configurationId,
    filter,
    ...change,
  });

  const idOf = (name: string) => configurationId.replace("mc-web-canary", name);
  const otherConfiguration = { maintenanceConfigurationId: idOf("mc-web-broad") };
  const elsewhere = { maintenanceConfigurationId: idOf("mc-web-north") };
  const named = (index: number, change: object = {}) =>
    scope({ configurationAssignmentName: `web-${index}`, ...change });
  const makeConfigurations = () => {
    cloud.create(configurationType, good);
    cloud.create(configurationType, { ...good, resourceName: "mc-web-broad" });
    cloud.create(configurationType, {
      ...good,
      resourceName: "mc-web-north",
      location: "northeurope",
    });
  };

  it("take a filter at a subscription with an empty location", () => {
    expect(failuresOf(subscriptionScopeType, scope())).toBe("");
    expect(failuresOf(subscriptionScopeType, scope({ location: "westeurope" }))).toContain(
      'Code="InvalidLocation"',
    );
  });

  it.each([
    [{ filter: undefined }, "filter: ", "required for a dynamic scope"],
    [{ filter: { ...filter, resourceTypes: ["string"] } }, "filter.resourceTypes: ", "'string'"],
    [{ filter: { ...filter, osTypes: ["BSD"] } }, "filter.osTypes: ", "Windows or Linux"],
    [
      { filter: { ...filter, tagSettings: { filterOperator: "None" } } },
      "filter.tagSettings.filterOperator: ",
      "Any or All",
    ],
    [
      { filter: { ...filter, tagSettings: { tags: { a: [] } } } },
      "filter.tagSettings.tags: ",
      "at least one value",
    ],
    [
      { filter: { ...filter, tagSettings: { tags: { a: Array(51).fill("b") } } } },
      "filter.tagSettings.tags: ",
      "at most 50 tag filters",
    ],
    [
      { filter: { ...filter, resourceGroups: Array(51).fill("rg") } },
      "filter.resourceGroups: ",
      "at most 50 resource group",
    ],
    [
      { filter: { ...filter, resourceGroups: ["/subscriptions/x"] } },
      "filter.resourceGroups: ",
      "names, not ids",
    ],
    [{ maintenanceConfigurationId: "mc-web" }, "maintenanceConfigurationId: ", "got 'mc-web'"],
    [{ maintenanceConfigurationId: undefined }, "maintenanceConfigurationId: ", "got 'none'"],
  ])("are refused with %o", (change, property, message) => {
    expect(failuresOf(subscriptionScopeType, scope(change))).toContain(property);
    expect(failuresOf(subscriptionScopeType, scope(change))).toContain(message);
  });

  it("wait for the configuration's id in a preview", () => {
    const inputs = scope({ maintenanceConfigurationId: undefined });

    expect(failuresOf(subscriptionScopeType, inputs, ["maintenanceConfigurationId"])).toBe("");
  });

  it("need a guest configuration that exists, in any subscription and any case", () => {
    expect(() => cloud.create(subscriptionScopeType, scope(), "s", otherSubscription)).toThrow(
      'Status=404 Code="ResourceNotFound"',
    );
    cloud.create(configurationType, good);
    const shouted = scope({ maintenanceConfigurationId: configurationId.toUpperCase() });
    const made = cloud.create(subscriptionScopeType, shouted, "s", otherSubscription);

    expect(made.id).toBe(
      `/subscriptions/${otherSubscription.account}/providers/Microsoft.Maintenance/configurationAssignments/web-canary`,
    );
    const lost = scope({ maintenanceConfigurationId: `${configurationId}-gone` });
    expect(() => cloud.update(made, lost)).toThrow("ResourceNotFound");
  });

  it("need the guest scope", () => {
    cloud.create(configurationType, { ...good, maintenanceScope: "OSImage", duration: "05:00" });

    expect(() => cloud.create(subscriptionScopeType, scope())).toThrow(
      "scope InGuestPatch, got 'OSImage'",
    );
  });

  it("name a location at a resource group", () => {
    const inputs = scope({ resourceGroupName: "rg-web", filter: { osTypes: ["Linux"] } });
    cloud.create(configurationType, good);

    expect(failuresOf(groupScopeType, inputs)).toContain("must name filter.locations");
    expect(failuresOf(groupScopeType, { ...inputs, filter })).toBe("");
    expect(cloud.create(groupScopeType, inputs).id).toContain("/resourceGroups/rg-web/providers/");
  });

  it("are at most 200 a configuration", () => {
    makeConfigurations();
    for (let index = 0; index < 200; index += 1) {
      cloud.create(subscriptionScopeType, named(index));
    }

    expect(() => cloud.create(subscriptionScopeType, scope())).toThrow(
      "200 dynamic scopes already",
    );
    expect(() => cloud.create(subscriptionScopeType, named(201, otherConfiguration))).not.toThrow();
  });

  it("are at most 250 in a subscription for the schedules of one region", () => {
    makeConfigurations();
    for (let index = 0; index < 250; index += 1) {
      cloud.create(subscriptionScopeType, named(index, index < 125 ? {} : otherConfiguration));
    }

    expect(() => cloud.create(subscriptionScopeType, scope())).toThrow(
      "The subscription has 250 dynamic scopes in this region already",
    );
    expect(() => cloud.create(subscriptionScopeType, named(250, elsewhere))).not.toThrow();
    const inputs = scope({ resourceGroupName: "rg-web" });
    expect(() => cloud.create(groupScopeType, inputs)).not.toThrow();
    expect(() =>
      cloud.create(subscriptionScopeType, scope(), "s", otherSubscription),
    ).not.toThrow();
  });

  it("put a configuration into at most 200 subscriptions", () => {
    makeConfigurations();
    const account = (index: number) => `22222222-2222-4222-8222-${String(index).padStart(12, "0")}`;
    for (let index = 0; index < 200; index += 1) {
      cloud.create(subscriptionScopeType, scope(), "s", { ...azureHome, account: account(index) });
    }

    expect(() =>
      cloud.create(subscriptionScopeType, scope(), "s", { ...azureHome, account: account(200) }),
    ).toThrow("is in 200 subscriptions already");
  });
});

describe("assignments of machines", () => {
  const providers = `/subscriptions/${azureHome.account}/resourceGroups`;
  const configured = (name: string) =>
    `${providers}/rg-patching/providers/Microsoft.Maintenance/maintenanceConfigurations/${name}`;
  const machine = {
    resourceGroupName: "rg-web",
    providerName: "Microsoft.Compute",
    resourceType: "virtualMachines",
    resourceName: "web-1",
    configurationAssignmentName: "mc",
    maintenanceConfigurationId: configured("mc-web-canary"),
  };
  const arc = { ...machine, providerName: "Microsoft.HybridCompute", resourceType: "machines" };
  const set = { ...machine, resourceType: "virtualMachineScaleSets" };
  const image = { maintenanceConfigurationId: configured("image") };
  const patched = (patchSettings: object) => ({
    resourceGroupName: "rg-web",
    vmName: "web-1",
    location: "westeurope",
    osProfile: { linuxConfiguration: { patchSettings } },
  });

  beforeEach(() => {
    cloud.create(configurationType, good);
    cloud.create(configurationType, {
      ...good,
      resourceName: "image",
      maintenanceScope: "OSImage",
      duration: "05:00",
    });
  });

  it("take a machine that no state knows", () => {
    expect(failuresOf(machineAssignmentType, machine)).toBe("");
    expect(cloud.create(machineAssignmentType, machine).outputs["resourceId"]).toContain("/web-1");
    expect(failuresOf(machineAssignmentType, { ...machine, resourceType: "disks" })).toContain(
      "InvalidResourceType",
    );
  });

  it.each([
    [machine, ""],
    [arc, ""],
    [set, "scope InGuestPatch can't be assigned to a virtual machine scale set"],
    [{ ...set, ...image }, ""],
    [{ ...machine, ...image }, "scope OSImage can't be assigned to a virtual machine, allowed"],
    [{ ...arc, ...image }, "can't be assigned to an Arc machine, allowed: InGuestPatch"],
    [{ ...machine, maintenanceConfigurationId: configured("MC-WEB-CANARY") }, ""],
    [{ ...machine, maintenanceConfigurationId: configured("gone") }, "ResourceNotFound"],
  ])("serve a kind of machine by the schedule's scope: %#", (inputs, message) => {
    const create = () => cloud.create(machineAssignmentType, inputs);

    if (message === "") expect(create).not.toThrow();
    else expect(create).toThrow(message);
  });

  const platform = { patchMode: "AutomaticByPlatform" };
  const bypass = (value: boolean) => ({
    automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: value },
  });

  it.each([
    [{ ...platform, ...bypass(true) }, ""],
    [{ ...platform, ...bypass(false) }, "prerequisites for schedule patching are not met"],
    [platform, "prerequisites for schedule patching are not met"],
    [{ patchMode: "ImageDefault" }, "prerequisites for schedule patching are not met"],
    [{}, "prerequisites for schedule patching are not met"],
  ])("need a machine that leaves patching to its schedules: %o", (settings, message) => {
    cloud.create(machineType, patched(settings));
    const create = () => cloud.create(machineAssignmentType, machine);

    if (message === "") expect(create).not.toThrow();
    else expect(create).toThrow(message);
    expect(() => cloud.create(machineAssignmentType, arc)).not.toThrow();
  });

  it("stay when their machine changes its mind", () => {
    const made = cloud.create(machineType, patched({ ...platform, ...bypass(true) }));
    const assigned = cloud.create(machineAssignmentType, machine);
    cloud.update(made, patched({ patchMode: "ImageDefault" }));

    expect(() => cloud.update(assigned, { ...machine, location: "westeurope" })).not.toThrow();
  });
});
