/** What follows the verdicts: what a run has broken is restored, what was started is stopped, and a bad end is a failure that shows. */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { restoreAddress, restoreTrigger } from "./restoreRecord";
import { storeAction } from "./storeCalls";
import { waitFor } from "./waiting";

/** Restores at once. */
const restoresAtOnce = 20;
/** The longest that a restore is waited for, in minutes. */
const restoreMinutes = 240;

/** Each by the workflow of its own, whose role may do what this one may not. */
export function restoreMachines(identity: CallerIdentity, id: string): Action {
  const of = (key: string): string => `items('Restore_machines')?['${key}']`;
  const address = restoreAddress(of("patchGroup"), of("run"), of("machine"), "'1'");
  return {
    type: "Foreach",
    foreach: "@variables('broken')",
    runtimeConfiguration: { concurrency: { repetitions: restoresAtOnce } },
    actions: {
      Start_restore: {
        type: "Workflow",
        inputs: {
          host: { triggerName: restoreTrigger, workflow: { id } },
          body: { run: `@${of("run")}`, machine: `@${of("machine")}`, attempt: "1" },
        },
        runAfter: {},
      },
      Await_restore: waitFor({
        name: "Read_restore",
        read: storeAction(identity, "readBlob", { address }),
        until: "not(equals(body('Read_restore')?['state'], 'running'))",
        every: 30,
        minutes: restoreMinutes,
        runAfter: { Start_restore: ["Succeeded"] },
      }),
    },
    runAfter: { Write_verdicts: whateverHappens },
  };
}

/** Only what the pre-event has recorded as started, and only in the own subscription. */
export function stopStarted(identity: CallerIdentity): Record<string, Action> {
  return {
    To_stop: {
      type: "Query",
      inputs: {
        from: "@variables('started')",
        where:
          "@and(startsWith(item()?['machine'], concat('/subscriptions/', toLower(parameters('subscription')), '/')), contains(item()?['machine'], '/microsoft.compute/virtualmachines/'))",
      },
      runAfter: { Restore_machines: whateverHappens },
    },
    Stop_machines: {
      type: "Foreach",
      foreach: "@body('To_stop')",
      runtimeConfiguration: { concurrency: { repetitions: 50 } },
      actions: {
        Stop_machine: armAction(identity, "stopMachine", {
          path: "concat(items('Stop_machines')?['machine'], '/deallocate')",
          retries: 6,
        }),
      },
      runAfter: { To_stop: ["Succeeded"] },
    },
  };
}

/** A run that was cancelled and one that is closed already end as planned; all else but a healthy ring is a failure that shows. */
export function reportOutcome(): Record<string, Action> {
  return {
    Note_running_on: {
      type: "AppendToArrayVariable",
      inputs: { name: "reasons", value: "machines that the run had started are not stopped" },
      runAfter: { Stop_machines: ["Failed", "TimedOut", "Skipped"] },
    },
    Cancelled: {
      type: "Query",
      inputs: {
        from: "@variables('closing')",
        where: "@contains(createArray('cancelled', 'frozen'), item()?['state'])",
      },
      runAfter: { Note_running_on: ["Succeeded", "Skipped"] },
    },
    Cancelled_runs: {
      type: "Select",
      inputs: { from: "@body('Cancelled')", select: "@item()?['id']" },
      runAfter: { Cancelled: ["Succeeded"] },
    },
    Bad_runs: {
      type: "Query",
      inputs: {
        from: "@outputs('Runs')",
        where:
          "@not(contains(union(variables('healthy'), variables('closed'), body('Cancelled_runs')), item()?['id']))",
      },
      runAfter: { Cancelled_runs: ["Succeeded"] },
    },
    If_bad: {
      type: "If",
      expression:
        "@or(greater(length(body('Bad_runs')), 0), greater(length(variables('reasons')), 0), less(length(body('Known')), length(body('Announced'))))",
      actions: {
        End_as_failed: {
          type: "Terminate",
          inputs: {
            runStatus: "Failed",
            runError: {
              code: "RunNotHealthy",
              message:
                "@concat('Not healthy: ', join(variables('reasons'), '; '), '; runs without a verdict of being healthy: ', string(body('Bad_runs')), '; events announced: ', string(length(body('Announced'))), ', of configurations that are known: ', string(length(body('Known'))))",
            },
          },
          runAfter: {},
        },
      },
      else: { actions: {} },
      runAfter: { Bad_runs: ["Succeeded"] },
    },
  };
}
