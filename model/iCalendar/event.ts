/** One event of an iCalendar file, as text. */
import type { Instant, Minutes, ZoneName } from "../time";
import { escapeText, formatLocal, formatUtc, timeLine } from "./text";

export interface CalendarEvent {
  /** The same in every file of a document: programs replace what they know by it. */
  readonly uid: string;
  readonly summary: string;
  /** Lines. */
  readonly description: readonly string[];
  readonly category: "PATCHING" | "TESTING" | "FREEZE";
  readonly zone: ZoneName;
  readonly start: Instant;
  readonly end: Instant;
  readonly recurrence?: EventRecurrence;
}

export interface EventRecurrence {
  /** Without its end. */
  readonly rule: string;
  /** Nothing recurs after it. */
  readonly until: Instant;
  /** Wall-clock minutes of starts that do not happen. */
  readonly excluded: readonly Minutes[];
}

/** @param stamp instant that counts as the text's making: never today, so that equal documents make equal files. */
export function eventLines(event: CalendarEvent, stamp: Instant): readonly string[] {
  const { uid, summary, description, category, zone, start, end, recurrence } = event;
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${formatUtc(stamp)}`,
    timeLine("DTSTART", zone, start),
    // A run lasts as long when clocks change in it; a freeze ends at a time of the clock.
    recurrence === undefined ? timeLine("DTEND", zone, end) : `DURATION:${period(end - start)}`,
    ...(recurrence === undefined ? [] : recurrenceLines(zone, recurrence)),
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description.join("\n"))}`,
    `CATEGORIES:${category}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function recurrenceLines(
  zone: ZoneName,
  { rule, until, excluded }: EventRecurrence,
): readonly string[] {
  const [parameter, ending] = zone === "UTC" ? ["", "Z"] : [`;TZID=${zone}`, ""];
  const times = excluded.map((local) => `${formatLocal(local)}${ending}`);
  return [
    `RRULE:${rule};UNTIL=${formatUtc(until)}`,
    ...(times.length === 0 ? [] : [`EXDATE${parameter}:${times.join(",")}`]),
  ];
}

/** `PT3H`, `PT1H30M` */
function period(minutes: Minutes): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours === 0 ? "" : `${hours}H`}${rest === 0 && hours > 0 ? "" : `${rest}M`}`;
}
