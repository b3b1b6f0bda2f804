/** A step that ends a run unless every freeze calendar is open now and stays so until the run's end. */
import { readInstant } from "./readInstant";
import { setting } from "./readRing";
import { type ScriptStep, type Step, scriptStep } from "./runbook";

/**
 * Minutes after its window's start by which a gate asks at the latest. The run is then that much shorter: a freeze that begins
 * when the window ends bars nothing, as the plan has it.
 */
const lateMinutes = 15;

/**
 * Two questions, now and at the end, would miss a freeze that begins and ends between them. So the calendar is asked
 * when it changes next, which it leaves out when it never does.
 */
const wholeRun = `
import boto3
${readInstant}
class Frozen(Exception):
    pass

def open_until(events, late):
    now = datetime.now(timezone.utc)
    end = (instant(events["until"]) if events["until"] != "none"
           else now + timedelta(minutes=int(events["minutes"])))
    state = boto3.client("ssm").get_calendar_state(CalendarNames=events["calendars"])
    if state["State"] != "OPEN":
        raise Frozen("a freeze is in force")
    change = state.get("NextTransitionTime")
    if change and instant(change) < end - timedelta(minutes=late):
        raise Frozen(f"a freeze begins at {change}, before the run is over")
    return (min(end, instant(change)) if change else end).strftime("%Y-%m-%dT%H:%M:%SZ")

def calendar_open(events, context):
    return {"until": open_until(events, 0)}

def calendar_of_run(events, context):
    try:
        late = ${lateMinutes} if events["until"] == "none" else 0
        return {"until": open_until(events, late), "frozen": "no"}
    except Frozen:
        return {"until": "none", "frozen": "yes"}
`.trimStart();

/** What a step's name ends in where the same was asked before. */
export type Look = "" | "Again";

export interface RunEnd {
  /** Minutes from now, or the instant that the gate has written. */
  readonly minutes?: string;
  readonly until?: string;
}

/** Its output `Until` is when the run must be over. */
export function calendarStep(
  { minutes = "0", until = "none" }: RunEnd,
  onFailure?: string,
): ScriptStep {
  return scriptStep(
    "CalendarOpen",
    "No freeze is in force, and none begins before the run is over.",
    {
      handler: "calendar_open",
      script: wholeRun,
      payload: { calendars: setting("CalendarNames"), minutes, until },
      outputs: [{ name: "Until", selector: "$.Payload.until", type: "String" }],
      ...(onFailure === undefined ? {} : { onFailure }),
    },
  );
}

/**
 * The same question of a gate, for which a freeze is no failure: where nobody answers, the run is refused instead. Asked again
 * it knows the run's end, and is not late.
 * @param following where a run that no freeze bars goes on.
 */
export function freezeSteps(
  end: RunEnd,
  goes: { readonly frozen: string; readonly refused: string; readonly following: string },
  look: Look = "",
): readonly Step[] {
  const asked = calendarStep(end, goes.refused);
  return [
    {
      ...asked,
      name: `CalendarOpen${look}`,
      handler: "calendar_of_run",
      outputs: [
        ...(asked.outputs ?? []),
        { name: "Frozen", selector: "$.Payload.frozen", type: "String" },
      ],
    },
    {
      name: `WhetherFrozen${look}`,
      action: "aws:branch",
      description: "A freeze bars the run, or none does.",
      choices: [
        {
          variable: `{{ CalendarOpen${look}.Frozen }}`,
          stringEquals: "yes",
          nextStep: goes.frozen,
        },
      ],
      defaultStep: goes.following,
    },
  ];
}
