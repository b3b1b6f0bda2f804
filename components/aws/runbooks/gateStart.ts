/** What a gate makes sure of before it may write anything: that it is asked of a run that nobody has judged yet. */
import { setting } from "./readRing";
import type { SettingName } from "./ringSettings";
import { type ScriptStep, scriptStep } from "./runbook";
import { startedRightly, starter } from "./runStart";
import { nameOf, type VerdictOf } from "./verdict";

export const startSettings: readonly SettingName[] = ["WindowSession", "MostMinutes"];

/**
 * A second verdict of one run could hide the first: a run that was opened would look like one that was refused, of which the
 * close has less to say.
 */
const mayJudge = `${startedRightly}
import json

def may_judge(events, context):
    started_rightly(events)
    if not 1 <= int(events["minutes"]) <= int(events["most"]):
        raise Exception(f"a run of the ring may take 1 to {events['most']} minutes, {events['minutes']} were asked for")
    last = json.loads(boto3.client("ssm").get_parameter(Name=events["verdict"])["Parameter"]["Value"])
    if last.get("windowExecutionId") == events["run"]:
        raise Exception(f"the gate has said of this run already that it is {last.get('verdict')}")
    return {}
`;

/** Ends the run without a verdict, which opens nothing either. */
export function mayJudgeStep(own: VerdictOf): ScriptStep {
  return scriptStep(
    "MayJudge",
    "The run is what its id says, of a length that fits, and not judged yet.",
    {
      handler: "may_judge",
      script: mayJudge,
      payload: {
        ...starter,
        minutes: "{{ RunMinutes }}",
        most: setting("MostMinutes"),
        verdict: nameOf(own),
      },
    },
  );
}
