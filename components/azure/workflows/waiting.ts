/** Waiting for what Azure does in its own time: a call that is made again until its answer says that the work has ended. */
import type { Action, HttpAction, RunAfter } from "./definition";

export interface Waiting {
  /** Name of the action that reads. */
  readonly name: string;
  readonly read: HttpAction;
  /** An expression without its `@`: what is waited for. It is asked when the answer was a good one. */
  readonly until: string;
  /** Seconds between two reads. */
  readonly every: number;
  /** The longest wait, in minutes. */
  readonly minutes: number;
  readonly runAfter: RunAfter;
}

/** A loop that ends with the work, with the first answer that is a refusal, and after its minutes. Who waits looks at the last answer. */
export function waitFor({ name, read, until, every, minutes, runAfter }: Waiting): Action {
  return {
    type: "Until",
    expression: `@or(greaterOrEquals(coalesce(outputs('${name}')?['statusCode'], 500), 400), ${until})`,
    limit: { count: Math.ceil((minutes * 60) / every), timeout: `PT${minutes}M` },
    actions: {
      [name]: { ...read, runAfter: {} },
      [`If_to_wait_${name}`]: {
        type: "If",
        expression: `@${until}`,
        actions: {},
        else: {
          actions: {
            [`Pause_${name}`]: {
              type: "Wait",
              inputs: { interval: { count: every, unit: "Second" } },
              runAfter: {},
            },
          },
        },
        runAfter: { [name]: ["Succeeded"] },
      },
    },
    runAfter,
  };
}
