/**
 * What happens after a patch run: each machine is assessed anew and asked for its health, the ring gets its verdict, what the run
 * has broken is restored where the policy says so, and what the pre-event had started is stopped again, whatever failed before.
 * The event is untrusted: only the name of the run is taken from it, and Azure and the run store are asked for the rest.
 */
import { acceptEvents } from "./announcements";
import { type ArmCallName, armAction, type CallerIdentity } from "./armCalls";
import { readRuns } from "./closingRuns";
import {
  type Action,
  definitionSchema,
  type WorkflowDefinition,
  whateverHappens,
} from "./definition";
import { judgeCalls, judgeMachine } from "./judgeMachine";
import type { WantedPatches } from "./missingPatches";

import { preEventTrigger } from "./preEvent";
import { restoreAddress, restoreTrigger } from "./restoreRecord";
import { findMachines } from "./runMachines";
import { type StoreCallName, storeAction, storeParameter } from "./storeCalls";
import { waitFor } from "./waiting";
import { writeVerdicts } from "./writeVerdicts";

/** What the workflow knows of a configuration: the value of its `configurations` parameter, by id in lower case. */
export interface ClosedRun {
  /** ARM id of the maintenance configuration. */
  readonly id: string;
  readonly patchGroup: string;
  /** Longest time between the ends of two runs that follow one another, in minutes. */
  readonly gapMinutes: number;
  /** Whether the configuration may restart a machine. */
  readonly reboot: "may" | "never";
  readonly onFailure: "leave" | "restore";
  /** Absent for a kind of system that the ring does not patch. */
  readonly patches: { readonly windows?: WantedPatches; readonly linux?: WantedPatches };
  /** Scripts of the health check. */
  readonly health: { readonly windows?: string; readonly linux?: string };
}

export const postEventCalls: readonly ArmCallName[] = [
  "readRun",
  "queryResources",
  "queryArcInstallations",
  ...judgeCalls,
  "stopMachine",
];
export const postEventStoreCalls: readonly StoreCallName[] = ["readBlob", "writeBlob"];

export interface PostEventOptions {
  /** Excluded packages with a `*`, of all rings, in lower case. */
  readonly masks: readonly string[];
  /** ARM id of the workflow that restores a machine. */
  readonly restoreWorkflowId: string;
  readonly identity?: CallerIdentity;
}

/** Restores at once. */
const restoresAtOnce = 20;
/** The longest that a restore is waited for, in minutes. */
const restoreMinutes = 240;

/**
 * The definition; its parameters `configurations` (ClosedRun by lower-case id), `subscription` (id) and the run store are given by
 * the deployment.
 */
export function postEventWorkflow({
  masks,
  restoreWorkflowId,
  identity,
}: PostEventOptions): WorkflowDefinition {
  return {
    $schema: definitionSchema,
    contentVersion: "1.0.0.0",
    parameters: {
      configurations: { type: "Object" },
      subscription: { type: "String" },
      [storeParameter]: { type: "String" },
    },
    triggers: { [preEventTrigger]: { type: "Request", kind: "Http", inputs: { method: "POST" } } },
    actions: {
      ...acceptEvents(),
      ...readAnnouncements(),
      ...lists("Runs"),
      Begun: { type: "Compose", inputs: "@utcNow()", runAfter: { List_reasons: ["Succeeded"] } },
      Read_runs: { ...readRuns(identity), runAfter: { Begun: ["Succeeded"] } },
      ...findMachines(identity, "Read_runs"),
      Judge_machines: {
        type: "Foreach",
        foreach: "@outputs('Machines')",
        runtimeConfiguration: { concurrency: { repetitions: 50 } },
        actions: judgeMachine(identity, masks),
        runAfter: { Machines: ["Succeeded"], If_any_arc: whateverHappens },
      },
      Write_verdicts: writeVerdicts(identity, "Judge_machines"),
      Restore_machines: restoreMachines(identity, restoreWorkflowId),
      ...stopStarted(identity),
      ...reportOutcome(),
    },
  };
}

const variables = [
  "closing",
  "closed",
  "machines",
  "started",
  "well",
  "faults",
  "broken",
  "healthy",
  "reasons",
] as const;

function lists(after: string): Record<string, Action> {
  return Object.fromEntries(
    variables.map((name, index): [string, Action] => [
      `List_${name}`,
      {
        type: "InitializeVariable",
        inputs: { variables: [{ name, type: "array", value: [] }] },
        runAfter: { [index === 0 ? after : `List_${variables[index - 1]}`]: ["Succeeded"] },
      },
    ]),
  );
}

/** Azure writes the names of an event's properties in two ways. */
function property(name: string, otherCase: string): string {
  return `item()?['data']?['${name}'], item()?['data']?['${otherCase}']`;
}

const correlation = `coalesce(${property("correlationId", "CorrelationId")}, '')`;
const configuration = `toLower(coalesce(${property("maintenanceConfigurationId", "MaintenanceConfigurationId")}, ''))`;
const runName = `uriComponent(replace(last(split(${correlation}, '/')), '''', ''))`;

function closed(name: keyof ClosedRun): string {
  return `parameters('configurations')?[${configuration}]?['${name}']`;
}

function readAnnouncements(): Record<string, Action> {
  return {
    Announced: {
      type: "Query",
      inputs: {
        from: "@outputs('Events')",
        where: "@equals(item()?['eventType'], 'Microsoft.Maintenance.PostMaintenanceEvent')",
      },
      runAfter: { Accept_events: ["Succeeded"] },
    },
    Known: {
      type: "Query",
      inputs: {
        from: "@body('Announced')",
        where: `@and(not(equals(${closed("patchGroup")}, null)), startsWith(toLower(${correlation}), concat(${configuration}, '/')))`,
      },
      runAfter: { Announced: ["Succeeded"] },
    },
    Told: {
      type: "Select",
      inputs: {
        from: "@body('Known')",
        select: {
          id: `@toLower(concat(${closed("id")}, '/providers/Microsoft.Maintenance/applyUpdates/', ${runName}))`,
          name: `@${runName}`,
          configuration: `@${configuration}`,
          patchGroup: `@${closed("patchGroup")}`,
        },
      },
      runAfter: { Known: ["Succeeded"] },
    },
    Runs: {
      type: "Compose",
      inputs: "@union(body('Told'), createArray())",
      runAfter: { Told: ["Succeeded"] },
    },
  };
}

/** Each by the workflow of its own, whose role may do what this one may not. */
function restoreMachines(identity: CallerIdentity, id: string): Action {
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
function stopStarted(identity: CallerIdentity): Record<string, Action> {
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
function reportOutcome(): Record<string, Action> {
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
