/**
 * What happens in the half hour before a patch run: cancelled inside a freeze, and where the ring before has not gone well;
 * else stopped machines are started where the ring wants it, and every machine gets a restore point. A run counts as safe
 * only by proof, so whatever fails ends in a cancel.
 */
import type { Freeze } from "../../../model/plan";
import type { CivilDate } from "../../../model/time";
import { acceptEvents, readAnnouncements } from "./announcements";
import type { ArmCallName, CallerIdentity } from "./armCalls";
import { askRingsBefore, healthyVerdicts } from "./askRingsBefore";
import { cancelUnsafeRuns } from "./cancelRuns";
import { closedRuns, findClosedRuns, isClosed } from "./closures";
import { type Action, definitionSchema, type WorkflowDefinition } from "./definition";
import { findMachines, isConfirmed, ofRow } from "./findMachines";
import { freezeCondition, isFreezeOfDays } from "./freezeCondition";
import { listed } from "./guardedRun";
import { findRefusedHybrids, markRuns, nothingAgainst, safeRuns } from "./markRuns";
import { duplicateRuns, formerVerdicts, openedRuns, openRuns } from "./openRuns";
import { protectMachines } from "./protectMachines";
import { readyMachines } from "./readyMachines";
import { cancelledRuns } from "./reportRuns";
import { findStopped, notedRuns, stoppedMachines } from "./startMachines";
import { type StoreCallName, storeParameter } from "./storeCalls";

/** Name of the trigger whose callback address Event Grid posts to. */
export const preEventTrigger = "event";

export const preEventCalls: readonly ArmCallName[] = [
  "readRun",
  "cancelRun",
  "queryResources",
  "queryDisks",
  "readMachine",
  "startMachine",
  "stopMachine",
  "writeCollection",
  "writeRestorePoint",
  "readRestorePoint",
];
export const preEventStoreCalls: readonly StoreCallName[] = ["readBlob", "writeBlob"];

/**
 * The definition; its parameters are given by the deployment: `configurations` (GuardedRun by lower-case id), `ringsBefore`
 * (list of RingBeforeVerdict), `restorePointGroup` (name of a resource group) and the address of the run store.
 */
export function preEventWorkflow(
  freezes: readonly Freeze[],
  effectiveFrom: CivilDate,
  identity?: CallerIdentity,
): WorkflowDefinition {
  const closed = freezes.filter(({ when }) => when.kind === "spans");
  const lists = [
    ...[duplicateRuns, openedRuns, formerVerdicts, healthyVerdicts, stoppedMachines, notedRuns],
    ...[readyMachines, safeRuns, cancelledRuns],
    ...(closed.length > 0 ? [closedRuns] : []),
  ];
  return {
    $schema: definitionSchema,
    contentVersion: "1.0.0.0",
    parameters: {
      configurations: { type: "Object" },
      ringsBefore: { type: "Array" },
      restorePointGroup: { type: "String" },
      [storeParameter]: { type: "String" },
    },
    triggers: { [preEventTrigger]: { type: "Request", kind: "Http", inputs: { method: "POST" } } },
    actions: {
      ...acceptEvents(),
      ...readAnnouncements(),
      ...emptyLists(lists, "Runs"),
      Check_and_protect: {
        type: "Scope",
        runAfter: { [listName(lists.at(-1) ?? "")]: ["Succeeded"] },
        actions: {
          ...openRuns(identity),
          ...findFrozen(closed, freezes, effectiveFrom),
          ...askRingsBefore(identity, "To_judge", "To_judge"),
          ...protectRuns(identity),
        },
      },
      ...cancelUnsafeRuns(identity, "Check_and_protect"),
    },
  };
}

/** Ends with `To_judge`: the runs that no freeze bars and whose record is open. */
function findFrozen(
  closed: readonly Freeze[],
  freezes: readonly Freeze[],
  effectiveFrom: CivilDate,
): Record<string, Action> {
  // A run that could not be opened does not keep the others from being judged.
  const opened = { Open_runs: ["Succeeded", "Failed", "TimedOut"] } as const;
  return {
    ...(closed.length > 0 && findClosedRuns(closed, "Runs", opened)),
    Frozen: {
      type: "Query",
      inputs: { from: "@body('Runs')", where: `@${frozen(freezes, effectiveFrom)}` },
      runAfter: closed.length > 0 ? { Find_closed_runs: ["Succeeded"] } : opened,
    },
    Frozen_runs: {
      type: "Select",
      inputs: { from: "@body('Frozen')", select: "@item()?['id']" },
      runAfter: { Frozen: ["Succeeded"] },
    },
    To_judge: {
      type: "Query",
      inputs: {
        from: "@body('Runs')",
        where: `@and(contains(variables('${openedRuns}'), item()?['id']), not(${listed("Frozen_runs", "item()?['id']")}))`,
      },
      runAfter: { Frozen_runs: ["Succeeded"] },
    },
  };
}

/** Resource Graph is asked for frozen runs too, whose start must be right before a verdict is prolonged by it. */
function protectRuns(identity: CallerIdentity): Record<string, Action> {
  const id = "item()?['id']";
  const isRefused = `and(greater(${ofRow("item()", "keepDays")}, 0), not(equals(${ofRow("item()", "hybrid")}, 'skip')))`;
  return {
    Opened: {
      type: "Query",
      inputs: { from: "@body('Runs')", where: `@contains(variables('${openedRuns}'), ${id})` },
      runAfter: { Barred: ["Succeeded"] },
    },
    To_protect: {
      type: "Query",
      inputs: {
        from: "@body('To_judge')",
        where: `@not(${listed("Barred", "item()?['configuration']")})`,
      },
      runAfter: { Opened: ["Succeeded"] },
    },
    Wanted_runs: {
      type: "Select",
      inputs: { from: "@body('To_protect')", select: `@${id}` },
      runAfter: { To_protect: ["Succeeded"] },
    },
    If_any_opened: {
      type: "If",
      expression: "@greater(length(body('Opened')), 0)",
      actions: {
        ...findMachines(identity, "Opened", "Wanted_runs"),
        Confirmed: {
          type: "Query",
          inputs: { from: "@body('Opened')", where: `@${isConfirmed("item()")}` },
          runAfter: { Hybrid_machines: ["Succeeded"] },
        },
        Known_starts: {
          type: "Select",
          inputs: { from: "@body('Confirmed')", select: `@${id}` },
          runAfter: { Confirmed: ["Succeeded"] },
        },
      },
      else: { actions: {} },
      runAfter: { Wanted_runs: ["Succeeded"] },
    },
    If_any_to_protect: {
      type: "If",
      expression: "@greater(length(body('To_protect')), 0)",
      actions: {
        ...findStopped(identity, "To_protect"),
        ...protectMachines(identity, "To_protect", "Note_starts"),
        ...findRefusedHybrids(isRefused),
        ...markRuns(
          identity,
          "To_protect",
          `and(${listed("Known_starts", id)}, ${nothingAgainst(id)})`,
          "Refused_runs",
        ),
      },
      else: { actions: {} },
      runAfter: { If_any_opened: ["Succeeded"] },
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

function emptyLists(names: readonly string[], after: string): Record<string, Action> {
  return Object.fromEntries(
    names.map((name, index): [string, Action] => [
      listName(name),
      {
        type: "InitializeVariable",
        inputs: { variables: [{ name, type: "array", value: [] }] },
        runAfter: { [index === 0 ? after : listName(names[index - 1] ?? "")]: ["Succeeded"] },
      },
    ]),
  );
}

function listName(variable: string): string {
  return `List_of_${variable}`;
}
