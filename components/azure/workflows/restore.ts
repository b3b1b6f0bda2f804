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
import { madeDisks, makeDisks } from "./restoreDisks";
import { restoreAddress, restoreTrigger } from "./restoreRecord";
import { putBack, swapDisks, tagOld } from "./restoreSwap";
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

const asked = (key: "run" | "machine" | "attempt"): string => `outputs('Asked')?['${key}']`;

/** No quote may get into a path, and no other case into a comparison. */
function readRequest(): Record<string, Action> {
  const text = (key: string, other: string): string =>
    `@toLower(replace(coalesce(triggerBody()?['${key}'], '${other}'), '''', ''))`;
  return {
    Asked: {
      type: "Compose",
      inputs: {
        run: text("run", ""),
        machine: text("machine", ""),
        attempt: text("attempt", "1"),
      },
      runAfter: {},
    },
    Parts: {
      type: "Compose",
      inputs: `@split(${asked("machine")}, '/')`,
      runAfter: { Asked: ["Succeeded"] },
    },
    Ring: {
      type: "Compose",
      inputs: `@parameters('configurations')?[first(split(${asked("run")}, '/providers/microsoft.maintenance/applyupdates/'))]`,
      runAfter: { Parts: ["Succeeded"] },
    },
    Disks: variable("made", "array", [], "Ring"),
    Touched: variable("touched", "boolean", false, "Disks"),
    Restored: variable("restored", "boolean", false, "Touched"),
    Back: variable("back", "boolean", false, "Restored"),
  };
}

function refuseUnfit(): Record<string, Action> {
  const machine = asked("machine");
  const fit = [
    "not(equals(outputs('Ring'), null))",
    "equals(length(outputs('Parts')), 9)",
    `startsWith(${machine}, concat('/subscriptions/', parameters('subscription'), '/resourcegroups/'))`,
    `contains(${machine}, '/providers/microsoft.compute/virtualmachines/')`,
    `contains(createArray('1', '2', '3', '4', '5', '6', '7', '8', '9'), ${asked("attempt")})`,
  ].join(", ");
  const arc = `contains(${machine}, '/microsoft.hybridcompute/')`;
  const words = `if(${arc}, 'A machine of Azure Arc has no restore points in Azure: nothing is to be restored', 'Ask with the ids of a run that is guarded here and of a virtual machine of this subscription, and an attempt 1-9')`;
  return {
    If_fit: {
      type: "If",
      expression: `@and(${fit})`,
      actions: {},
      else: {
        actions: {
          Answer_unfit: {
            type: "Response",
            kind: "Http",
            inputs: { statusCode: 400, body: { error: `@${words}` } },
            runAfter: {},
          },
          End_unfit: {
            type: "Terminate",
            inputs: {
              runStatus: "Failed",
              runError: { code: "RestoreNotApplicable", message: `@${words}` },
            },
            runAfter: { Answer_unfit: whateverHappens },
          },
        },
      },
      runAfter: { Back: ["Succeeded"] },
    },
  };
}

const record = restoreAddress(
  "outputs('Ring')?['patchGroup']",
  asked("run"),
  asked("machine"),
  asked("attempt"),
);

/** A second request for the same attempt finds the record and ends; the answer comes when whoever asked can read it. */
function claim(identity: CallerIdentity): Record<string, Action> {
  return {
    Machine: {
      type: "Compose",
      inputs:
        "@concat('/subscriptions/', parameters('subscription'), '/resourceGroups/', uriComponent(outputs('Parts')[4]), '/providers/Microsoft.Compute/virtualMachines/', uriComponent(outputs('Parts')[8]))",
      runAfter: { If_fit: ["Succeeded"] },
    },
    Claim: storeAction(identity, "writeBlob", {
      address: record,
      body: { ...request(), state: "running", at: "@utcNow()" },
      onlyNew: true,
      runAfter: { Machine: ["Succeeded"] },
    }),
    If_claimed: {
      type: "If",
      expression: "@equals(outputs('Claim')?['statusCode'], 201)",
      actions: {
        // With a 202 whoever asked would poll an address that is not there.
        Accept: { type: "Response", kind: "Http", inputs: { statusCode: 200 }, runAfter: {} },
      },
      else: {
        actions: {
          Answer_claimed: {
            type: "Response",
            kind: "Http",
            inputs: { statusCode: 409, body: { error: claimed } },
            runAfter: {},
          },
          End_claimed: {
            type: "Terminate",
            inputs: {
              runStatus: "Failed",
              runError: { code: "RestoreNotBegun", message: claimed },
            },
            runAfter: { Answer_claimed: whateverHappens },
          },
        },
      },
      runAfter: { Claim: whateverHappens },
    },
  };
}

const claimed =
  "This attempt has been made already, or its record cannot be written: look at the record, and ask with another attempt";

function request() {
  return {
    run: `@${asked("run")}`,
    machine: `@${asked("machine")}`,
    attempt: `@${asked("attempt")}`,
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

function variable(name: string, type: "array" | "boolean", value: unknown, after: string): Action {
  return {
    type: "InitializeVariable",
    inputs: { variables: [{ name, type, value }] },
    runAfter: { [after]: ["Succeeded"] },
  };
}
