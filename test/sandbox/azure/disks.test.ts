import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import {
  diskType,
  machineType,
  restorePointCollectionType,
  restorePointType,
} from "../../../sandbox/azure/compute/types";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const snapshotType = "azure-native:compute:Snapshot";
const providers = `/subscriptions/${azureHome.account}/resourceGroups/rg-web/providers/Microsoft.Compute`;
const point = `${providers}/restorePointCollections/web-1/restorePoints/run-1`;

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

const disk = (creationData: object, change: object = {}) => ({
  resourceGroupName: "rg-web",
  diskName: "web-1-data",
  location: "westeurope",
  creationData,
  ...change,
});
const empty = (diskSizeGB?: number) => disk({ createOption: "Empty" }, { diskSizeGB });
const restore = { createOption: "Restore", sourceResourceId: `${point}/diskRestorePoints/os_1` };
const copy = { createOption: "Copy", sourceResourceId: `${providers}/snapshots/web-1` };

describe("disks", () => {
  it.each([
    [disk(restore), ""],
    [disk(copy), ""],
    [empty(65_536), ""],
    [disk({ createOption: "Restore" }), "'creationData.sourceResourceId' is missing"],
    [disk({ ...restore, sourceResourceId: point }), "must be the id of a disk restore point"],
    [
      disk({ ...copy, sourceResourceId: `${point}/diskRestorePoints/os_1` }),
      "must be the id of a disk or a snapshot",
    ],
    [disk({ createOption: "Import", sourceUri: "https://x" }), "'creationData.storageAccountId'"],
    [disk({ createOption: "Upload" }), "'creationData.uploadSizeBytes' is missing"],
    [disk({ createOption: "FromImage" }), "'creationData.imageReference' is missing"],
    [disk({ createOption: "FromImage", galleryImageReference: { id: "x" } }), ""],
    [disk({ createOption: "Clone" }), "allowed: Empty, Attach"],
    [empty(), "'disk.diskSizeGB' is missing"],
    [empty(65_537), "must be 1 to 65536, got 65537"],
    [disk(copy, { sku: { name: "Premium_LRS" } }), ""],
    [disk(copy, { sku: { name: "Premium" } }), "sku.name is not valid"],
    [disk(copy, { diskName: "x".repeat(80) }), ""],
    [disk(copy, { diskName: "x".repeat(81) }), "1 to 80 letters"],
    [disk(copy, { diskName: "-web" }), "1 to 80 letters"],
  ])("are judged: %#", (inputs, message) => {
    judge(diskType, inputs, message);
  });

  it("wait for a source that is not known yet", () => {
    const inputs = disk({ createOption: "Restore" });

    expect(failuresOf(diskType, inputs, ["creationData.sourceResourceId"])).toBe("");
  });

  it("keep their source, and never shrink", () => {
    const made = cloud.create(diskType, empty(64));

    expect(() => cloud.update(made, disk(copy, { diskSizeGB: 64 }))).toThrow("'creationData'");
    expect(() => cloud.update(made, empty(32))).toThrow("cannot be made smaller than its 64 GB");
    const same = cloud.update(made, { ...empty(64), osType: "Linux" });
    expect(() => cloud.update(same, empty(128))).not.toThrow();
  });
});

describe("snapshots", () => {
  const snapshot = (creationData: object, change: object = {}) => ({
    resourceGroupName: "rg-web",
    snapshotName: "web-1-os",
    location: "westeurope",
    creationData,
    ...change,
  });
  const start = { ...copy, createOption: "CopyStart" };

  it.each([
    [snapshot(copy), ""],
    [snapshot(start, { incremental: true }), ""],
    [snapshot(start), "supported for incremental snapshots only"],
    [snapshot({ createOption: "Copy" }), "'creationData.sourceResourceId' is missing"],
    [snapshot(copy, { sku: { name: "StandardSSD_LRS" } }), "allowed: Standard_LRS"],
    [snapshot(copy, { snapshotName: "web 1" }), "1 to 80 letters"],
  ])("are judged: %#", (inputs, message) => {
    judge(snapshotType, inputs, message);
  });

  it("stay incremental or not", () => {
    const made = cloud.create(snapshotType, snapshot(copy, { incremental: true }));

    expect(() => cloud.update(made, snapshot(copy))).toThrow("'incremental' is not allowed");
    expect(() =>
      cloud.update(made, snapshot(copy, { incremental: true, tags: { a: "b" } })),
    ).not.toThrow();
  });
});

describe("restore points", () => {
  const machine = (change: object = {}) => ({
    resourceGroupName: "rg-web",
    vmName: "web-1",
    location: "westeurope",
    ...change,
  });
  const storage = (osDisk: object, ...dataDisks: object[]) =>
    machine({ storageProfile: { osDisk, dataDisks } });
  const collection = (change: object = {}) => ({
    resourceGroupName: "rg-web",
    restorePointCollectionName: "web-1",
    location: "westeurope",
    source: { id: `${providers}/virtualMachines/web-1` },
    ...change,
  });
  const taken = (restorePointName: string, change: object = {}) => ({
    resourceGroupName: "rg-web",
    restorePointCollectionName: "web-1",
    restorePointName,
    ...change,
  });
  const crash = { consistencyMode: "CrashConsistent" };

  it.each([
    [collection(), ""],
    [collection({ source: undefined }), "must be the resource id of a virtual machine, got 'none'"],
    [collection({ source: { id: "web-1" } }), "got 'web-1'"],
    [
      collection({
        source: { id: `${providers}/virtualMachineScaleSets/web/virtualMachines/0` },
      }),
      "scale set of orchestration mode Uniform",
    ],
    [collection({ restorePointCollectionName: "" }), "1 to 80 letters"],
  ])("are collected: %#", (inputs, message) => {
    judge(restorePointCollectionType, inputs, message);
  });

  it("are collected where their machine is, and for it alone", () => {
    cloud.create(machineType, machine());
    const shouted = { id: `${providers}/virtualMachines/WEB-1`.toUpperCase() };

    expect(() =>
      cloud.create(
        restorePointCollectionType,
        collection({ source: shouted, location: "northeurope" }),
      ),
    ).toThrow("got 'northeurope', expected 'westeurope'");
    const made = cloud.create(restorePointCollectionType, collection());
    const other = collection({ source: { id: `${providers}/virtualMachines/web-2` } });
    expect(() => cloud.update(made, other)).toThrow("'source.id' is not allowed");
  });

  it("are never changed", () => {
    const made = cloud.create(restorePointType, taken("run-1"));

    expect(() => cloud.update(made, taken("run-1", crash))).toThrow("can't be updated");
    expect(failuresOf(restorePointType, taken("run-1", { consistencyMode: "Fuzzy" }))).toContain(
      "allowed: CrashConsistent",
    );
    expect(made.id).toBe(point);
    expect(failuresOf(restorePointType, taken("run 1"))).toContain("1 to 80 letters");
  });

  it("are at most three an hour of each consistency", () => {
    for (const name of ["a", "b", "c"]) cloud.create(restorePointType, taken(name));

    expect(() => cloud.create(restorePointType, taken("d"))).toThrow("Status=429");
    expect(() => cloud.create(restorePointType, taken("d", crash))).not.toThrow();
    cloud.wait(60);
    expect(() => cloud.create(restorePointType, taken("e"))).not.toThrow();
  });

  it("are at most 500 a machine", () => {
    for (let index = 0; index < 500; index += 1) {
      cloud.wait(60);
      cloud.create(restorePointType, taken(`run-${index}`));
    }
    cloud.wait(60);

    expect(() => cloud.create(restorePointType, taken("one-more"))).toThrow("at most 500");
  });

  it.each([
    [storage({ managedDisk: { storageAccountType: "Premium_LRS" } }), {}, ""],
    [storage({ diffDiskSettings: { option: "Local" } }), {}, "ephemeral OS disk"],
    [storage({ vhd: { uri: "https://x" } }), {}, "unmanaged disks"],
    [storage({}, { managedDisk: { id: `${providers}/disks/shared` } }), {}, "shared disks"],
    [storage({}, { managedDisk: { storageAccountType: "UltraSSD_LRS" } }), {}, ""],
    [
      storage({}, { managedDisk: { storageAccountType: "UltraSSD_LRS" } }),
      crash,
      "Ultra or Premium SSD v2",
    ],
    [storage({}, { writeAcceleratorEnabled: true }), crash, "write-accelerated disks"],
    [storage({}, { writeAcceleratorEnabled: true }), {}, ""],
  ])("know the disks that have none: %#", (inputs, change, message) => {
    cloud.create(diskType, { ...empty(64), diskName: "shared", maxShares: 2 });
    cloud.create(machineType, inputs);
    cloud.create(restorePointCollectionType, collection());
    const create = () => cloud.create(restorePointType, taken("run-1", change));

    if (message === "") expect(create).not.toThrow();
    else expect(create).toThrow(message);
  });
});
