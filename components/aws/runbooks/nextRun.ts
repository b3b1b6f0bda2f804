/**
 * Until when a close's verdict counts: until the window's next run must be over. So a run that is refused, is lost or whose
 * close is late or never speaks leaves no older verdict behind that a gate could take for its own.
 */
import { closeMinutes } from "../../../model/promotionLists";
import { patientSsm } from "./listScripts";
import { readInstant } from "./readInstant";
import { type RunbookParameters, type Step, scriptStep } from "./runbook";

export const windowParameter = {
  type: "String",
  description: "The window that has run.",
  allowedPattern: "^mw-[0-9a-f]{17}$",
} as const satisfies RunbookParameters[string];

/**
 * A window may wait for its last machine for hours, so that this is asked first: later, the next run might have begun. Of a run
 * that was followed by another nothing is said any more. SSM names no next run where the window has ended: it has an end then, or a
 * single start. `since` is what a verdict reaches that the run right before this one has left; a run starts some minutes late.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetMaintenanceWindow.html
 */
const nextRun = `${patientSsm}
${readInstant}
def text(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

def next_run(events, context):
    starts = {one["WindowExecutionId"]: one["StartTime"] for one in pages(
        "describe_maintenance_window_executions", "WindowExecutions", WindowId=events["window"], MaxResults=100)
        if "StartTime" in one}
    begun = starts[events["run"]]
    if max(starts.values()) > begun:
        return {"followed": "yes", "until": "none", "since": "none"}
    window = ssm.get_maintenance_window(WindowId=events["window"])
    if not window["Enabled"]:
        raise Exception("the window is disabled, and nobody knows when it runs next")
    length = timedelta(hours=window["Duration"])
    known = {"followed": "no", "since": text(begun + length - timedelta(minutes=int(events["late"])))}
    if "NextExecutionTime" in window:
        start = instant(window["NextExecutionTime"])
        return {**known, "until": text(start + length)}
    if "EndDate" not in window and not window.get("Schedule", "").startswith("at("):
        raise Exception("the window has no end, and nobody knows when it runs next")
    return {**known, "until": "none"}
`;

export const verdictUntil = "{{ NextRun.Until }}";
export const verdictSince = "{{ NextRun.Since }}";

/** @param goes where the close goes when nobody answers, of a run that was followed, and otherwise. */
export function nextRunSteps(goes: {
  readonly unknown: string;
  readonly followed: string;
  readonly following: string;
}): readonly Step[] {
  return [
    scriptStep("NextRun", "When the window runs next, and that it has not run since.", {
      handler: "next_run",
      script: nextRun,
      payload: {
        window: "{{ WindowId }}",
        run: "{{ WindowExecutionId }}",
        late: `${closeMinutes}`,
      },
      outputs: [
        { name: "Followed", selector: "$.Payload.followed", type: "String" },
        { name: "Until", selector: "$.Payload.until", type: "String" },
        { name: "Since", selector: "$.Payload.since", type: "String" },
      ],
      onFailure: goes.unknown,
    }),
    {
      name: "WhetherFollowed",
      action: "aws:branch",
      description: "A later run of the window has begun, or this is its last one.",
      choices: [
        { variable: "{{ NextRun.Followed }}", stringEquals: "yes", nextStep: goes.followed },
      ],
      defaultStep: goes.following,
    },
  ];
}
