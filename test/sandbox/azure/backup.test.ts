import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { machineType } from "../../../sandbox/azure/compute/types";
import { itemType, policyType, vaultType } from "../../../sandbox/azure/recoveryservices/types";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const group = `/subscriptions/${azureHome.account}/resourceGroups/rg-backup`;
const vaultId = `${group}/providers/Microsoft.RecoveryServices/vaults/vault-1`;

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

const vault = (properties: object = {}, change: object = {}) => ({
  resourceGroupName: "rg-backup",
  vaultName: "vault-1",
  location: "westeurope",
  sku: { name: "RS0", tier: "Standard" },
  properties,
  ...change,
});
const immutable = (state: string) =>
  vault({ securitySettings: { immutabilitySettings: { state } } });
const softly = (softDeleteState: string, days?: number) =>
  vault({
    securitySettings: {
      softDeleteSettings: { softDeleteState, softDeleteRetentionPeriodInDays: days },
    },
  });
const redundant = (standardTierStorageRedundancy: string, crossRegionRestore: string) =>
  vault({ redundancySettings: { standardTierStorageRedundancy, crossRegionRestore } });
const item = (change: object = {}, properties: object = {}, machine = "web-1") => ({
  resourceGroupName: "rg-backup",
  vaultName: "vault-1",
  fabricName: "Azure",
  containerName: `iaasvmcontainer;iaasvmcontainerv2;rg-web;${machine}`,
  protectedItemName: `vm;iaasvmcontainerv2;rg-web;${machine}`,
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: `/subscriptions/${azureHome.account}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/${machine}`,
    policyId: `${vaultId}/backupPolicies/daily`,
    ...properties,
  },
  ...change,
});

describe("recovery services vaults", () => {
  it.each([
    [vault(), ""],
    [vault({}, { vaultName: "v1" }), ""],
    [vault({}, { vaultName: "v" }), "2 to 50 letters"],
    [vault({}, { vaultName: "1-vault" }), "beginning with a letter"],
    [vault({}, { vaultName: "v".repeat(51) }), "2 to 50 letters"],
    [vault({}, { sku: { name: "Premium" } }), "allowed: RS0, Standard"],
    [immutable("Unlocked"), ""],
    [immutable("Open"), "allowed: Disabled, Unlocked, Locked"],
    [softly("Enabled", 14), ""],
    [softly("Enabled", 180), ""],
    [softly("Enabled", 13), "must be 14 to 180, got 13"],
    [softly("Enabled", 181), "must be 14 to 180, got 181"],
    [softly("Sometimes"), "allowed: Enabled, Disabled, AlwaysON"],
    [redundant("GeoRedundant", "Enabled"), ""],
    [redundant("ZoneRedundant", "Disabled"), ""],
    [redundant("LocallyRedundant", "Enabled"), "needs standardTierStorageRedundancy GeoRedundant"],
    [redundant("ZoneRedundant", "Enabled"), "got 'ZoneRedundant'"],
    [redundant("Everywhere", "Disabled"), "allowed: LocallyRedundant"],
  ])("are judged: %#", (inputs, message) => {
    judge(vaultType, inputs, message);
  });

  it("are never made locked", () => {
    expect(() => cloud.create(vaultType, immutable("Locked"))).toThrow(
      "UserErrorUnsupportedVaultImmutabilityStateChange",
    );
    expect(() => cloud.create(vaultType, immutable("Unlocked"))).not.toThrow();
  });

  it.each([
    ["Disabled", "Unlocked", true],
    ["Unlocked", "Disabled", true],
    ["Unlocked", "Locked", true],
    ["Disabled", "Locked", false],
  ])("go from immutability %s to %s: %s", (before, after, isTaken) => {
    const made = cloud.create(vaultType, immutable(before));
    const update = () => cloud.update(made, immutable(after));

    if (isTaken) expect(update).not.toThrow();
    else expect(update).toThrow(`can't go from ${before} to ${after}`);
  });

  it("stay locked", () => {
    const locked = cloud.update(
      cloud.create(vaultType, immutable("Unlocked")),
      immutable("Locked"),
    );

    expect(() => cloud.update(locked, immutable("Unlocked"))).toThrow("from Locked to Unlocked");
    expect(() => cloud.update(locked, vault())).toThrow("from Locked to Disabled");
    expect(() => cloud.update(locked, { ...immutable("Locked"), tags: { a: "b" } })).not.toThrow();
  });

  it("keep soft delete that is always on, and restore across regions", () => {
    const always = cloud.create(vaultType, softly("AlwaysON", 30));
    const other = { vaultName: "vault-2" };
    const across = cloud.create(vaultType, { ...redundant("GeoRedundant", "Enabled"), ...other });

    expect(() => cloud.update(always, softly("Disabled"))).toThrow("AlwaysON can't be changed");
    expect(() => cloud.update(always, softly("AlwaysON", 60))).not.toThrow();
    expect(() => cloud.update(across, { ...vault(), ...other })).toThrow("can't be disabled once");
    expect(() =>
      cloud.update(across, { ...redundant("GeoRedundant", "Enabled"), ...other, tags: {} }),
    ).not.toThrow();
  });

  it("keep their redundancy from the first protected item on", () => {
    const made = cloud.create(vaultType, redundant("LocallyRedundant", "Disabled"));
    const changed = cloud.update(made, redundant("ZoneRedundant", "Disabled"));
    cloud.create(itemType, item());

    expect(() => cloud.update(changed, redundant("LocallyRedundant", "Disabled"))).toThrow(
      "with protected items can't be changed from ZoneRedundant",
    );
  });

  it("are not deleted with items in them, nor while deleted ones are kept", () => {
    const made = cloud.create(vaultType, softly("Enabled", 20));
    const held = cloud.create(itemType, item({ vaultName: "VAULT-1" }));

    expect(() => cloud.remove(made)).toThrow("ServiceResourceNotEmptyWithBackendMessage");
    cloud.remove(held);
    expect(() => cloud.remove(made)).toThrow("backup items in soft deleted state");
    cloud.wait(20 * 1440 - 1);
    expect(() => cloud.remove(made)).toThrow("vm;iaasvmcontainerv2;rg-web;web-1");
    cloud.wait(1);
    expect(() => cloud.remove(made)).not.toThrow();
  });

  it("are deleted at once where soft delete is off", () => {
    const made = cloud.create(vaultType, softly("Disabled"));
    cloud.remove(cloud.create(itemType, item()));

    expect(() => cloud.remove(made)).not.toThrow();
  });
});

describe("protected items", () => {
  it.each([
    [item(), ""],
    [item({ containerName: "IaasVMContainer;iaasvmcontainerv2;RG-WEB;web-1" }), ""],
    [item({ containerName: "web-1" }), "containerName of the machine must be"],
    [item({ protectedItemName: "vm;rg-web;web-1" }), "protectedItemName of the machine must be"],
    [item({}, { sourceResourceId: "web-1" }), "id of a virtual machine, got 'web-1'"],
    [item({}, { sourceResourceId: undefined }), "got 'none'"],
  ])("are judged: %#", (inputs, message) => {
    judge(itemType, inputs, message);
  });

  it("are in the region of their vault, with a policy of it", () => {
    cloud.create(vaultType, vault());
    cloud.create(machineType, {
      resourceGroupName: "rg-web",
      vmName: "web-2",
      location: "northeurope",
    });

    expect(() => cloud.create(itemType, item({}, {}, "web-2"))).toThrow(
      "got 'northeurope', expected 'westeurope'",
    );
    const foreign = { policyId: `${vaultId}-2/backupPolicies/daily` };
    expect(() => cloud.create(itemType, item({}, foreign))).toThrow(
      "must be a policy of the vault",
    );
    const made = cloud.create(itemType, item());
    expect(() => cloud.update(made, item({}, foreign))).toThrow("must be a policy of the vault");
  });

  it("are in one vault", () => {
    cloud.create(vaultType, vault());
    cloud.create(itemType, item());
    const elsewhere = item(
      { vaultName: "vault-2" },
      { policyId: `${group}/providers/Microsoft.RecoveryServices/vaults/vault-2/backupPolicies/d` },
    );

    expect(() => cloud.create(itemType, elsewhere)).toThrow("BMSUserErrorItemAlreadyProtected");
  });

  it("are taken up again only by undoing their deletion, in the same vault", () => {
    cloud.create(vaultType, vault());
    cloud.remove(cloud.create(itemType, item()));
    const elsewhere = { vaultName: "vault-2" };
    const policyId = `${group}/providers/Microsoft.RecoveryServices/vaults/vault-2/backupPolicies/d`;

    expect(() => cloud.create(itemType, item())).toThrow("UserErrorItemInSoftDeletedState");
    expect(() => cloud.create(itemType, item(elsewhere, { policyId, isRehydrate: true }))).toThrow(
      "UserErrorItemInSoftDeletedState",
    );
    const made = cloud.create(itemType, item({}, { isRehydrate: true }));
    expect(made.id).toContain("/backupFabrics/Azure/protectionContainers/iaasvmcontainer;");
  });

  it("are forgotten after the vault's days", () => {
    cloud.create(vaultType, vault());
    cloud.remove(cloud.create(itemType, item()));
    cloud.wait(14 * 1440);

    expect(() => cloud.create(itemType, item())).not.toThrow();
  });
});

describe("backup policies", () => {
  const times = ["2026-12-01T02:30:00Z"];
  const daily = { retentionTimes: times, retentionDuration: { count: 14, durationType: "Days" } };
  const kept = (retentionDuration: object, retentionTimes: readonly string[] = times) => ({
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: { retentionTimes, retentionDuration },
    },
  });
  const policy = (change: object = {}, name = "daily") => ({
    resourceGroupName: "rg-backup",
    vaultName: "vault-1",
    policyName: name,
    properties: {
      backupManagementType: "AzureIaasVM",
      policyType: "V2",
      timeZone: "W. Europe Standard Time",
      instantRpRetentionRangeInDays: 7,
      schedulePolicy: {
        schedulePolicyType: "SimpleSchedulePolicyV2",
        scheduleRunFrequency: "Daily",
        dailySchedule: { scheduleRunTimes: times },
      },
      retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", dailySchedule: daily },
      ...change,
    },
  });
  const v1 = (change: object = {}) =>
    policy({
      policyType: "V1",
      instantRpRetentionRangeInDays: 5,
      schedulePolicy: {
        schedulePolicyType: "SimpleSchedulePolicy",
        scheduleRunFrequency: "Daily",
        scheduleRunTimes: times,
      },
      ...change,
    });
  const at = (...scheduleRunTimes: string[]) => ({
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Daily",
      dailySchedule: { scheduleRunTimes },
    },
  });
  const hourly = (interval: number, scheduleWindowDuration: number) => ({
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Hourly",
      hourlySchedule: { interval, scheduleWindowDuration, scheduleWindowStartTime: times[0] },
    },
  });
  const weekly = (scheduleRunDays: string[]) => ({
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Weekly",
      weeklySchedule: { scheduleRunDays, scheduleRunTimes: times },
    },
  });
  const weeks = {
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      weeklySchedule: {
        retentionTimes: times,
        retentionDuration: { count: 4, durationType: "Weeks" },
      },
    },
  };

  it.each([
    [policy(), ""],
    [v1(), ""],
    [policy({}, "d1y"), ""],
    [policy({}, "dy"), "3 to 150 letters"],
    [policy({}, "1-daily"), "beginning with a letter"],
    [policy({ policyType: "V3" }), "allowed: V1, V2"],
    [v1(at(...times)), "A V1 policy needs a schedule of type SimpleSchedulePolicy"],
    [policy({ policyType: undefined }), "A V1 policy needs a schedule of type"],
    [v1({ instantRpRetentionRangeInDays: 6 }), "must be 1 to 5, got 6"],
    [policy({ instantRpRetentionRangeInDays: 30 }), ""],
    [policy({ instantRpRetentionRangeInDays: 1 }), ""],
    [policy({ instantRpRetentionRangeInDays: 0 }), "must be 1 to 30, got 0"],
    [policy({ instantRpRetentionRangeInDays: 31 }), "must be 1 to 30, got 31"],
    [policy({ snapshotConsistencyType: "OnlyCrashConsistent" }), ""],
    [policy({ snapshotConsistencyType: "Any" }), "allowed: OnlyCrashConsistent"],
    [v1({ snapshotConsistencyType: "OnlyCrashConsistent" }), "needs policyType V2, got V1"],
    [policy({ timeZone: "Europe/Berlin" }), "use a Windows time zone name"],
    [policy(kept({ count: 7, durationType: "Days" }, ["2026-12-01T02:30:00.000Z"])), ""],
    [policy(at("2026-12-01T02:15:00Z")), "on the hour or half hour"],
    [policy(at(...times, "2026-12-01T03:30:00Z")), "exactly one run time, got 2"],
    [policy(at()), "exactly one run time, got 0"],
    [policy(hourly(4, 12)), ""],
    [policy(hourly(12, 12)), ""],
    [policy(hourly(4, 24)), ""],
    [policy(hourly(4, 25)), "must be 4 to 24, got 25"],
    [policy(hourly(5, 12)), "must be one of 4, 6, 8, 12, got 5"],
    [policy(hourly(12, 8)), "must be 12 to 24, got 8"],
    [v1(hourly(4, 12)), "SimpleSchedulePolicy"],
    [policy({ ...weekly(["Sunday"]), ...weeks }), ""],
    [policy({ ...weekly([]), ...weeks }), "needs scheduleRunDays"],
    [policy(weekly(["Sunday"])), "A Weekly schedule needs weeklySchedule in its retention"],
    [policy({ retentionPolicy: { retentionPolicyType: "SimpleRetentionPolicy" } }), "needs a Long"],
    [policy(kept({ count: 7, durationType: "Days" })), ""],
    [policy(kept({ count: 6, durationType: "Days" })), "must be 7 to 9999 Days, got 6 Days"],
    [policy(kept({ count: 9999, durationType: "Days" })), ""],
    [policy(kept({ count: 10_000, durationType: "Days" })), "7 to 9999 Days, got 10000"],
    [policy(kept({ count: 7, durationType: "Weeks" })), "got 7 Weeks"],
    [
      policy(kept({ count: 7, durationType: "Days" }, ["2026-12-01T04:00:00Z"])),
      "must be the schedule's run times",
    ],
    [{ ...policy(), properties: { backupManagementType: "AzureStorage" } }, ""],
  ])("are judged: %#", (inputs, message) => {
    judge(policyType, inputs, message);
  });

  it("are not deleted while an item uses them", () => {
    const made = cloud.create(policyType, policy());
    const user = cloud.create(itemType, item({}, { policyId: made.id.toUpperCase() }));

    expect(() => cloud.remove(made)).toThrow("BMSUserErrorPolicyInUse");
    cloud.remove(user);
    expect(() => cloud.remove(made)).not.toThrow();
  });
});
