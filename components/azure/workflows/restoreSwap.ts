/**
 * The restore's new disks in the place of the old ones, and the old ones back where that fails. Compute does not let another
 * disk take the place of one at the same LUN: the old data disks are detached first, together with the swap of the OS disk, and
 * the new ones attached by a second update.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/os-disk-swap
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, type RunAfter, whateverHappens } from "./definition";
import { healthCheck, healthSays } from "./machineHealth";
import { attached, isRunning, start, stop, systemDiskOf, update, vmDisk } from "./restoredMachine";

const vm = "body('Read_vm')?['properties']?['storageProfile']";
const system = `toLower(coalesce(${vm}?['osDisk']?['osType'], 'unknown'))`;
const script = `coalesce(outputs('Ring')?['health']?[${system}], '')`;
const newSystem = "first(body('Made_system'))?['new']";

export function swapDisks(identity: CallerIdentity): Record<string, Action> {
  return {
    ...planSwap(),
    Set_touched: set("touched", true, { New_disks: ["Succeeded"] }),
    ...stop(identity, "Stop_machine", { Set_touched: ["Succeeded"] }),
    ...update(identity, "Swap_system", vmDisk(newSystem), "@body('Kept_data')", {
      Await_Stop_machine: ["Succeeded"],
    }),
    ...update(identity, "Attach_new", undefined, "@union(body('Kept_data'), body('New_disks'))", {
      Await_Swap_system: ["Succeeded"],
    }),
    ...start(identity, "Start_machine", { Await_Attach_new: ["Succeeded"] }),
    ...healthCheck(identity, {
      kind: "vm",
      of: "restored",
      machine: "outputs('Machine')",
      location: "body('Read_vm')?['location']",
      name: "concat('patchwarden-restored-', uriComponent(last(split(outputs('Asked')?['run'], '/'))), '-', outputs('Asked')?['attempt'])",
      script,
      when: isRunning("Read_Start_machine"),
      runAfter: { Await_Start_machine: ["Succeeded"] },
    }),
    ...verify(),
  };
}

/** What is attached afterwards, worked out before anything is touched. */
function planSwap(): Record<string, Action> {
  return {
    Made_system: made("equals(item()?['slot'], 'os')", {}),
    Made_data: made("not(equals(item()?['slot'], 'os'))", {
      Made_system: ["Succeeded"],
    }),
    Made_luns: {
      type: "Select",
      inputs: { from: "@body('Made_data')", select: "@item()?['lun']" },
      runAfter: { Made_data: ["Succeeded"] },
    },
    Old_data: {
      type: "Compose",
      inputs: `@coalesce(${vm}?['dataDisks'], createArray())`,
      runAfter: { Made_luns: ["Succeeded"] },
    },
    Kept_data: {
      type: "Query",
      inputs: {
        from: "@outputs('Old_data')",
        where: "@not(contains(body('Made_luns'), item()?['lun']))",
      },
      runAfter: { Old_data: ["Succeeded"] },
    },
    New_disks: {
      type: "Select",
      inputs: {
        from: "@body('Made_data')",
        select: {
          lun: "@item()?['lun']",
          createOption: "Attach",
          caching: "@item()?['caching']",
          writeAcceleratorEnabled: "@item()?['accelerated']",
          deleteOption: "@item()?['deleteOption']",
          managedDisk: "@setProperty(json('{}'), 'id', item()?['new'])",
        },
      },
      runAfter: { Kept_data: ["Succeeded"] },
    },
  };
}

function made(where: string, runAfter: RunAfter): Action {
  return {
    type: "Query",
    inputs: { from: "@variables('made')", where: `@${where}` },
    runAfter,
  };
}

/** The machine runs, with exactly the disks that were made for it, and is well by the team's own check. */
function verify(): Record<string, Action> {
  const now = "body('Read_Start_machine')";
  return {
    Attached_now: attached("Read_Start_machine", { If_check_restored: whateverHappens }),
    Lacking: {
      type: "Query",
      inputs: {
        from: "@body('Made_data')",
        where:
          "@not(contains(body('Attached_now'), concat(string(item()?['lun']), '|', toLower(item()?['new']))))",
      },
      runAfter: { Attached_now: ["Succeeded"] },
    },
    If_verified: {
      type: "If",
      expression: `@and(${isRunning("Read_Start_machine")}, equals(${systemDiskOf(now)}, toLower(${newSystem})), equals(length(body('Lacking')), 0), contains(createArray('passed', 'none'), ${healthSays("restored", script)}))`,
      actions: { Set_restored: set("restored", true, {}) },
      else: { actions: {} },
      runAfter: { Lacking: ["Succeeded"] },
    },
  };
}

/** The replaced disks belong to nobody now: a tag says of which run, and since when. */
export function tagOld(identity: CallerIdentity): Record<string, Action> {
  const disk = (key: string): string => `items('Tag_disks')?['${key}']`;
  const run = "last(split(outputs('Asked')?['run'], '/'))";
  return {
    Replaced: made("item()?['replaces']", {}),
    Tag_disks: {
      type: "Foreach",
      foreach: "@body('Replaced')",
      actions: {
        Tag_disk: armAction(identity, "tagDisk", {
          path: disk("old"),
          body: {
            tags: `@setProperty(setProperty(${disk("tags")}, 'patchwarden-replaced-in', ${run}), 'patchwarden-replaced-at', utcNow())`,
          },
        }),
      },
      runAfter: { Replaced: ["Succeeded"] },
    },
  };
}

export function set(name: string, value: boolean, runAfter: RunAfter): Action {
  return { type: "SetVariable", inputs: { name, value }, runAfter };
}
