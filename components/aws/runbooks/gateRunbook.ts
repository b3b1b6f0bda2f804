/**
 * Runs once in a maintenance window, before any machine is touched: may this ring be patched now? Says so in the ring's
 * parameter, which the machines of the same run read.
 */
import { type ApprovalOptions, approvalParameters, approvalSteps } from "./approvalSteps";
import { calendarParameters, calendarStep } from "./calendarSteps";
import {
  alarmSteps,
  checkParameters,
  refusal,
  ringBeforeSteps,
  type VerdictReaders,
} from "./gateChecks";
import { type ListOptions, selectParameters, selectSteps } from "./listSteps";
import type { Runbook } from "./runbook";
import { gateVerdictParameter, runParameters, writeVerdict } from "./verdict";

export interface GateRunbookOptions {
  /** ARN of the role of the gate. */
  readonly assumeRole: string;
  /** @default - no ring asks for one */
  readonly approval?: ApprovalOptions;
  /** @default - no ring installs from lists */
  readonly lists?: ListOptions;
  /** @default - no verdict stands in another account */
  readonly readers?: VerdictReaders;
}

export function gateRunbook(options: GateRunbookOptions): Runbook {
  const { assumeRole, approval, lists, readers = {} } = options;
  const last = approval === undefined ? "Open" : "WhetherApproval";
  return {
    description:
      "Opens a ring's patch run, or refuses it: freezes, alarms, the ring before, people.",
    assumeRole,
    parameters: {
      ...runParameters,
      ...calendarParameters,
      RunMinutes: { type: "Integer", description: "How long the run may take." },
      GateVerdict: gateVerdictParameter,
      ...checkParameters,
      ...(lists === undefined ? {} : selectParameters),
      ...(approval === undefined ? {} : approvalParameters),
    },
    steps: [
      calendarStep({ minutes: "{{ RunMinutes }}" }, refusal),
      ...alarmSteps("WhetherRingBefore"),
      ...ringBeforeSteps(last, readers),
      ...(lists === undefined ? [] : selectSteps(lists, last, refusal)),
      ...(approval === undefined ? [] : approvalSteps(approval, "Open")),
      writeVerdict(
        "Open",
        "The machines of the ring may be patched in this run.",
        "GateVerdict",
        { verdict: "open", until: "{{ CalendarOpen.Until }}" },
        { isEnd: true },
      ),
      writeVerdict(
        refusal,
        "No machine of the ring may be patched in this run.",
        "GateVerdict",
        { verdict: "shut" },
        { isEnd: true },
      ),
    ],
  };
}
