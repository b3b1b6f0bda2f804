/** `azure-native.compute.RestorePoint`: taken once and never changed; what machines and disks know none. */
import type { Minutes } from "../../../model/time";
import { isRecord, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import type { ServiceRequest, ServiceRules, StoredResource } from "../../service";
import {
  type ArmOperation,
  checkName,
  checkWord,
  groupId,
  knownText,
  nameOf,
  refusal,
  resourceWith,
} from "../arm";
import {
  diskName,
  diskType,
  machineType,
  restorePointCollectionType,
  restorePointType,
} from "./types";

const put: ArmOperation = { operation: "RestorePoints_Create" };

/** "Create virtual machine restore points": points of a machine, and of each consistency an hour. */
const maxPoints = 500;
const maxPointsPerHour = 3;
const hour: Minutes = 60;

const modes = ["CrashConsistent", "FileSystemConsistent", "ApplicationConsistent"];
const notCrashConsistent = ["UltraSSD_LRS", "PremiumV2_LRS"];

export const restorePoint: ServiceRules = {
  type: restorePointType,
  replaceOn: ["resourceGroupName", "restorePointCollectionName", "restorePointName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "restorePointName", knownText(inputs, "restorePointName", unknown), diskName),
    ...checkWord(put, "consistencyMode", inputs["consistencyMode"], modes),
  ],
  refuseCreate: (request) => refuseMachine(request) ?? refuseTooMany(request),
  refuseUpdate: () =>
    refusal(put, "OperationNotAllowed", "A restore point can't be updated once it is made", 409),
  create: (request) => ({
    id: `${collectionId(request)}/restorePoints/${nameOf(request, "restorePointName")}`,
    outputs: {
      consistencyMode: request.inputs["consistencyMode"] ?? "ApplicationConsistent",
      timeCreated: new Date(request.now * 60_000).toISOString(),
    },
  }),
};

function collectionId(request: ServiceRequest): string {
  const name = textOf(request.inputs["restorePointCollectionName"]) ?? "";
  return groupId(request, "Microsoft.Compute/restorePointCollections", name);
}

/** The machine of the request's collection; undefined where no state has one of the two. */
function machineOf(request: ServiceRequest): StoredResource | undefined {
  const collection = resourceWith(request, restorePointCollectionType, collectionId(request));
  const source = textOf(recordAt(collection?.inputs, "source")["id"]);
  return resourceWith(request, machineType, source);
}

/** Disks without managed storage, on the host, or shared by machines have no restore points. */
function refuseMachine(request: ServiceRequest): string | undefined {
  const machine = machineOf(request);
  if (machine === undefined) return undefined;
  const storage = recordAt(machine.inputs, "storageProfile");
  const systemDisk = recordAt(storage, "osDisk");
  const disks = [systemDisk, ...recordsOf(storage["dataDisks"])];
  const managed = disks.map((each) => managedDisk(request, each));
  const isCrash = request.inputs["consistencyMode"] === "CrashConsistent";
  const reason = [
    [isRecord(systemDisk["diffDiskSettings"]), "with an ephemeral OS disk"],
    [disks.some((each) => isRecord(each["vhd"])), "with unmanaged disks"],
    [managed.some((each) => Number(each["maxShares"] ?? 1) > 1), "with shared disks"],
    [
      isCrash && managed.some(isBeyondCrash),
      "of consistency CrashConsistent with Ultra or Premium SSD v2 disks",
    ],
    [
      isCrash && disks.some((each) => each["writeAcceleratorEnabled"] === true),
      "of consistency CrashConsistent with write-accelerated disks",
    ],
  ].find(([holds]) => holds)?.[1];
  return reason === undefined
    ? undefined
    : refusal(
        put,
        "OperationNotAllowed",
        `Restore points are not supported for virtual machines ${reason}: ${machine.id}`,
        409,
      );
}

/** What the state knows of an attached disk: its own resource, else what the machine says. */
function managedDisk(request: ServiceRequest, attached: Plain): Plain {
  const managed = recordAt(attached, "managedDisk");
  const own = resourceWith(request, diskType, textOf(managed["id"]));
  return own?.inputs ?? { sku: { name: managed["storageAccountType"] } };
}

function isBeyondCrash(disk: Plain): boolean {
  return notCrashConsistent.includes(textOf(recordAt(disk, "sku")["name"]) ?? "");
}

function refuseTooMany(request: ServiceRequest): string | undefined {
  const { cloud, now, inputs } = request;
  const collection = `${collectionId(request)}/`.toLowerCase();
  const points = cloud
    .everywhere(restorePointType)
    .filter(({ id }) => id.toLowerCase().startsWith(collection));
  const isCrash = (value: Plain) => value["consistencyMode"] === "CrashConsistent";
  const recent = points.filter(
    (point) => now - (point.madeAt ?? 0) < hour && isCrash(point.inputs) === isCrash(inputs),
  );
  if (points.length >= maxPoints) {
    return refusal(
      put,
      "OperationNotAllowed",
      `A virtual machine has at most ${maxPoints} restore points`,
      409,
    );
  }
  return recent.length >= maxPointsPerHour
    ? refusal(
        put,
        "TooManyRequests",
        `A virtual machine has at most ${maxPointsPerHour} restore points an hour of each consistency, try again later`,
        429,
      )
    : undefined;
}
