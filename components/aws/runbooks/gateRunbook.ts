/** Runs once in a maintenance window, before any machine is touched: may this ring be patched now? */
import { calendarParameters, calendarSteps } from "./calendarSteps";
import type { Runbook } from "./runbook";

export interface GateRunbookOptions {
  /** ARN of the role of the gate. */
  readonly assumeRole: string;
}

export function gateRunbook({ assumeRole }: GateRunbookOptions): Runbook {
  return {
    description: "Opens a ring's patch run: the policy's freezes leave room for it.",
    assumeRole,
    parameters: {
      ...calendarParameters,
      PatchGroup: { type: "String", description: "The ring, as the PatchGroup tag names it." },
    },
    steps: calendarSteps.map((step, index) =>
      index === calendarSteps.length - 1 ? { ...step, isEnd: true } : step,
    ),
  };
}
