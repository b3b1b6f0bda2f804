/** `aws:approve`, by "aws:approve – Pause an automation for manual approval" of the Automation actions reference. */
import { listOf, type Plain, recordAt, textOf } from "../../plainValue";

const maxApprovers = 10;
const maxMessage = 4096;
/** 30 days; 7 when left out. */
const maxSeconds = 2_592_000;

/** What the service refuses in a step that asks people; undefined when nothing. */
export function approvalFault(step: Plain): string | undefined {
  const inputs = recordAt(step, "inputs");
  const approvers = listOf(inputs["Approvers"]).length;
  if (approvers > maxApprovers) {
    return `Approvers must be at most ${maxApprovers}, got ${approvers}`;
  }
  const message = textOf(inputs["Message"])?.length ?? 0;
  if (message > maxMessage) {
    return `Message must be at most ${maxMessage} characters, got ${message}`;
  }
  const least = inputs["MinRequiredApprovals"];
  // A number in a reference is known when the step runs.
  if (typeof least === "number" && !(Number.isInteger(least) && least >= 1)) {
    return `MinRequiredApprovals must be a positive number, got ${least}`;
  }
  const seconds = step["timeoutSeconds"];
  return typeof seconds === "number" && seconds > maxSeconds
    ? `timeoutSeconds must be at most ${maxSeconds}, got ${seconds}`
    : topicFault(textOf(inputs["NotificationArn"]));
}

/** The topic's title begins with Automation. Whether it is there is found out when somebody is asked. */
function topicFault(topic: string | undefined): string | undefined {
  const title = topic?.split(":").at(-1);
  return title === undefined || /^(Automation|\{\{)/.test(title)
    ? undefined
    : `the SNS topic '${title}' must be prefixed with "Automation"`;
}
