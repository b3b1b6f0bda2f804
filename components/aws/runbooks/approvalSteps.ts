/**
 * People who must say yes before a ring is patched. No answer in time is a no. They may think for hours, so that what they were
 * asked after is asked again behind their yes: a freeze that came up, an alarm that rings, a ring before that went bad.
 */
import { freezeSteps } from "./calendarSteps";
import { alarmSteps, refusal, ringBeforeSteps, type VerdictReaders } from "./gateChecks";
import { setting } from "./readRing";
import type { Step } from "./runbook";

export interface ApprovalOptions {
  /** Names of users, or ARNs of users and roles; 1–10. */
  readonly approvers: readonly string[];
  /** How many of them must say yes. @default 1 */
  readonly minimum?: number;
  /** @default 60 */
  readonly timeoutMinutes?: number;
  /** ARN of the SNS topic that tells them. @default - nobody is told */
  readonly topicArn?: string;
}

export function approvalSteps(
  options: ApprovalOptions,
  readers: VerdictReaders,
  goes: { readonly frozen: string; readonly following: string },
): readonly Step[] {
  const { following } = goes;
  return [
    {
      name: "WhetherApproval",
      action: "aws:branch",
      description: "The ring asks for an approval, or does not.",
      choices: [{ variable: setting("Approval"), stringEquals: "asked", nextStep: "Approve" }],
      defaultStep: following,
    },
    {
      name: "Approve",
      action: "aws:approve",
      description: "People say yes.",
      approvers: options.approvers,
      message: "Patch the machines of {{ PatchGroup }} in run {{ WindowExecutionId }}?",
      minRequired: options.minimum ?? 1,
      ...(options.topicArn === undefined ? {} : { notificationArn: options.topicArn }),
      timeoutSeconds: (options.timeoutMinutes ?? 60) * 60,
      onFailure: refusal,
      onCancel: refusal,
    },
    ...freezeSteps(
      { until: "{{ CalendarOpen.Until }}" },
      { frozen: goes.frozen, refused: refusal, following: "WhetherAlarmsAgain" },
      "Again",
    ),
    ...alarmSteps({ following: "WhetherRingBeforeAgain", onFailure: refusal, look: "Again" }),
    ...ringBeforeSteps(readers, { following, look: "Again" }),
  ];
}
