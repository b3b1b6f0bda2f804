/** Renders freezes as an SSM Change Calendar: iCalendar text, open unless an event says otherwise. */
import { dayNumber, dayOfDate } from "./civilDay";
import { calendarText, escapeText, formatLocal, formatUtc } from "./iCalendar/text";
import type { Freeze } from "./plan";
import { minutesPerDay } from "./time";

/** A leap year, so that every day of the year can be a first occurrence; long before any policy. */
const anchorYear = 2020;

interface FrozenDays {
  /** Days since 1970-01-01, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly yearly: boolean;
}

/**
 * Local days in each freeze's own zone. Lines end with CRLF, as the service asks.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
 */
export function toChangeCalendar(freezes: readonly Freeze[], name: string): string {
  const events = freezes.flatMap((freeze) =>
    timesOf(freeze).map((times, index) => event(freeze, times, index, name)),
  );
  return calendarText([
    "BEGIN:VCALENDAR",
    "PRODID:-//AWS//Change Calendar 1.0//EN",
    "VERSION:2.0",
    "X-CALENDAR-TYPE:DEFAULT_OPEN",
    `X-WR-CALDESC:${escapeText(`Freezes of ${name}`)}`,
    // An empty calendar is refused, so one without freezes carries an entry that means nothing.
    ...(events.length === 0 ? emptyEntry(name) : events.flat()),
    "END:VCALENDAR",
  ]);
}

function event(freeze: Freeze, times: readonly string[], index: number, name: string): string[] {
  return [
    "BEGIN:VEVENT",
    `DTSTAMP:${anchorYear}0101T000000Z`,
    ...times,
    `SUMMARY:${escapeText(freeze.name)}`,
    // The size of the whole is limited, and an imported calendar may have hundreds of events.
    freeze.when.kind === "spans"
      ? `UID:${freeze.name}-${index}`
      : `UID:${name}-${freeze.name}-${index}`,
    "END:VEVENT",
  ];
}

function emptyEntry(name: string): string[] {
  return [
    "BEGIN:VTODO",
    `DTSTAMP:${anchorYear}0101T000000Z`,
    `UID:${name}-none`,
    "SUMMARY:no freezes",
    "END:VTODO",
  ];
}

/** An imported calendar is spans of instants; the rest is days of the freeze's zone. */
function timesOf({ when, timezone }: Freeze): readonly (readonly string[])[] {
  if (when.kind === "spans") {
    return when.spans.map(([from, until]) => [
      `DTSTART:${formatUtc(from)}`,
      `DTEND:${formatUtc(until)}`,
    ]);
  }
  return daysOf(when).map(({ first, last, yearly }) => [
    `DTSTART;TZID=${timezone}:${midnight(first)}`,
    `DTEND;TZID=${timezone}:${midnight(last + 1)}`,
    ...(yearly ? ["RRULE:FREQ=YEARLY"] : []),
  ]);
}

/**
 * A yearly event keeps its length, so a freeze over the end of February is cut there: 29 February is
 * an event of its own, which recurs in leap years only.
 */
function daysOf(when: Exclude<Freeze["when"], { kind: "spans" }>): FrozenDays[] {
  if (when.kind === "once") {
    return [{ first: dayOfDate(when.from), last: dayOfDate(when.to), yearly: false }];
  }
  const crossesNewYear = when.to < when.from;
  // The end of February that the freeze spans, if any, must be the leap year's.
  const startYear = crossesNewYear && when.from > "02-28" ? anchorYear - 1 : anchorYear;
  const start = dayIn(startYear, when.from);
  const last = dayIn(crossesNewYear ? startYear + 1 : startYear, when.to);
  const leapDay = dayNumber(anchorYear, 2, 29);
  const cut = start < leapDay && leapDay < last;
  return cut
    ? [
        { first: start, last: leapDay - 1, yearly: true },
        { first: leapDay, last: leapDay, yearly: true },
        { first: leapDay + 1, last, yearly: true },
      ]
    : [{ first: start, last, yearly: true }];
}

function dayIn(year: number, monthAndDay: string): number {
  return dayNumber(year, Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(3)));
}

/** `20201218T000000` */
function midnight(day: number): string {
  return formatLocal(day * minutesPerDay);
}
