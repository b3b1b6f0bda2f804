/**
 * Two parameters of Parameter Store a ring. Its gate writes into one whether the run may go on, for the node runbooks of
 * the same run; its close writes into the other how the run went and how long that counts, for the gate of the next ring.
 */
import { ringParameter, setting } from "./readRing";
import { type JsonValue, type RunbookParameters, type Step, scriptStep } from "./runbook";
import { anyRun } from "./runStart";
import { refuseTooLate } from "./timeSteps";

/** What stands in both before the first run: no verdict, which counts as a bad one. */
export const noVerdict = JSON.stringify({ windowExecutionId: "none", verdict: "none" });

export const runParameters = {
  PatchGroup: ringParameter,
  WindowExecutionId: anyRun,
} as const satisfies RunbookParameters;

/** Which of a ring's two verdicts, below the path of the component's parameters. */
export interface VerdictOf {
  readonly prefix: string;
  readonly whose: "gate" | "close";
}

export function nameOf({ prefix, whose }: VerdictOf): string {
  return `${prefix}/{{ PatchGroup }}/${whose}`;
}

/** What stands in a verdict of the ring. */
export function readVerdict(name: string, verdict: VerdictOf, description: string) {
  return {
    name,
    action: "aws:executeAwsApi",
    description,
    service: "ssm",
    api: "GetParameter",
    arguments: { Name: nameOf(verdict) },
    outputs: [{ name: "Value", selector: "$.Parameter.Value", type: "String" }],
  } as const satisfies Step;
}

/** A step that writes a verdict, with what else is to stand beside it. */
export function writeVerdict(
  name: string,
  description: string,
  place: VerdictOf,
  verdict: Readonly<Record<string, string>>,
  flow: Pick<Step, "isEnd" | "nextStep" | "onFailure"> = {},
): Step {
  const value: JsonValue = JSON.stringify({
    windowExecutionId: "{{ WindowExecutionId }}",
    ...verdict,
  });
  return {
    name,
    action: "aws:executeAwsApi",
    description,
    service: "ssm",
    api: "PutParameter",
    arguments: { Name: nameOf(place), Value: value, Type: "String", Overwrite: true },
    ...flow,
  };
}

/** A machine that could not be done before the run must be over is not begun: cancelling a task stops no automation. */
const judge = `
import json
${refuseTooLate}
def judge_verdict(events, context):
    verdict = json.loads(events["verdict"])
    if verdict.get("windowExecutionId") != events["run"]:
        raise Exception("the gate has given no verdict on this run")
    if verdict.get("verdict") != "open":
        raise Exception(f"the gate is {verdict.get('verdict')}")
    refuse_too_late(verdict["until"], events["needed"])
    return {"until": verdict["until"]}
`.trimStart();

/** Ends the run unless the gate has opened this very run and enough of it is left. */
export function verdictSteps(prefix: string): readonly Step[] {
  return [
    readVerdict("ReadVerdict", { prefix, whose: "gate" }, "What the gate of the ring has written."),
    scriptStep(
      "GateOpenedThisRun",
      "The verdict is on this run, it is open, and enough time is left.",
      {
        handler: "judge_verdict",
        script: judge,
        payload: {
          verdict: "{{ ReadVerdict.Value }}",
          run: "{{ WindowExecutionId }}",
          needed: setting("NodeMinutes"),
        },
        outputs: [{ name: "Until", selector: "$.Payload.until", type: "String" }],
      },
    ),
  ];
}
