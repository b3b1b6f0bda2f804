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

/** The most days between two runs of a window that runs once a month, by its weekdays. */
const longestRest = 35;

const runsOfWindow = `${patientSsm}
def starts_of(window):
    return {one["WindowExecutionId"]: one["StartTime"] for one in pages(
        "describe_maintenance_window_executions", "WindowExecutions", WindowId=window, MaxResults=100)
        if "StartTime" in one}
`;

/**
 * A window may wait for its last machine for hours, so that this is asked first: later, the next run might have begun. Of a run
 * that was followed by another nothing is said any more. SSM names no next run where the window has ended: it has an end then, or a
 * single start. Either may be moved, so that even such a verdict ends: when the window would have run again at its widest
 * pace. `since` is what a verdict reaches that the run right before this one has left, a run starts some minutes late;
 * `before` is that run, unless SSM has forgotten it.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetMaintenanceWindow.html
 */
const nextRun = `${runsOfWindow}
${readInstant}
def text(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

def rest_after(times, single):
    gaps = [] if single else [later - sooner for sooner, later in zip(times, times[1:])]
    return max(gaps, default=timedelta(days=${longestRest}))

def next_run(events, context):
    starts = starts_of(events["window"])
    begun = starts[events["run"]]
    if max(starts.values()) > begun:
        return {"followed": "yes", "until": "none", "since": "none", "before": "none"}
    window = ssm.get_maintenance_window(WindowId=events["window"])
    if not window["Enabled"]:
        raise Exception("the window is disabled, and nobody knows when it runs next")
    length = timedelta(hours=window["Duration"])
    runs = sorted((start, run) for run, start in starts.items())
    known = {"followed": "no", "since": text(begun + length - timedelta(minutes=int(events["late"]))),
             "before": runs[-2][1] if len(runs) > 1 else "none"}
    if "NextExecutionTime" in window:
        start = instant(window["NextExecutionTime"])
        return {**known, "until": text(start + length)}
    single = window.get("Schedule", "").startswith("at(")
    if "EndDate" not in window and not single:
        raise Exception("the window has no end, and nobody knows when it runs next")
    rest = rest_after([start for start, _ in runs], single)
    return {**known, "until": text(begun + rest + length)}
`;

const stillLast = `${runsOfWindow}
def still_last(events, context):
    starts = starts_of(events["window"])
    return {"followed": "yes" if max(starts.values()) > starts[events["run"]] else "no"}
`;

export const verdictUntil = "{{ NextRun.Until }}";
export const verdictSince = "{{ NextRun.Since }}";
export const runBefore = "{{ NextRun.Before }}";

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
        { name: "Before", selector: "$.Payload.before", type: "String" },
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

/** A close that has waited for hours asks again: the one of a later run may have spoken meanwhile. */
export function stillLastSteps(goes: {
  readonly followed: string;
  readonly following: string;
}): readonly Step[] {
  return [
    scriptStep("StillLast", "That the window has not run again while its machines were followed.", {
      handler: "still_last",
      script: stillLast,
      payload: { window: "{{ WindowId }}", run: "{{ WindowExecutionId }}" },
      outputs: [{ name: "Followed", selector: "$.Payload.followed", type: "String" }],
    }),
    {
      name: "WhetherFollowedSince",
      action: "aws:branch",
      description: "A later run has begun meanwhile, or this is still the last one.",
      choices: [
        { variable: "{{ StillLast.Followed }}", stringEquals: "yes", nextStep: goes.followed },
      ],
      defaultStep: goes.following,
    },
  ];
}
