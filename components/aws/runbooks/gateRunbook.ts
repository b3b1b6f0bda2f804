/**
 * Runs once in a maintenance window, before any machine is touched: may this ring be patched now? Says so in the ring's
 * parameter, which the machines of the same run read.
 */
import { type ApprovalOptions, approvalSteps } from "./approvalSteps";
import { freezeSteps } from "./calendarSteps";
import {
  alarmSteps,
  checkSettings,
  refusal,
  ringBeforeSteps,
  type VerdictReaders,
} from "./gateChecks";
import { mayJudgeStep, startSettings } from "./gateStart";
import { type ListOptions, selectSettings, selectSteps } from "./listSteps";
import { readRing } from "./readRing";
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
  /** @default - no verdict stands in another account */
  readonly readers?: VerdictReaders;
}

export function gateRunbook(options: GateRunbookOptions): Runbook {
  const { assumeRole, prefix, approval, lists, readers = {} } = options;
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
        ...startSettings,
        ...checkSettings,
        ...(lists === undefined ? [] : selectSettings),
        ...(approval === undefined ? [] : (["Approval"] as const)),
      ]),
      mayJudgeStep(own),
      ...freezeSteps(
        { minutes: "{{ RunMinutes }}" },
        { frozen: "Frozen", refused: refusal, following: "WhetherAlarms" },
      ),
      ...alarmSteps({ following: "WhetherRingBefore", onFailure: refusal }),
      ...ringBeforeSteps(readers, { following: last }),
      ...(lists === undefined ? [] : selectSteps(lists, last, refusal)),
      ...(approval === undefined
        ? []
        : approvalSteps(approval, readers, { frozen: "Frozen", following: "Open" })),
      writeVerdict(
        "Open",
        "The machines of the ring may be patched in this run.",
        own,
        { verdict: "open", until: "{{ CalendarOpen.Until }}" },
        { isEnd: true },
      ),
      writeVerdict(
        "Frozen",
        "A freeze bars this run: it was never meant to be.",
        own,
        { verdict: "frozen" },
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
