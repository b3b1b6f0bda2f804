/** People who must say yes before a ring is patched. No answer in time is a no. */
import { refusal } from "./gateChecks";
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

export function approvalSteps(options: ApprovalOptions, following: string): readonly Step[] {
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
  ];
}
