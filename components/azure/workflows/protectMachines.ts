/**
 * The part of the pre-event workflow that starts stopped machines and gives every machine of a run a restore point.
 * Loops stay one level deep, since a loop inside a loop runs one item at a time and the whole has twenty minutes.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { ofRow } from "./findMachines";
import { protectDisks } from "./protectDisks";
import { isLate, machineRow, noteReady, pause, readyMachines } from "./readyMachines";
import { waitingEnds } from "./runTimes";
import { hasState, notedRuns, readState, stoppedMachines } from "./startMachines";

/** Machines at once: the most that a loop of Logic Apps runs. */
const atOnce = 50;

const startsStopped = `equals(${ofRow(machineRow, "startStopped")}, true)`;
const runs = hasState("Read_state", "running");
/** A machine that its ring starts must be seen running. */
const isUp = `or(not(${startsStopped}), ${runs})`;

/** For the runs in `wanted`, whose rows are in `Machines`; ends with `Unprotected_runs`. */
export function protectMachines(
  identity: CallerIdentity,
  wanted: string,
  after: string,
): Record<string, Action> {
  return {
    Deadlines: {
      type: "Select",
      // What is not done by then is left, so that there is time to cancel.
      inputs: { from: `@body('${wanted}')`, select: `@${waitingEnds("item()")}` },
      runAfter: { [after]: whateverHappens },
    },
    Protect_machines: {
      type: "Foreach",
      foreach: "@body('Machines')",
      runtimeConfiguration: { concurrency: { repetitions: atOnce } },
      actions: {
        If_starts_stopped: {
          type: "If",
          expression: `@${startsStopped}`,
          actions: { ...startMachine(identity), Await_running: awaitRunning(identity) },
          else: { actions: {} },
          runAfter: {},
        },
        If_no_point_wanted: {
          type: "If",
          expression: `@and(${isUp}, equals(${ofRow(machineRow, "keepDays")}, 0))`,
          actions: { Note_ready: noteReady() },
          else: { actions: {} },
          runAfter: { If_starts_stopped: ["Succeeded"] },
        },
        If_point_wanted: {
          type: "If",
          expression: `@and(${isUp}, greater(${ofRow(machineRow, "keepDays")}, 0))`,
          actions: protectDisks(identity),
          else: { actions: {} },
          runAfter: { If_starts_stopped: ["Succeeded"] },
        },
      },
      runAfter: { Deadlines: ["Succeeded"] },
    },
    ...findUnprotected(),
  };
}

/** Only what its run's record names is started. */
function startMachine(identity: CallerIdentity): Record<string, Action> {
  const noted = `contains(variables('${notedRuns}'), ${machineRow}?['run'])`;
  const stopped = `contains(string(variables('${stoppedMachines}')), concat('"', ${machineRow}?['machine'], '"'))`;
  return {
    If_to_start: {
      type: "If",
      expression: `@and(${noted}, ${stopped})`,
      actions: {
        Start_machine: armAction(identity, "startMachine", {
          path: `concat(${machineRow}?['machine'], '/start')`,
        }),
      },
      else: { actions: {} },
      runAfter: {},
    },
  };
}

/** Waiting ends more than 15 minutes before the run: that long a machine must be up for Update Manager to see it. */
function awaitRunning(identity: CallerIdentity): Action {
  return {
    type: "Until",
    expression: `@or(${runs}, greaterOrEquals(outputs('Read_state')?['statusCode'], 400), ${isLate})`,
    limit: { count: 60, timeout: "PT15M" },
    actions: {
      Read_state: readState(identity, `${machineRow}?['machine']`),
      If_not_running: {
        type: "If",
        expression: `@not(${runs})`,
        actions: { Pause_for_start: pause(15) },
        else: { actions: {} },
        runAfter: { Read_state: ["Succeeded"] },
      },
    },
    runAfter: { If_to_start: ["Succeeded"] },
  };
}

/** A machine counts as protected only when its point was seen complete. */
function findUnprotected(): Record<string, Action> {
  return {
    Unprotected: {
      type: "Query",
      inputs: {
        from: "@body('Machines')",
        where: `@not(contains(variables('${readyMachines}'), concat(item()?['run'], '|', item()?['machine'])))`,
      },
      runAfter: { Protect_machines: whateverHappens },
    },
    Unprotected_runs: {
      type: "Select",
      inputs: { from: "@body('Unprotected')", select: "@item()?['run']" },
      runAfter: { Unprotected: ["Succeeded"] },
    },
  };
}
