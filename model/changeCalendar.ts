/** Renders freezes as an SSM Change Calendar: iCalendar text, open unless an event says otherwise. */
import { civilDay, dayNumber, dayOfDate } from "./civilDay";
import type { Freeze } from "./plan";

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
    spansOf(freeze).map((span, index) => event(freeze, span, index, name)),
  );
  const lines = [
    "BEGIN:VCALENDAR",
    "PRODID:-//AWS//Change Calendar 1.0//EN",
    "VERSION:2.0",
    "X-CALENDAR-TYPE:DEFAULT_OPEN",
    `X-WR-CALDESC:${escapeText(`Freezes of ${name}`)}`,
    // An empty calendar is refused, so one without freezes carries an entry that means nothing.
    ...(events.length === 0 ? emptyEntry(name) : events.flat()),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function event(freeze: Freeze, span: FrozenDays, index: number, name: string): string[] {
  const zone = `TZID=${freeze.timezone}`;
  return [
    "BEGIN:VEVENT",
    `DTSTAMP:${anchorYear}0101T000000Z`,
    `DTSTART;${zone}:${midnight(span.first)}`,
    `DTEND;${zone}:${midnight(span.last + 1)}`,
    ...(span.yearly ? ["RRULE:FREQ=YEARLY"] : []),
    `SUMMARY:${escapeText(freeze.name)}`,
    `UID:${name}-${freeze.name}-${index}`,
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

/**
 * A yearly event keeps its length, so a freeze over the end of February is cut there: 29 February is
 * an event of its own, which recurs in leap years only.
 */
function spansOf(freeze: Freeze): FrozenDays[] {
  const { when } = freeze;
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
  const { year, month, day: dayOfMonth } = civilDay(day);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${year}${two(month)}${two(dayOfMonth)}T000000`;
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`);
}

/** Lines over 75 octets go on after a line break and a space (RFC 5545, 3.1). Names are ASCII. */
function fold(line: string): string {
  return line.replace(/(.{74})(?=.)/g, "$1\r\n ");
}
