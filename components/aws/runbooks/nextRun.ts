/**
 * Until when a close's verdict counts: until the window's next run should have been closed. So a run that is refused, is lost or
 * whose close never speaks leaves no older verdict behind that a gate could take for its own.
 */
import { closeMinutes } from "../../../model/promotionLists";
import { patientSsm } from "./listScripts";
import { type RunbookParameters, type Step, scriptStep } from "./runbook";

export const windowParameter = {
  type: "String",
  description: "The window that has run.",
  allowedPattern: "^mw-[0-9a-f]{17}$",
} as const satisfies RunbookParameters[string];

/**
 * A window may wait for its last machine for hours, so that this is asked first: later, the next run might have begun. Of a run
 * that was followed by another nothing is said any more. SSM names no next run where the window has ended.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetMaintenanceWindow.html
 */
const nextRun = `${patientSsm}
from datetime import datetime, timedelta, timezone

def next_run(events, context):
    starts = {one["WindowExecutionId"]: one["StartTime"] for one in pages(
        "describe_maintenance_window_executions", "WindowExecutions", WindowId=events["window"], MaxResults=100)
        if "StartTime" in one}
    if max(starts.values()) > starts[events["run"]]:
        return {"followed": "yes", "until": "none"}
    window = ssm.get_maintenance_window(WindowId=events["window"])
    if not window["Enabled"]:
        raise Exception("the window is disabled, and nobody knows when it runs next")
    if "NextExecutionTime" not in window:
        return {"followed": "no", "until": "none"}
    start = datetime.fromisoformat(window["NextExecutionTime"].replace("Z", "+00:00"))
    until = start + timedelta(hours=window["Duration"], minutes=int(events["minutes"]))
    return {"followed": "no", "until": until.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")}
`;

export const verdictUntil = "{{ NextRun.Until }}";

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
        minutes: `${closeMinutes}`,
      },
      outputs: [
        { name: "Followed", selector: "$.Payload.followed", type: "String" },
        { name: "Until", selector: "$.Payload.until", type: "String" },
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
