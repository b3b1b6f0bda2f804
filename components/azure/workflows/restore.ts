/**
 * Puts one virtual machine back to the restore point of a run: by hand through its trigger, or by the post-event. New disks are made
 * beside the old ones, and only then the machine is deallocated and given them; the old disks are kept and tagged. Whatever fails
 * once the machine is touched, it ends with its old disks and is started. A restored machine still counts as failed.
 */
import type { ArmCallName, CallerIdentity } from "./armCalls";
import {
  type Action,
  definitionSchema,
  type WorkflowDefinition,
  whateverHappens,
} from "./definition";
import { healthCalls } from "./machineHealth";
import { putBack } from "./restoreBack";
import { madeDisks, makeDisks } from "./restoreDisks";
import { restoreTrigger } from "./restoreRecord";
import { asked, claim, readRequest, record, refuseUnfit, request } from "./restoreRequest";
import { swapDisks, tagOld } from "./restoreSwap";
import { type StoreCallName, storeAction, storeParameter } from "./storeCalls";

export const restoreCalls: readonly ArmCallName[] = [
  "readMachine",
  "readRestorePoint",
  "readDisk",
  "writeDisk",
  "tagDisk",
  "stopMachine",
  "updateMachine",
  "startMachine",
  ...healthCalls("vm"),
];
export const restoreStoreCalls: readonly StoreCallName[] = ["writeBlob"];

/** What the workflow knows of a configuration: the value of its `configurations` parameter, by id in lower case. */
export interface RestoredRun {
  readonly patchGroup: string;
  /** Scripts of the health check. */
  readonly health: { readonly windows?: string; readonly linux?: string };
}

/**
 * The definition; its parameters `configurations` (RestoredRun by lower-case id), `subscription` (id), `restorePointGroup` (name) and
 * the run store are given by the deployment. The body of its trigger is `{ run, machine, attempt }`: two ids, and a digit
 * that a later attempt for the same machine and run has to itself.
 */
export function restoreWorkflow(identity?: CallerIdentity): WorkflowDefinition {
  return {
    $schema: definitionSchema,
    contentVersion: "1.0.0.0",
    parameters: {
      configurations: { type: "Object" },
      subscription: { type: "String" },
      restorePointGroup: { type: "String" },
      [storeParameter]: { type: "String" },
    },
    triggers: { [restoreTrigger]: { type: "Request", kind: "Http", inputs: { method: "POST" } } },
    actions: {
      ...readRequest(),
      ...refuseUnfit(),
      ...claim(identity),
      Prepare: {
        type: "Scope",
        actions: makeDisks(identity),
        runAfter: { If_claimed: ["Succeeded"] },
      },
      If_ready: {
        type: "If",
        expression: `@${madeDisks}`,
        actions: swapDisks(identity),
        else: { actions: {} },
        runAfter: { Prepare: whateverHappens },
      },
      If_to_put_back: {
        type: "If",
        expression: "@and(variables('touched'), not(variables('restored')))",
        actions: putBack(identity),
        else: { actions: {} },
        runAfter: { If_ready: whateverHappens },
      },
      If_restored: {
        type: "If",
        expression: "@variables('restored')",
        actions: tagOld(identity),
        else: { actions: {} },
        runAfter: { If_to_put_back: whateverHappens },
      },
      ...reportOutcome(identity),
    },
  };
}

const outcome =
  "if(variables('restored'), 'restored', if(not(variables('touched')), 'not begun', if(variables('back'), 'put back', 'unknown')))";

function reportOutcome(identity: CallerIdentity): Record<string, Action> {
  return {
    Write_outcome: storeAction(identity, "writeBlob", {
      address: record,
      body: {
        ...request(),
        state: `@${outcome}`,
        disks: "@variables('made')",
        at: "@utcNow()",
      },
      runAfter: { If_restored: whateverHappens },
    }),
    If_failed: {
      type: "If",
      expression: "@not(variables('restored'))",
      actions: {
        End_as_failed: {
          type: "Terminate",
          inputs: {
            runStatus: "Failed",
            runError: {
              code: "MachineNotRestored",
              message: `@concat(${asked("machine")}, ' is not restored; ', ${told})`,
            },
          },
          runAfter: {},
        },
      },
      else: { actions: {} },
      runAfter: { Write_outcome: whateverHappens },
    },
    // Whoever looks at failed runs is to see an old disk without its tag, and a record without its end.
    End_untagged: {
      ...failed("OldDisksNotTagged", "is restored, but its old disks could not be tagged"),
      runAfter: { If_failed: ["Succeeded"], If_restored: ["Failed", "TimedOut"] },
    },
    End_unrecorded: {
      ...failed("RestoreNotRecorded", "is restored, but its record could not be written"),
      runAfter: { If_failed: ["Succeeded"], Write_outcome: ["Failed", "TimedOut"] },
    },
  };
}

function failed(code: string, what: string): Action {
  return {
    type: "Terminate",
    inputs: {
      runStatus: "Failed",
      runError: { code, message: `@concat(${asked("machine")}, ' ${what}')` },
    },
    runAfter: {},
  };
}

const told =
  "if(not(variables('touched')), 'it was not touched', if(variables('back'), 'it runs with its old disks', 'it could not be seen running with its old disks: look at it now'))";
