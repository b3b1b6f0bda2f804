import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { accountType } from "../../../sandbox/azure/storage/types";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const containerType = "azure-native:storage:BlobContainer";
const lifecycleType = "azure-native:storage:ManagementPolicy";
const identityType = "azure-native:managedidentity:UserAssignedIdentity";
const other = { ...azureHome, account: "22222222-2222-4222-8222-222222222222" };

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

const account = (change: object = {}) => ({
  resourceGroupName: "rg-patching",
  accountName: "patchruns1",
  location: "westeurope",
  kind: "StorageV2",
  sku: { name: "Standard_ZRS" },
  ...change,
});
const ofKind = (kind: string, name: string, change: object = {}) =>
  account({ kind, sku: { name }, ...change });

describe("storage accounts", () => {
  it.each([
    [account(), ""],
    [account({ accountName: "abc" }), ""],
    [account({ accountName: "a".repeat(24) }), ""],
    [account({ accountName: "ab" }), "AccountNameInvalid"],
    [account({ accountName: "a".repeat(25) }), "3 to 24 lower-case letters and digits"],
    [account({ accountName: "patchRuns" }), "AccountNameInvalid"],
    [account({ accountName: "patch-runs" }), "AccountNameInvalid"],
    [account({ kind: "BlobStore" }), "allowed: Storage, StorageV2"],
    [account({ sku: { name: "Standard" } }), "allowed: Standard_LRS"],
    [account({ minimumTlsVersion: "TLS1_2", allowSharedKeyAccess: false }), ""],
    [account({ minimumTlsVersion: "1.2" }), "allowed: TLS1_0"],
    [account({ networkRuleSet: { defaultAction: "Refuse" } }), "allowed: Allow, Deny"],
    [ofKind("BlockBlobStorage", "Premium_ZRS"), ""],
    [ofKind("BlockBlobStorage", "Standard_LRS"), "does not support the SKU 'Standard_LRS'"],
    [ofKind("FileStorage", "Premium_LRS"), ""],
    [ofKind("FileStorage", "Standard_LRS"), "does not support the SKU"],
    [ofKind("Storage", "Standard_GZRS"), "does not support the SKU"],
    [ofKind("StorageV2", "Premium_LRS"), ""],
    [ofKind("StorageV2", "Premium_ZRS"), "does not support the SKU"],
    [ofKind("BlobStorage", "Standard_LRS", { accessTier: "Cool" }), ""],
    [ofKind("BlobStorage", "Standard_LRS"), "'accessTier' is required"],
    [account({ accessTier: "Cold" }), ""],
    [account({ accessTier: "Lukewarm" }), "allowed: Hot, Cool"],
    [ofKind("Storage", "Standard_LRS", { accessTier: "Hot" }), "'accessTier' is not supported"],
  ])("are judged: %#", (inputs, message) => {
    judge(accountType, inputs, message);
  });

  it("have a name that is taken in all subscriptions", () => {
    const made = cloud.create(accountType, account());

    expect(() =>
      cloud.create(accountType, account({ resourceGroupName: "rg-2" }), "b", other),
    ).toThrow('Status=409 Code="StorageAccountAlreadyTaken"');
    cloud.remove(made);
    expect(() => cloud.create(accountType, account(), "b", other)).not.toThrow();
  });

  it("answer the addresses of their services", () => {
    const made = cloud.create(accountType, account());

    expect(made.outputs["primaryEndpoints"]).toMatchObject({
      blob: "https://patchruns1.blob.core.windows.net/",
    });
    expect(made.outputs["sku"]).toEqual({ name: "Standard_ZRS", tier: "Standard" });
  });

  it.each([
    [account(), { sku: { name: "Standard_GZRS" } }, ""],
    [account(), { sku: { name: "Standard_LRS" } }, "can't be changed from Standard_ZRS"],
    [ofKind("StorageV2", "Standard_LRS"), { sku: { name: "Standard_RAGRS" } }, ""],
    [ofKind("StorageV2", "Standard_LRS"), { sku: { name: "Premium_LRS" } }, "can't be changed"],
    [ofKind("Storage", "Standard_LRS"), { kind: "StorageV2" }, ""],
    [ofKind("StorageV2", "Standard_LRS"), { kind: "Storage" }, "kind of a storage account"],
  ])("change their kind and redundancy only in some ways: %#", (before, change, message) => {
    const made = cloud.create(accountType, before);
    const update = () => cloud.update(made, { ...before, ...change });

    if (message === "") expect(update).not.toThrow();
    else expect(update).toThrow(message);
  });
});

describe("containers", () => {
  const container = (change: object = {}) => ({
    resourceGroupName: "rg-patching",
    accountName: "patchruns1",
    containerName: "patch-runs",
    ...change,
  });

  it.each([
    [container(), ""],
    [container({ containerName: "$web" }), ""],
    [container({ containerName: "a".repeat(63) }), ""],
    [container({ containerName: "a".repeat(64) }), "ContainerInvalidName"],
    [container({ containerName: "ab" }), "ContainerInvalidName"],
    [container({ containerName: "Patch" }), "ContainerInvalidName"],
    [container({ containerName: "patch--runs" }), "ContainerInvalidName"],
    [container({ containerName: "runs-" }), "ContainerInvalidName"],
    [container({ publicAccess: "None" }), ""],
    [container({ publicAccess: "Everyone" }), "allowed: None, Container, Blob"],
  ])("are judged: %#", (inputs, message) => {
    judge(containerType, inputs, message);
  });

  it("live in an account that no state need have", () => {
    expect(cloud.create(containerType, container()).id).toMatch(
      /storageAccounts\/patchruns1\/blobServices\/default\/containers\/patch-runs$/,
    );
  });

  it("are public only where their account allows it, and hold no files", () => {
    const made = cloud.create(accountType, account());
    const open = container({ publicAccess: "Blob", accountName: "PATCHRUNS1" });

    expect(() => cloud.create(containerType, open)).toThrow("PublicAccessNotPermitted");
    cloud.update(made, account({ allowBlobPublicAccess: true }));
    expect(() => cloud.create(containerType, open)).not.toThrow();
    cloud.create(accountType, ofKind("FileStorage", "Premium_LRS", { accountName: "files1" }));
    expect(() => cloud.create(containerType, container({ accountName: "files1" }))).toThrow(
      "FeatureNotSupportedForAccount",
    );
  });
});

describe("lifecycle policies", () => {
  const older = (days: number) => ({ daysAfterModificationGreaterThan: days });
  const rule = (change: object = {}, definition: object = {}) => ({
    name: "old-runs",
    type: "Lifecycle",
    definition: {
      filters: { blobTypes: ["blockBlob"], prefixMatch: ["patch-runs/runs/"] },
      actions: { baseBlob: { delete: older(90) } },
      ...definition,
    },
    ...change,
  });
  const policy = (rules: object[], change: object = {}) => ({
    resourceGroupName: "rg-patching",
    accountName: "patchruns1",
    managementPolicyName: "default",
    policy: { rules },
    ...change,
  });
  const filters = (change: object) =>
    rule({}, { filters: { blobTypes: ["blockBlob"], ...change } });
  const acts = (actions: object) => rule({}, { actions });
  const tiers = { baseBlob: { tierToCool: older(30) } };
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => rule({ name: `rule${index}` }));

  it.each([
    [policy([rule()]), ""],
    [policy(many(100)), ""],
    [policy(many(101)), "1 to 100 rules, got 101"],
    [policy([]), "1 to 100 rules, got 0"],
    [policy([rule()], { managementPolicyName: "runs" }), "allowed: default"],
    [policy([rule(), rule()]), "'old-runs' is not unique"],
    [policy([rule({ name: "old runs" })]), "1 to 256 letters"],
    [policy([rule({ type: "Deletion" })]), "allowed: Lifecycle"],
    [policy([filters({ blobTypes: ["pageBlob"] })]), "got 'pageBlob'"],
    [policy([filters({ blobTypes: [] })]), "got 'none'"],
    [policy([filters({ prefixMatch: Array(10).fill("a") })]), ""],
    [policy([filters({ prefixMatch: Array(11).fill("a") })]), "at most 10 prefixes, got 11"],
    [policy([acts({})]), "at least one action"],
    [policy([acts(tiers)]), ""],
    [
      policy([rule({}, { filters: { blobTypes: ["appendBlob"] }, actions: tiers })]),
      "tierToCool is not supported for append blobs",
    ],
    [policy([acts({ baseBlob: { delete: {} } })]), "exactly one of"],
    [
      policy([acts({ baseBlob: { delete: { ...older(1), daysAfterCreationGreaterThan: 1 } } })]),
      "exactly one of",
    ],
    [policy([acts({ snapshot: { delete: { daysAfterCreationGreaterThan: 1 } } })]), ""],
    [policy([acts({ baseBlob: { delete: older(-1) } })]), "must be 0 to 99999, got -1"],
    [policy([acts({ baseBlob: { delete: older(0) } })]), ""],
    [policy([acts({ baseBlob: { delete: older(99_999) } })]), ""],
    [policy([acts({ baseBlob: { delete: older(100_000) } })]), "must be 0 to 99999, got 100000"],
  ])("are judged: %#", (inputs, message) => {
    judge(lifecycleType, inputs, message);
  });

  it("are one an account, of a kind that has them", () => {
    cloud.create(accountType, ofKind("Storage", "Standard_LRS", { accountName: "old1" }));
    cloud.create(lifecycleType, policy([rule()]));

    expect(() => cloud.create(lifecycleType, policy([rule()]), "b")).toThrow("already existing");
    expect(() => cloud.create(lifecycleType, policy([rule()], { accountName: "old1" }))).toThrow(
      "its kind is Storage",
    );
  });
});

describe("user-assigned identities", () => {
  const identity = (resourceName: string) => ({
    resourceGroupName: "rg-patching",
    resourceName,
    location: "westeurope",
  });

  it.each([
    ["pre-event", ""],
    ["a".repeat(128), ""],
    ["a".repeat(129), "3 to 128 letters"],
    ["ab", "3 to 128 letters"],
    ["-pre", "3 to 128 letters"],
    ["pre.event", "3 to 128 letters"],
  ])("are called %s", (name, message) => {
    judge(identityType, identity(name), message);
  });

  it("keep their principal over updates", () => {
    const made = cloud.create(identityType, identity("pre-event"));
    const changed = cloud.update(made, { ...identity("pre-event"), tags: { a: "b" } });

    expect(made.outputs["principalId"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(changed.outputs["principalId"]).toBe(made.outputs["principalId"]);
  });
});
