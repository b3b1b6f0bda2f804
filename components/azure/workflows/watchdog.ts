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
import { type StoreCallName, storeParameter } from "./storeCalls";
import { cancelledRuns, cancelRun, endedBefore, judgeRun, marked, records } from "./watchRun";

export const watchdogCalls: readonly ArmCallName[] = ["queryResources", "readRun", "cancelRun"];
export const watchdogStoreCalls: readonly StoreCallName[] = ["readBlob", "writeBlob"];

const mostRuns = 1000;

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
