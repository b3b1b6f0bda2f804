/** A step that ends a run unless every freeze calendar is open now and stays so until the run's end. */
import { setting } from "./readRing";
import { type ScriptStep, scriptStep } from "./runbook";

/**
 * Two questions, now and at the end, would miss a freeze that begins and ends between them. So the calendar is asked
 * when it changes next, which it leaves out when it never does.
 */
const wholeRun = `
import boto3
from datetime import datetime, timedelta, timezone

def calendar_open(events, context):
    if int(events["minutes"]) > int(events["most"]):
        raise Exception(f"a run of the ring may take {events['most']} minutes, {events['minutes']} were asked for")
    now = datetime.now(timezone.utc)
    end = (datetime.fromisoformat(events["until"].replace("Z", "+00:00")) if events["until"] != "none"
           else now + timedelta(minutes=int(events["minutes"])))
    state = boto3.client("ssm").get_calendar_state(CalendarNames=events["calendars"])
    if state["State"] != "OPEN":
        raise Exception("a freeze is in force")
    change = state.get("NextTransitionTime")
    if change and datetime.fromisoformat(change.replace("Z", "+00:00")) < end:
        raise Exception(f"a freeze begins at {change}, before the run is over")
    return {"until": end.strftime("%Y-%m-%dT%H:%M:%SZ")}
`.trimStart();

export interface RunEnd {
  /** Minutes from now and the most that they may be, or the instant that the gate has written. */
  readonly minutes?: string;
  readonly most?: string;
  readonly until?: string;
}

/** Its output `Until` is when the run must be over. */
export function calendarStep(
  { minutes = "0", most = "0", until = "none" }: RunEnd,
  onFailure?: string,
): ScriptStep {
  return scriptStep(
    "CalendarOpen",
    "No freeze is in force, and none begins before the run is over.",
    {
      handler: "calendar_open",
      script: wholeRun,
      payload: { calendars: setting("CalendarNames"), minutes, most, until },
      outputs: [{ name: "Until", selector: "$.Payload.until", type: "String" }],
      ...(onFailure === undefined ? {} : { onFailure }),
    },
  );
}
