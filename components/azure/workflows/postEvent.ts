/**
 * What happens after a patch run: each machine is assessed anew and asked for its health, the ring gets its verdict, what the run
 * has broken is restored where the policy says so, and what the pre-event had started is stopped again, whatever failed before.
 * The event is untrusted: only the name of the run is taken from it, and Azure and the run store are asked for the rest.
 */
import { reportOutcome, restoreMachines, stopStarted } from "./afterVerdict";
import { acceptEvents } from "./announcements";
import type { ArmCallName, CallerIdentity } from "./armCalls";
import { readRuns } from "./closingRuns";
import {
  type Action,
  definitionSchema,
  type WorkflowDefinition,
  whateverHappens,
} from "./definition";
import { readEnds } from "./endedRuns";
import { judgeCalls, judgeMachine } from "./judgeMachine";

import { preEventTrigger } from "./preEvent";
import { findMachines } from "./runMachines";
import { type StoreCallName, storeParameter } from "./storeCalls";
import { writeVerdicts } from "./writeVerdicts";

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
      ...readEnds(),
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
