/** What the watchdog does with one run that starts soon, in its loop `Judge_runs` over rows of `run`, `start` and `end`. */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { configurationOf, guarded } from "./guardedRun";
import { recordAddress, storeAction, verdictAddress } from "./storeCalls";

/** Variables with ids of runs: whose cancel was accepted, that bear their mark, that were cancelled already. */
export const cancelledRuns = "cancelled";
export const marked = "marked";
export const endedBefore = "endedBefore";
/** Variable with what was read of the runs: `{ run, record }`. */
export const records = "records";

const run = "items('Judge_runs')?['run']";
const patchGroup = guarded(configurationOf(run), "patchGroup");
const record = recordAddress(patchGroup, `last(split(${run}, '/'))`);
/** What a failed read answers is no record, and may be no JSON. */
const read = "first(body('Record'))?['record']";
const state = `${read}?['state']`;

/** A run without a mark is read itself: it may be cancelled already, by a freeze or by people. */
export function judgeRun(identity: CallerIdentity): Record<string, Action> {
  return {
    Read_record: storeAction(identity, "readBlob", { address: record, retries: 1 }),
    Keep_record: {
      type: "AppendToArrayVariable",
      inputs: { name: records, value: { run: `@${run}`, record: "@body('Read_record')" } },
      runAfter: { Read_record: ["Succeeded"] },
    },
    Record: {
      type: "Query",
      inputs: { from: `@variables('${records}')`, where: `@equals(item()?['run'], ${run})` },
      runAfter: { Keep_record: whateverHappens },
    },
    If_marked: {
      type: "If",
      expression: `@and(equals(${state}, 'protected'), equals(${read}?['run'], ${run}))`,
      actions: { Note_marked: note(marked) },
      else: { actions: {} },
      runAfter: { Record: ["Succeeded"] },
    },
    Read_run: armAction(identity, "readRun", {
      path: run,
      retries: 1,
      runAfter: { If_marked: whateverHappens },
    }),
    If_ended: {
      type: "If",
      expression: "@startsWith(coalesce(body('Read_run')?['properties']?['status'], ''), 'Cancel')",
      actions: { Note_ended: note(endedBefore) },
      else: { actions: {} },
      runAfter: { Read_run: ["Succeeded"] },
    },
  };
}

function note(variable: string): Action {
  return {
    type: "AppendToArrayVariable",
    inputs: { name: variable, value: `@${run}` },
    runAfter: {},
  };
}

/** The cancel comes before everything else that is written of it. */
export function cancelRun(identity: CallerIdentity): Record<string, Action> {
  return {
    If_to_cancel: {
      type: "If",
      expression: `@not(or(contains(variables('${marked}'), ${run}), contains(variables('${endedBefore}'), ${run})))`,
      actions: {
        Cancel_run: armAction(identity, "cancelRun", {
          path: run,
          body: { properties: { status: "Cancel" } },
          retries: 6,
        }),
        Note_cancelled: { ...note(cancelledRuns), runAfter: { Cancel_run: ["Succeeded"] } },
        ...writeEnd(identity),
      },
      else: { actions: {} },
      runAfter: { If_ended: whateverHappens },
    },
  };
}

const reason =
  "no mark that it is protected: the event was lost, or its workflow did not end in time";

/** A freeze has left the verdict of the run right before; what a run had started stays in its record. */
function writeEnd(identity: CallerIdentity): Record<string, Action> {
  const times = {
    start: "@coalesce(items('Judge_runs')?['start'], '')",
    end: "@coalesce(items('Judge_runs')?['end'], '')",
  };
  const ids = { run: `@${run}`, patchGroup: `@${patchGroup}`, ...times };
  return {
    Write_end: storeAction(identity, "writeBlob", {
      address: record,
      body: {
        ...ids,
        configuration: `@${configurationOf(run)}`,
        machines: `@coalesce(${read}?['machines'], createArray())`,
        started: `@coalesce(${read}?['started'], createArray())`,
        state: `@if(equals(${state}, 'frozen'), 'frozen', 'cancelled')`,
        reason,
      },
      runAfter: { Note_cancelled: whateverHappens },
    }),
    If_not_frozen: {
      type: "If",
      expression: `@not(equals(${state}, 'frozen'))`,
      actions: {
        Write_verdict: storeAction(identity, "writeBlob", {
          address: verdictAddress(patchGroup),
          body: {
            ...ids,
            verdict: "cancelled",
            reason,
            until: times.end,
            at: "@utcNow()",
          },
        }),
      },
      else: { actions: {} },
      runAfter: { Write_end: whateverHappens },
    },
  };
}
