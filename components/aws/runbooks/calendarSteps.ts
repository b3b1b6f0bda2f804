/** Steps that end a run unless every freeze calendar is open now and stays so until the run's end. */
import type { RunbookParameter, Step } from "./runbook";

export const calendarParameters: Readonly<Record<string, RunbookParameter>> = {
  CalendarNames: {
    type: "StringList",
    description: "Change Calendars that must be open: the freezes of the policy.",
  },
  RunMinutes: {
    type: "Integer",
    description: "How long the run may take; the calendars must be open until then.",
  },
};

/** Automation has no arithmetic on dates, and GetCalendarState takes the instant it is asked about. */
const endOfRun = [
  "from datetime import datetime, timedelta, timezone",
  "",
  "def end_of_run(events, context):",
  "    end = datetime.now(timezone.utc) + timedelta(minutes=int(events['minutes']))",
  "    return {'at': end.strftime('%Y-%m-%dT%H:%M:%SZ')}",
].join("\n");

export const calendarSteps: readonly Step[] = [
  {
    name: "CalendarOpenNow",
    action: "aws:assertAwsResourceProperty",
    description: "No freeze is in force.",
    service: "ssm",
    api: "GetCalendarState",
    arguments: { CalendarNames: "{{ CalendarNames }}" },
    selector: "$.State",
    desiredValues: ["OPEN"],
  },
  {
    name: "EndOfRun",
    action: "aws:executeScript",
    description: "When the run must be over.",
    runtime: "python3.11",
    handler: "end_of_run",
    script: endOfRun,
    payload: { minutes: "{{ RunMinutes }}" },
    outputs: [{ name: "At", selector: "$.Payload.at", type: "String" }],
  },
  {
    name: "CalendarOpenAtTheEnd",
    action: "aws:assertAwsResourceProperty",
    description: "No freeze begins before the run is over.",
    service: "ssm",
    api: "GetCalendarState",
    arguments: { CalendarNames: "{{ CalendarNames }}", AtTime: "{{ EndOfRun.At }}" },
    selector: "$.State",
    desiredValues: ["OPEN"],
  },
];
