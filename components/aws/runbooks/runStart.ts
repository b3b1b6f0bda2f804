/**
 * Which run an automation is of, and whether it may say so. A window's run has the id of its execution, and only what the
 * window itself has started may be given it: else somebody could judge a window's run in its gate's place, or patch under
 * its verdict. A run by hand has an id that no window can have.
 */
import { setting } from "./readRing";
import { type JsonValue, type RunbookParameters, type ScriptStep, scriptStep } from "./runbook";

const uuid = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const byHand = "hand-";

/** What stands in front of a UUID that somebody has chosen. */
export const anyRun = {
  type: "String",
  description:
    "The run of the window, or hand- and one UUID for a run outside it: gate and machines must be given the same.",
  allowedPattern: `^(${byHand})?${uuid}$`,
} as const satisfies RunbookParameters[string];

export const windowRun = {
  type: "String",
  description: "The run of the window.",
  allowedPattern: `^${uuid}$`,
} as const satisfies RunbookParameters[string];

/**
 * SSM says who has started an automation: of what a window starts, the session of the window's role.
 * @see https://docs.aws.amazon.com/cli/latest/reference/ssm/get-automation-execution.html
 */
export const startedRightly = `
import boto3

def started_rightly(events):
    if events["run"].startswith("${byHand}"):
        return
    found = boto3.client("ssm").get_automation_execution(AutomationExecutionId=events["execution"])
    starter = found["AutomationExecution"]["ExecutedBy"]
    if not starter.startswith(events["window"]):
        raise Exception(f"{starter} is no window: a run by hand has an id that begins with ${byHand}")
`.trimStart();

/** What `started_rightly` is told. */
export const starter: Readonly<Record<string, JsonValue>> = {
  run: "{{ WindowExecutionId }}",
  execution: "{{ automation:EXECUTION_ID }}",
  window: setting("WindowSession"),
};

const checkStart = `${startedRightly}
def run_of_machine(events, context):
    started_rightly(events)
    return {"uuid": events["run"].removeprefix("${byHand}")}
`;

/** Of a machine. Its output `Uuid` is the run's id as a snapshot of patches takes it. */
export const runOfMachine: ScriptStep = scriptStep(
  "RunOfMachine",
  "A run by hand has an id of its own; a window's run was started by the window.",
  {
    handler: "run_of_machine",
    script: checkStart,
    payload: starter,
    outputs: [{ name: "Uuid", selector: "$.Payload.uuid", type: "String" }],
  },
);

export const snapshotOfRun = "{{ RunOfMachine.Uuid }}";

/** @param arn of a role; as it begins in the ARN of each of its sessions, which has no path. */
export function sessionOf(arn: string): string {
  const [, partition, , , account] = arn.split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${arn.split("/").at(-1)}/`;
}
