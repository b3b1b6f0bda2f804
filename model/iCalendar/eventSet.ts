/** An event with everything that recurs of it: rules, further and excepted times, and how long each occurrence lasts. */
import type { Instant, ZoneName } from "../time";
import { minutesPerDay } from "../time";
import { instantOf, startOfDay } from "../zone";
import { type EventComponent, properties, property } from "./components";
import { CalendarFault, type ContentLine, shown } from "./contentLines";
import { type RecurrenceRule, readRule } from "./recurrenceRule";
import { type CalendarTime, localDay, readLength, readTime, toInstant } from "./values";

export interface EventSet {
  readonly uid: string | undefined;
  /** Stands for one occurrence of another event. */
  readonly replaces: boolean;
  readonly timezone: ZoneName;
  readonly start: CalendarTime;
  readonly endOf: (start: CalendarTime) => Instant;
  readonly rules: readonly RecurrenceRule[];
  readonly exceptRules: readonly RecurrenceRule[];
  readonly more: readonly (readonly [CalendarTime, Instant])[];
  readonly excepted: readonly CalendarTime[];
}

/** @throws CalendarFault */
export function readEvent(event: EventComponent, timezone: ZoneName): EventSet {
  const line = property(event, "DTSTART");
  if (line === undefined) throw new CalendarFault(event.line, "the event has no DTSTART");
  const start = readTime(line, line.value, timezone);
  const endOf = lengthOf(event, start, timezone);
  const rules = (name: string): readonly RecurrenceRule[] =>
    properties(event, name).map((rule) => readRule(rule, timezone));
  return {
    uid: property(event, "UID")?.value,
    replaces: property(event, "RECURRENCE-ID") !== undefined,
    timezone,
    start,
    endOf,
    rules: rules("RRULE"),
    exceptRules: rules("EXRULE"),
    more: values(event, "RDATE").map(([more, text]) => furtherTime(more, text, endOf, timezone)),
    excepted: values(event, "EXDATE").map(([except, text]) => readTime(except, text, timezone)),
  };
}

/** A list of times may come as several properties, each with several values. */
function values(event: EventComponent, name: string): readonly (readonly [ContentLine, string])[] {
  return properties(event, name).flatMap((one) =>
    one.value.split(",").map((text) => [one, text] as const),
  );
}

/** A time, or a period with an end or a length of its own. */
function furtherTime(
  line: ContentLine,
  text: string,
  endOf: EventSet["endOf"],
  timezone: ZoneName,
): readonly [CalendarTime, Instant] {
  const [from = "", until] = text.split("/");
  const start = readTime(line, from, timezone);
  if (until === undefined) return [start, endOf(start)];
  const end = /^\+?P/i.test(until)
    ? lastsUntil(start, readLength(line, until), timezone)
    : toInstant(readTime(line, until, timezone, true), timezone);
  return [start, end];
}

function lastsUntil(
  start: CalendarTime,
  { days, minutes }: { readonly days: number; readonly minutes: number },
  timezone: ZoneName,
): Instant {
  if (start.kind === "day") return startOfDay(timezone, start.day + days) + minutes;
  return instantOf(start.zone, start.local + days * minutesPerDay) + minutes;
}

/** How long an occurrence lasts: DTEND, DURATION, or one day for a day and nothing for a time. */
function lengthOf(
  event: EventComponent,
  start: CalendarTime,
  timezone: ZoneName,
): EventSet["endOf"] {
  const length = property(event, "DURATION");
  const end = property(event, "DTEND");
  if (end === undefined) {
    const lasts =
      length === undefined
        ? { days: start.kind === "day" ? 1 : 0, minutes: 0 }
        : readLength(length);
    return (from) => lastsUntil(from, lasts, timezone);
  }
  const last = readTime(end, end.value, timezone, true);
  const elapsed = toInstant(last, timezone) - toInstant(start, timezone);
  if (last.kind !== start.kind || elapsed < 0) {
    throw new CalendarFault(
      end.line,
      `DTEND must be a ${start.kind} after DTSTART, as DTSTART is, got ${shown(end.value)}`,
    );
  }
  if (start.kind === "day" || last.kind === "day") {
    // Some programs end a day's event on the day itself.
    const days = Math.max(1, localDay(last) - localDay(start));
    return (from) => startOfDay(timezone, localDay(from) + days);
  }
  // The standard counts what elapsed, calendar programs show the clock's time: the later of both is closed for sure.
  const shownLength = last.zone === start.zone ? last.local - start.local : 0;
  return (from) => {
    const exact = toInstant(from, timezone) + elapsed;
    return from.kind === "day"
      ? exact
      : Math.max(exact, instantOf(from.zone, from.local + shownLength));
  };
}
