/**
 * What happens in the half hour before a patch run: cancelled inside a freeze; else a restore point of every machine,
 * and cancelled unless every machine has one. A run counts as safe only by proof, so whatever fails ends in a cancel.
 */
import type { Freeze } from "../../../model/plan";
import type { CivilDate } from "../../../model/time";
import { type ArmCallName, armAction, type CallerIdentity } from "./armCalls";
import { closedRuns, findClosedRuns, isClosed } from "./closures";
import {
  type Action,
  definitionSchema,
  type WorkflowDefinition,
  whateverHappens,
} from "./definition";
import { freezeCondition, isFreezeOfDays } from "./freezeCondition";
import { protectMachines } from "./protectMachines";

/** Name of the trigger whose callback address Event Grid posts to. */
export const preEventTrigger = "event";

/** What the workflow knows of a configuration that it guards: the value of its `configurations` parameter, by id. */
export interface GuardedRun {
  /** ARM id of the maintenance configuration. */
  readonly id: string;
  readonly group: string;
  /** Length of its window in minutes. */
  readonly minutes: number;
  /** Days that a restore point is kept; 0 makes none. */
  readonly keepDays: number;
}

export const preEventCalls: readonly ArmCallName[] = [
  "readRun",
  "cancelRun",
  "queryResources",
  "readMachine",
  "writeCollection",
  "writeRestorePoint",
  "readRestorePoint",
];

/**
 * The definition; its parameters `configurations` (GuardedRun by lower-case id) and `restorePointGroup` (name of a
 * resource group) are given by the deployment.
 */
export function preEventWorkflow(
  freezes: readonly Freeze[],
  effectiveFrom: CivilDate,
  identity?: CallerIdentity,
): WorkflowDefinition {
  const closed = freezes.filter(({ when }) => when.kind === "spans");
  return {
    $schema: definitionSchema,
    contentVersion: "1.0.0.0",
    parameters: { configurations: { type: "Object" }, restorePointGroup: { type: "String" } },
    triggers: { [preEventTrigger]: { type: "Request", kind: "Http", inputs: { method: "POST" } } },
    actions: {
      ...acceptEvents(),
      ...readAnnouncements(),
      Protected_machines: emptyList("protected", "Runs"),
      Safe_runs: emptyList("safe", "Protected_machines"),
      ...(closed.length > 0 && { Closed_runs: emptyList(closedRuns, "Safe_runs") }),
      Check_and_protect: {
        type: "Scope",
        runAfter: { [closed.length > 0 ? "Closed_runs" : "Safe_runs"]: ["Succeeded"] },
        actions: {
          ...readRuns(identity),
          ...(closed.length > 0 && findClosedRuns(closed, "Runs", "Read_runs")),
          Frozen: {
            type: "Query",
            inputs: { from: "@body('Runs')", where: `@${frozen(freezes, effectiveFrom)}` },
            runAfter: { [closed.length > 0 ? "Find_closed_runs" : "Read_runs"]: ["Succeeded"] },
          },
          Frozen_runs: {
            type: "Select",
            inputs: { from: "@body('Frozen')", select: "@item()?['id']" },
            runAfter: { Frozen: ["Succeeded"] },
          },
          ...protectMachines(identity, "Frozen_runs"),
        },
      },
      ...cancelUnsafeRuns(identity, "Check_and_protect"),
    },
  };
}

/** Event Grid posts an array. It first asks for an echo, and waits for an answer each time. */
export function acceptEvents(): Record<string, Action> {
  return {
    Events: {
      type: "Compose",
      inputs:
        "@if(startsWith(string(triggerBody()), '['), triggerBody(), createArray(triggerBody()))",
      runAfter: {},
    },
    Handshakes: {
      type: "Query",
      inputs: {
        from: "@outputs('Events')",
        where: "@equals(item()?['eventType'], 'Microsoft.EventGrid.SubscriptionValidationEvent')",
      },
      runAfter: { Events: ["Succeeded"] },
    },
    If_handshake: {
      type: "If",
      expression: "@greater(length(body('Handshakes')), 0)",
      actions: {
        Answer_handshake: {
          type: "Response",
          kind: "Http",
          inputs: {
            statusCode: 200,
            body: { validationResponse: "@first(body('Handshakes'))?['data']?['validationCode']" },
          },
          runAfter: {},
        },
        End_handshake: {
          type: "Terminate",
          inputs: { runStatus: "Succeeded" },
          runAfter: { Answer_handshake: ["Succeeded"] },
        },
      },
      else: { actions: {} },
      runAfter: { Handshakes: ["Succeeded"] },
    },
    Accept_events: {
      type: "Response",
      kind: "Http",
      inputs: { statusCode: 202 },
      runAfter: { If_handshake: ["Succeeded"] },
    },
  };
}

/**
 * The event is untrusted: addresses are made from the configurations that were deployed, and only the run's own name is
 * taken from the event. Names of its properties differ in case between Azure's pages.
 */
function readAnnouncements(): Record<string, Action> {
  return {
    Announced: {
      type: "Query",
      inputs: {
        from: "@outputs('Events')",
        where: "@equals(item()?['eventType'], 'Microsoft.Maintenance.PreMaintenanceEvent')",
      },
      runAfter: { Accept_events: ["Succeeded"] },
    },
    Known: {
      type: "Query",
      inputs: {
        from: "@body('Announced')",
        where: `@and(not(equals(${guarded("group")}, null)), startsWith(toLower(${correlation}), concat(${configuration}, '/')))`,
      },
      runAfter: { Announced: ["Succeeded"] },
    },
    Runs: {
      type: "Select",
      inputs: {
        from: "@body('Known')",
        select: {
          id: `@toLower(concat(${guarded("id")}, '/providers/Microsoft.Maintenance/applyUpdates/', ${runName}))`,
          name: `@${runName}`,
          group: `@${guarded("group")}`,
          minutes: `@${guarded("minutes")}`,
          keepDays: `@${guarded("keepDays")}`,
          deadline: `@coalesce(${property("cancellationCutOffDateTime", "CancellationCutOffDateTime")}, '')`,
          start: `@coalesce(${property("startDateTime", "StartDateTime")}, '')`,
          subscriptions: `@join(coalesce(${property("resourceSubscriptionIds", "ResourceSubscriptionIds")}, createArray()), ',')`,
        },
      },
      runAfter: { Known: ["Succeeded"] },
    },
  };
}

/** A run that Azure does not know cannot be judged; one that cannot be read is not safe. */
function readRuns(identity: CallerIdentity): Record<string, Action> {
  return {
    Read_runs: {
      type: "Foreach",
      foreach: "@body('Runs')",
      actions: { Read_run: armAction(identity, "readRun", { path: "item()?['id']" }) },
      runAfter: {},
    },
  };
}

function cancelUnsafeRuns(identity: CallerIdentity, after: string): Record<string, Action> {
  return {
    Unsafe_runs: {
      type: "Query",
      inputs: {
        from: "@body('Runs')",
        where: "@not(contains(variables('safe'), item()?['id']))",
      },
      runAfter: { [after]: whateverHappens },
    },
    Cancel_runs: {
      type: "Foreach",
      foreach: "@body('Unsafe_runs')",
      actions: {
        Cancel_run: armAction(identity, "cancelRun", {
          path: "item()?['id']",
          body: { properties: { status: "Cancel" } },
          retries: 6,
        }),
      },
      runAfter: { Unsafe_runs: ["Succeeded"] },
    },
    ...reportOutcome(),
  };
}

/** A run cancelled by a freeze is as planned; every other cancel, and an unknown run, ends as a failure that shows. */
function reportOutcome(): Record<string, Action> {
  return {
    Surprises: {
      type: "Query",
      inputs: {
        from: "@body('Unsafe_runs')",
        where: "@not(contains(coalesce(body('Frozen_runs'), createArray()), item()?['id']))",
      },
      runAfter: { Cancel_runs: ["Succeeded"] },
    },
    If_surprised: {
      type: "If",
      expression:
        "@or(greater(length(body('Surprises')), 0), less(length(body('Known')), length(body('Announced'))))",
      actions: {
        End_as_failed: {
          type: "Terminate",
          inputs: {
            runStatus: "Failed",
            runError: {
              code: "RunNotProtected",
              message:
                "@concat('Cancelled because a machine has no restore point or could not be read: ', string(body('Surprises')), '; events announced: ', string(length(body('Announced'))), ', of configurations that are guarded: ', string(length(body('Known'))))",
            },
          },
          runAfter: {},
        },
      },
      else: { actions: {} },
      runAfter: { Surprises: ["Succeeded"] },
    },
  };
}

function frozen(freezes: readonly Freeze[], effectiveFrom: CivilDate): string {
  const last = "addSeconds(item()?['start'], sub(mul(item()?['minutes'], 60), 1))";
  const days = freezeCondition(
    freezes.filter(isFreezeOfDays),
    effectiveFrom,
    "item()?['start']",
    last,
    "item()?['group']",
  );
  return freezes.every(isFreezeOfDays) ? days : `or(${days}, ${isClosed("item()?['id']")})`;
}

function property(name: string, otherCase: string): string {
  return `item()?['data']?['${name}'], item()?['data']?['${otherCase}']`;
}

const correlation = `coalesce(${property("correlationId", "CorrelationId")}, '')`;
const configuration = `toLower(coalesce(${property("maintenanceConfigurationId", "MaintenanceConfigurationId")}, ''))`;
const runName = `uriComponent(replace(last(split(${correlation}, '/')), '''', ''))`;

function guarded(name: keyof GuardedRun): string {
  return `parameters('configurations')?[${configuration}]?['${name}']`;
}

function emptyList(name: string, after: string): Action {
  return {
    type: "InitializeVariable",
    inputs: { variables: [{ name, type: "array", value: [] }] },
    runAfter: { [after]: ["Succeeded"] },
  };
}
