/**
 * The watchdog: every five minutes it looks for runs that start soon, and cancels those without a mark. An event that was
 * lost, a workflow that is switched off or hangs, a store that cannot be read: none may mean an unprotected run.
 */
import { type ArmCallName, armAction, type CallerIdentity } from "./armCalls";
import {
  type Action,
  definitionSchema,
  type WorkflowDefinition,
  whateverHappens,
} from "./definition";
import { configurationOf, guarded } from "./guardedRun";
import { watchdogInterval, watchdogReach } from "./runTimes";
import {
  recordAddress,
  type StoreCallName,
  storeAction,
  storeParameter,
  verdictAddress,
} from "./storeCalls";

export const watchdogCalls: readonly ArmCallName[] = ["queryResources", "readRun", "cancelRun"];
export const watchdogStoreCalls: readonly StoreCallName[] = ["readBlob", "writeBlob"];

const mostRuns = 1000;
const cancelledRuns = "cancelled";
const marked = "marked";
const endedBefore = "endedBefore";
/** Variable with what was read of the runs: `{ run, record }`. */
const records = "records";

/** The definition; its parameters are given by the deployment, as those of the pre-event workflow, and `subscription`. */
export function watchdogWorkflow(identity?: CallerIdentity): WorkflowDefinition {
  return {
    $schema: definitionSchema,
    contentVersion: "1.0.0.0",
    parameters: {
      configurations: { type: "Object" },
      subscription: { type: "String" },
      [storeParameter]: { type: "String" },
    },
    triggers: {
      often: {
        type: "Recurrence",
        recurrence: { frequency: "Minute", interval: watchdogInterval },
      },
    },
    actions: {
      Cancelled: emptyList(cancelledRuns, {}),
      Marked: emptyList(marked, { Cancelled: ["Succeeded"] }),
      Ended_before: emptyList(endedBefore, { Marked: ["Succeeded"] }),
      Records: emptyList(records, { Ended_before: ["Succeeded"] }),
      Find_runs: findRuns(identity),
      Runs: runsOf(),
      Judge_runs: {
        type: "Foreach",
        foreach: "@body('Runs')",
        actions: { ...judgeRun(identity), ...cancelRun(identity) },
        runAfter: { Runs: ["Succeeded"] },
      },
      ...reportOutcome(),
    },
  };
}

function emptyList(name: string, runAfter: Action["runAfter"]): Action {
  return {
    type: "InitializeVariable",
    inputs: { variables: [{ name, type: "array", value: [] }] },
    runAfter,
  };
}

/** One row a run. A start that Resource Graph cannot tell may be soon; a run that began unseen still shows. */
function findRuns(identity: CallerIdentity): Action {
  const query = [
    "'maintenanceresources | where type =~ ''microsoft.maintenance/applyupdates'' '",
    "'| extend run = tolower(tostring(properties.correlationId)), start = todatetime(properties.startDateTime), end = todatetime(properties.endDateTime) '",
    "'| where isnull(start) or (start > datetime('",
    `addMinutes(utcNow(), ${-watchdogInterval})`,
    "') and start <= datetime('",
    `addMinutes(utcNow(), ${watchdogReach})`,
    "')) | summarize start = min(start), end = max(end) by run | order by run asc'",
  ].join(", ");
  return armAction(identity, "queryResources", {
    path: "'/providers/Microsoft.ResourceGraph/resources'",
    body: {
      subscriptions: ["@parameters('subscription')"],
      query: `@concat(${query})`,
      options: { $top: mostRuns, resultFormat: "objectArray" },
    },
    runAfter: { Records: ["Succeeded"] },
  });
}

/** Of configurations that are guarded; others are not ours to cancel. */
function runsOf(): Action {
  const configuration = configurationOf("item()?['run']");
  return {
    type: "Query",
    inputs: {
      from: "@body('Find_runs')?['data']",
      where: `@not(equals(${guarded(configuration, "id")}, null))`,
    },
    runAfter: { Find_runs: ["Succeeded"] },
  };
}

const run = "items('Judge_runs')?['run']";
const patchGroup = guarded(configurationOf(run), "patchGroup");
const record = recordAddress(patchGroup, `last(split(${run}, '/'))`);
/** What a failed read answers is no record, and may be no JSON. */
const read = "first(body('Record'))?['record']";
const state = `${read}?['state']`;

/** A run without a mark is read itself: it may be cancelled already, by a freeze or by people. */
function judgeRun(identity: CallerIdentity): Record<string, Action> {
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
function cancelRun(identity: CallerIdentity): Record<string, Action> {
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

/** Silent when every run bears its mark; a list that is cut may hide one. */
function reportOutcome(): Record<string, Action> {
  const answer = (key: string) => `body('Find_runs')?['${key}']`;
  return {
    To_report: {
      type: "Query",
      inputs: {
        from: "@coalesce(body('Runs'), createArray())",
        where: `@not(or(contains(variables('${marked}'), item()?['run']), contains(variables('${endedBefore}'), item()?['run'])))`,
      },
      runAfter: { Judge_runs: whateverHappens },
    },
    If_loud: {
      type: "If",
      expression: `@or(greater(length(body('To_report')), 0), equals(body('Runs'), null), not(equals(${answer("count")}, ${answer("totalRecords")})))`,
      actions: {
        End_as_failed: {
          type: "Terminate",
          inputs: {
            runStatus: "Failed",
            runError: {
              code: "RunWithoutMark",
              message: `@concat('Runs that were about to start without a mark that they are protected: ', string(body('To_report')), '; cancelled: ', string(variables('${cancelledRuns}')), '; runs that Resource Graph told of: ', string(coalesce(${answer("count")}, 'none, since it could not be asked')), ' of ', string(coalesce(${answer("totalRecords")}, 'an unknown number')))`,
            },
          },
          runAfter: {},
        },
      },
      else: { actions: {} },
      runAfter: { To_report: whateverHappens },
    },
  };
}
