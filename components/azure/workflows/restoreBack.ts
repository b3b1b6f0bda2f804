/** The old disks back, where a restore has failed once the machine was touched. */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import {
  attached,
  isRunning,
  isSettled,
  minutes,
  start,
  statuses,
  stop,
  systemDiskOf,
  update,
  vmDisk,
} from "./restoredMachine";
import { set } from "./restoreSwap";
import { waitFor } from "./waiting";

const oldSystem =
  "body('Read_vm')?['properties']?['storageProfile']?['osDisk']?['managedDisk']?['id']";

/** The old disks again, whatever became of the swap; a machine that still has them is started only. */
export function putBack(identity: CallerIdentity): Record<string, Action> {
  return {
    // Compute refuses whatever comes while it still works on the machine.
    Await_rest: waitFor({
      name: "Read_swapped",
      read: armAction(identity, "readMachine", {
        path: "outputs('Machine')",
        query: "$expand=instanceView",
      }),
      until: `and(${isSettled("Read_swapped")}, or(${isRunning("Read_swapped")}, contains(${statuses("Read_swapped")}, 'PowerState/deallocated')))`,
      every: 15,
      minutes,
      runAfter: {},
    }),
    Attached_swapped: attached("Read_swapped", { Await_rest: ["Succeeded"] }),
    Attached_before: attached("Read_vm", { Attached_swapped: whateverHappens }),
    If_swapped: {
      type: "If",
      expression: `@not(and(equals(${systemDiskOf("body('Read_swapped')")}, ${systemDiskOf("body('Read_vm')")}), equals(body('Attached_swapped'), body('Attached_before'))))`,
      actions: {
        ...stop(identity, "Stop_again", {}),
        ...update(identity, "Swap_back", vmDisk(oldSystem), "@body('Kept_data')", {
          Await_Stop_again: whateverHappens,
        }),
        ...update(identity, "Attach_old", undefined, "@outputs('Old_data')", {
          Await_Swap_back: whateverHappens,
        }),
      },
      else: { actions: {} },
      runAfter: { Attached_before: whateverHappens },
    },
    ...start(identity, "Start_again", { If_swapped: whateverHappens }),
    Attached_again: attached("Read_Start_again", { Await_Start_again: whateverHappens }),
    If_back: {
      type: "If",
      expression: `@and(${isRunning("Read_Start_again")}, equals(${systemDiskOf("body('Read_Start_again')")}, ${systemDiskOf("body('Read_vm')")}), equals(body('Attached_again'), body('Attached_before')))`,
      actions: { Set_back: set("back", true, {}) },
      else: { actions: {} },
      runAfter: { Attached_again: whateverHappens },
    },
  };
}
