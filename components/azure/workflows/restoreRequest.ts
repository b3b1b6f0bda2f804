/** What the restore is asked: who is restored to which run's point, refused where that cannot be, and done once an attempt. */
import type { CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { restoreAddress } from "./restoreRecord";
import { storeAction } from "./storeCalls";

export const asked = (key: "run" | "machine" | "attempt"): string => `outputs('Asked')?['${key}']`;

/** No quote may get into a path, and no other case into a comparison. */
export function readRequest(): Record<string, Action> {
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

export function refuseUnfit(): Record<string, Action> {
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

export const record = restoreAddress(
  "outputs('Ring')?['patchGroup']",
  asked("run"),
  asked("machine"),
  asked("attempt"),
);

/** A second request for the same attempt finds the record and ends; the answer comes when whoever asked can read it. */
export function claim(identity: CallerIdentity): Record<string, Action> {
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

export function request() {
  return {
    run: `@${asked("run")}`,
    machine: `@${asked("machine")}`,
    attempt: `@${asked("attempt")}`,
  };
}

function variable(name: string, type: "array" | "boolean", value: unknown, after: string): Action {
  return {
    type: "InitializeVariable",
    inputs: { variables: [{ name, type, value }] },
    runAfter: { [after]: ["Succeeded"] },
  };
}
