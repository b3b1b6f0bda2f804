/**
 * The part of the pre-event workflow that finds the stopped machines of rings which start them. They stand in the run's
 * record before the first one starts, so that whoever ends the run knows which to stop again.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { ofRow } from "./findMachines";
import { recordOf } from "./openRuns";
import { recordAddress, storeAction } from "./storeCalls";

/** Variable with machines that were stopped: `{ run, machine }`. */
export const stoppedMachines = "stopped";
/** Variable with ids of runs whose record names them. */
export const notedRuns = "noted";

/** Machines at once: the most that a loop of Logic Apps runs. */
const atOnce = 50;

const machine = "items('Look_at_machines')";
const run = (key: string): string => `items('Note_starts')?['${key}']`;

/** For the runs in `runs`, whose rows are in `Machines`; ends with the loop `Note_starts`. */
export function findStopped(identity: CallerIdentity, runs: string): Record<string, Action> {
  return {
    To_look_at: {
      type: "Query",
      inputs: {
        from: "@body('Machines')",
        where: `@equals(${ofRow("item()", "startStopped")}, true)`,
      },
      runAfter: {},
    },
    Look_at_machines: {
      type: "Foreach",
      foreach: "@body('To_look_at')",
      runtimeConfiguration: { concurrency: { repetitions: atOnce } },
      actions: {
        Look_at_machine: readState(identity, `${machine}?['machine']`),
        If_stopped: {
          type: "If",
          expression: `@or(${hasState("Look_at_machine", "deallocated")}, ${hasState("Look_at_machine", "stopped")})`,
          actions: {
            Note_stopped: {
              type: "AppendToArrayVariable",
              inputs: {
                name: stoppedMachines,
                value: { run: `@${machine}?['run']`, machine: `@${machine}?['machine']` },
              },
              runAfter: {},
            },
          },
          else: { actions: {} },
          runAfter: { Look_at_machine: ["Succeeded"] },
        },
      },
      runAfter: { To_look_at: ["Succeeded"] },
    },
    ...noteStarts(identity, runs),
  };
}

/** A machine that could not be looked at is not started, and counts as not running later on. */
function noteStarts(identity: CallerIdentity, runs: string): Record<string, Action> {
  return {
    Starting_runs: {
      type: "Query",
      inputs: { from: `@body('${runs}')`, where: "@equals(item()?['startStopped'], true)" },
      runAfter: { Look_at_machines: whateverHappens },
    },
    Note_starts: {
      type: "Foreach",
      foreach: "@body('Starting_runs')",
      actions: {
        Stopped_of_run: {
          type: "Query",
          inputs: {
            from: `@variables('${stoppedMachines}')`,
            where: `@equals(item()?['run'], ${run("id")})`,
          },
          runAfter: {},
        },
        Stopped_ids: {
          type: "Select",
          inputs: { from: "@body('Stopped_of_run')", select: "@item()?['machine']" },
          runAfter: { Stopped_of_run: ["Succeeded"] },
        },
        Write_starts: storeAction(identity, "writeBlob", {
          address: recordAddress(run("patchGroup"), run("name")),
          body: recordOf("items('Note_starts')", {
            state: "preparing",
            reason: "",
            started: "@body('Stopped_ids')",
          }),
          runAfter: { Stopped_ids: ["Succeeded"] },
        }),
        Note_noted: {
          type: "AppendToArrayVariable",
          inputs: { name: notedRuns, value: `@${run("id")}` },
          runAfter: { Write_starts: ["Succeeded"] },
        },
      },
      runAfter: { Starting_runs: ["Succeeded"] },
    },
  };
}

/** Reads a machine with what it does just now. */
export function readState(
  identity: CallerIdentity,
  path: string,
  runAfter: Action["runAfter"] = {},
): Action {
  return armAction(identity, "readMachine", { path, query: "$expand=instanceView", runAfter });
}

/** An expression: the machine that an action has read is in a power state, such as `running`. */
export function hasState(action: string, state: string): string {
  return `contains(toLower(string(body('${action}')?['properties']?['instanceView']?['statuses'])), '"powerstate/${state}"')`;
}
