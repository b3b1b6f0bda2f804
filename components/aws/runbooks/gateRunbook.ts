/**
 * Runs once in a maintenance window, before any machine is touched: may this ring be patched now? Says so in the ring's
 * parameter, which the machines of the same run read.
 */
import { type ApprovalOptions, approvalSteps } from "./approvalSteps";
import { calendarStep } from "./calendarSteps";
import { alarmSteps, checkSettings, refusal, ringBeforeSteps } from "./gateChecks";
import { type ListOptions, selectSettings, selectSteps } from "./listSteps";
import { readRing, setting } from "./readRing";
import type { Runbook } from "./runbook";
import { runParameters, type VerdictOf, writeVerdict } from "./verdict";

export interface GateRunbookOptions {
  /** ARN of the role of the gate. */
  readonly assumeRole: string;
  /** Path of the parameters with settings and verdicts. */
  readonly prefix: string;
  /** @default - no ring asks for one */
  readonly approval?: ApprovalOptions;
  /** @default - no ring installs from lists */
  readonly lists?: ListOptions;
}

export function gateRunbook(options: GateRunbookOptions): Runbook {
  const { assumeRole, prefix, approval, lists } = options;
  const own: VerdictOf = { prefix, whose: "gate" };
  const last = approval === undefined ? "Open" : "WhetherApproval";
  return {
    description:
      "Opens a ring's patch run, or refuses it: freezes, alarms, the ring before, people.",
    assumeRole,
    parameters: {
      ...runParameters,
      RunMinutes: {
        type: "Integer",
        description: "How long the run may take, at most what the ring's policy says.",
      },
    },
    steps: [
      // Of a ring that nobody has deployed no verdict is written either.
      readRing(prefix, [
        ...checkSettings,
        ...(lists === undefined ? [] : selectSettings),
        ...(approval === undefined ? [] : (["Approval"] as const)),
      ]),
      calendarStep({ minutes: "{{ RunMinutes }}", most: setting("MostMinutes") }, refusal),
      ...alarmSteps("WhetherRingBefore"),
      ...ringBeforeSteps(last),
      ...(lists === undefined ? [] : selectSteps(lists, last, refusal)),
      ...(approval === undefined ? [] : approvalSteps(approval, "Open")),
      writeVerdict(
        "Open",
        "The machines of the ring may be patched in this run.",
        own,
        { verdict: "open", until: "{{ CalendarOpen.Until }}" },
        { isEnd: true },
      ),
      writeVerdict(
        refusal,
        "No machine of the ring may be patched in this run.",
        own,
        { verdict: "shut" },
        { isEnd: true },
      ),
    ],
  };
}
