/** The machines that are as their run needs them: what the loop over machines notes, and until when it waits. */
import type { Action, RunAfter } from "./definition";

/** Variable with them: `<run>|<machine>`. */
export const readyMachines = "ready";

/** The loop's machine, as its inner actions see it: a row of `run` and `machine`. */
export const machineRow = "items('Protect_machines')";

/** An expression: waiting is over. */
export const isLate = "greater(ticks(utcNow()), min(body('Deadlines')))";

export function noteReady(runAfter: RunAfter = {}): Action {
  return {
    type: "AppendToArrayVariable",
    inputs: {
      name: readyMachines,
      value: `@concat(${machineRow}?['run'], '|', ${machineRow}?['machine'])`,
    },
    runAfter,
  };
}

export function pause(seconds: number): Action {
  return { type: "Wait", inputs: { interval: { count: seconds, unit: "Second" } }, runAfter: {} };
}
