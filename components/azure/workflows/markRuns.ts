/**
 * The part of the pre-event workflow that marks safe runs: the record says `protected`, which is what the watchdog looks
 * for. A run whose mark cannot be written, or comes too late to be seen, is not safe.
 */
import type { CallerIdentity } from "./armCalls";
import type { Action } from "./definition";
import { listed } from "./guardedRun";
import { recordOf } from "./openRuns";
import { markingEnds } from "./runTimes";
import { stoppedMachines } from "./startMachines";
import { recordAddress, storeAction } from "./storeCalls";

/** Variable with ids of runs that are marked. */
export const safeRuns = "safe";

const run = (key: string): string => `items('Mark_runs')?['${key}']`;

/** Over the runs in `runs` for which the expression `isSafe` holds. */
export function markRuns(
  identity: CallerIdentity,
  runs: string,
  isSafe: string,
  after: string,
): Record<string, Action> {
  return {
    Safe: {
      type: "Query",
      inputs: { from: `@body('${runs}')`, where: `@${isSafe}` },
      runAfter: { [after]: ["Succeeded"] },
    },
    Mark_runs: {
      type: "Foreach",
      foreach: "@body('Safe')",
      actions: {
        ...listMachines(),
        If_in_time: {
          type: "If",
          expression: `@less(ticks(utcNow()), ${markingEnds("items('Mark_runs')")})`,
          actions: {
            Write_mark: storeAction(identity, "writeBlob", {
              address: recordAddress(run("patchGroup"), run("name")),
              // A mark that comes after many attempts may come after the watchdog.
              retries: 1,
              body: recordOf("items('Mark_runs')", {
                state: "protected",
                reason: "",
                machines: "@body('Ids_of_run')",
                started: "@body('Started_ids')",
              }),
            }),
            Note_safe: {
              type: "AppendToArrayVariable",
              inputs: { name: safeRuns, value: `@${run("id")}` },
              runAfter: { Write_mark: ["Succeeded"] },
            },
          },
          else: { actions: {} },
          runAfter: { Started_ids: ["Succeeded"] },
        },
      },
      runAfter: { Safe: ["Succeeded"] },
    },
  };
}

function listMachines(): Record<string, Action> {
  const own = `@equals(item()?['run'], ${run("id")})`;
  const ids = (from: string): Action => ({
    type: "Select",
    inputs: { from: `@body('${from}')`, select: "@item()?['machine']" },
    runAfter: { [from]: ["Succeeded"] },
  });
  return {
    Rows_of_run: {
      type: "Query",
      inputs: { from: "@body('Find_machines')?['data']", where: own },
      runAfter: {},
    },
    Ids_of_run: ids("Rows_of_run"),
    Started_of_run: {
      type: "Query",
      inputs: { from: `@variables('${stoppedMachines}')`, where: own },
      runAfter: { Ids_of_run: ["Succeeded"] },
    },
    Started_ids: ids("Started_of_run"),
  };
}

/** Runs of hybrid machines that must not go without a restore point. */
export function findRefusedHybrids(isRefused: string): Record<string, Action> {
  return {
    Refused_hybrids: {
      type: "Query",
      inputs: { from: "@body('Hybrid_machines')", where: `@${isRefused}` },
      runAfter: { Unprotected_runs: ["Succeeded"] },
    },
    Refused_runs: {
      type: "Select",
      inputs: { from: "@body('Refused_hybrids')", select: "@item()?['run']" },
      runAfter: { Refused_hybrids: ["Succeeded"] },
    },
  };
}

/** An expression over a run: no machine of it stands against it. */
export function nothingAgainst(run: string): string {
  return `not(or(${listed("Unprotected_runs", run)}, ${listed("Refused_runs", run)}))`;
}
