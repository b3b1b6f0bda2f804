/**
 * The part of the pre-event workflow that gives one machine a restore point, as far as its disks know one: no point takes
 * an ephemeral or unmanaged system disk, or a disk that several machines may share.
 * @see https://learn.microsoft.com/azure/virtual-machines/virtual-machines-create-restore-points
 */
import { armAction, type CallerIdentity } from "./armCalls";
import type { Action } from "./definition";
import { ofRow } from "./findMachines";
import { isLate, machineRow, noteReady, pause } from "./readyMachines";

const storage = "body('Read_machine')?['properties']?['storageProfile']";
const systemDisk = `${storage}?['osDisk']`;
const isEphemeral = `equals(${systemDisk}?['diffDiskSettings']?['option'], 'Local')`;
const isUnmanaged = `equals(${systemDisk}?['managedDisk'], null)`;
const sharesDisks = "greater(length(body('Disks_left_out')), 0)";
const does = (what: string) => `equals(${ofRow(machineRow, "unsupportedDisks")}, '${what}')`;

/** Names come from machine and run, so a second event finds what the first one made. */
export function protectDisks(identity: CallerIdentity): Record<string, Action> {
  const point = `concat(${collectionPath}, '/restorePoints/', last(split(${machineRow}?['run'], '/')))`;
  const knowsNone = `or(${isEphemeral}, ${isUnmanaged})`;
  return {
    Read_machine: armAction(identity, "readMachine", { path: `${machineRow}?['machine']` }),
    Disks_shared: {
      type: "Query",
      inputs: {
        from: `@coalesce(${storage}?['dataDisks'], createArray())`,
        where:
          "@contains(body('Shared_disks'), toLower(coalesce(item()?['managedDisk']?['id'], '')))",
      },
      runAfter: { Read_machine: ["Succeeded"] },
    },
    Disks_left_out: {
      type: "Select",
      inputs: { from: "@body('Disks_shared')", select: { id: "@item()?['managedDisk']?['id']" } },
      runAfter: { Disks_shared: ["Succeeded"] },
    },
    If_point_possible: {
      type: "If",
      expression: `@and(not(${knowsNone}), or(not(${sharesDisks}), ${does("exclude")}))`,
      actions: writePoint(identity, point),
      else: { actions: {} },
      runAfter: { Disks_left_out: ["Succeeded"] },
    },
    If_goes_without: {
      type: "If",
      expression: `@and(or(${knowsNone}, ${sharesDisks}), ${does("proceed")})`,
      actions: { Note_without_point: noteReady() },
      else: { actions: {} },
      runAfter: { Disks_left_out: ["Succeeded"] },
    },
  };
}

function writePoint(identity: CallerIdentity, point: string): Record<string, Action> {
  return {
    Write_collection: armAction(identity, "writeCollection", {
      path: collectionPath,
      body: {
        location: "@body('Read_machine')?['location']",
        tags: { "patchwarden-keep-days": `@string(${ofRow(machineRow, "keepDays")})` },
        properties: { source: { id: "@body('Read_machine')?['id']" } },
      },
    }),
    Write_restore_point: armAction(identity, "writeRestorePoint", {
      path: point,
      body: { properties: { excludeDisks: "@body('Disks_left_out')" } },
      runAfter: { Write_collection: ["Succeeded"] },
    }),
    // A point that an earlier event made refuses the write and is as good.
    Await_restore_point: awaitPoint(identity, point),
    If_protected: {
      type: "If",
      expression: `@equals(${state}, 'Succeeded')`,
      actions: { Note_protected: noteReady() },
      else: { actions: {} },
      runAfter: { Await_restore_point: ["Succeeded"] },
    },
  };
}

const state = "body('Read_restore_point')?['properties']?['provisioningState']";

function awaitPoint(identity: CallerIdentity, point: string): Action {
  return {
    type: "Until",
    expression: `@or(equals(${state}, 'Succeeded'), equals(${state}, 'Failed'), greaterOrEquals(outputs('Read_restore_point')?['statusCode'], 400), ${isLate})`,
    limit: { count: 60, timeout: "PT15M" },
    actions: {
      Read_restore_point: armAction(identity, "readRestorePoint", {
        path: point,
        runAfter: {},
      }),
      If_still_creating: {
        type: "If",
        expression: `@equals(${state}, 'Creating')`,
        actions: { Pause: pause(15) },
        else: { actions: {} },
        runAfter: { Read_restore_point: ["Succeeded"] },
      },
    },
    runAfter: { Write_restore_point: ["Succeeded", "Failed"] },
  };
}

/** The machine's own GUID keeps namesakes apart; a collection's name has at most 80 characters. */
const collectionPath = [
  `concat('/subscriptions/', split(${machineRow}?['machine'], '/')[2]`,
  "'/resourceGroups/', parameters('restorePointGroup')",
  "'/providers/Microsoft.Compute/restorePointCollections/'",
  `take(last(split(${machineRow}?['machine'], '/')), 40), '-', toLower(body('Read_machine')?['properties']?['vmId']))`,
].join(", ");
