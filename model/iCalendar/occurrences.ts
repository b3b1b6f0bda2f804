/** The occurrences of an event: those of its rules and further times, without the excepted and the replaced ones. */
import type { Instant, Interval, ZoneName } from "../time";
import { minutesPerDay } from "../time";
import type { EventSet } from "./eventSet";
import type { RecurrenceRule } from "./recurrenceRule";
import { type DaySpan, recurringDays } from "./recurringDays";
import { type CalendarTime, localDay, toInstant } from "./values";

/** Spans of the event's occurrences that can touch the horizon. `replaced` are starts that other events stand for. */
export function* occurrencesOf(
  event: EventSet,
  replaced: ReadonlySet<Instant>,
  [from, until]: Interval,
  visit: (days: number) => void,
): Generator<Interval> {
  const { start, timezone, endOf } = event;
  const lasts = endOf(start) - toInstant(start, timezone);
  const span: DaySpan = {
    first: Math.floor((from - lasts) / minutesPerDay) - 2,
    last: Math.floor(until / minutesPerDay) + 2,
  };
  const excepted = exceptions(event, span, visit);
  const isLeftOut = (time: CalendarTime): boolean => {
    const at = toInstant(time, timezone);
    return replaced.has(at) || excepted.instants.has(at) || excepted.days.has(localDay(time));
  };
  if (!isLeftOut(start)) yield [toInstant(start, timezone), endOf(start)];
  for (const rule of event.rules) {
    for (const day of daysOf(event, rule, span, visit)) {
      const time = onDay(start, day);
      if (!isLeftOut(time)) yield [toInstant(time, timezone), endOf(time)];
    }
  }
  for (const [time, end] of event.more) {
    if (!isLeftOut(time)) yield [toInstant(time, timezone), end];
  }
}

function* daysOf(
  { start, timezone }: EventSet,
  rule: RecurrenceRule,
  span: DaySpan,
  visit: (days: number) => void,
): Generator<number> {
  const { until } = rule;
  for (const day of recurringDays(rule, localDay(start), span, visit)) {
    if (until !== undefined && isAfter(onDay(start, day), until, timezone)) return;
    yield day;
  }
}

/** The event's time of day on another day. */
function onDay(start: CalendarTime, day: number): CalendarTime {
  return start.kind === "day"
    ? { kind: "day", day }
    : { ...start, local: start.local + (day - localDay(start)) * minutesPerDay };
}

/** An end that is a day includes all of it. */
function isAfter(time: CalendarTime, until: CalendarTime, timezone: ZoneName): boolean {
  return time.kind === "day" || until.kind === "day"
    ? localDay(time) > localDay(until)
    : toInstant(time, timezone) > toInstant(until, timezone);
}

interface Exceptions {
  readonly days: ReadonlySet<number>;
  readonly instants: ReadonlySet<Instant>;
}

/** A day excepts all that begins on it; of a day's event a time excepts its day too. */
function exceptions(event: EventSet, span: DaySpan, visit: (days: number) => void): Exceptions {
  const { start, excepted, exceptRules, timezone } = event;
  const asDays = (time: CalendarTime): boolean => time.kind === "day" || start.kind === "day";
  return {
    days: new Set([
      ...exceptRules.flatMap((rule) => [...daysOf(event, rule, span, visit)]),
      ...excepted.filter(asDays).map(localDay),
    ]),
    instants: new Set(
      excepted.filter((time) => !asDays(time)).map((time) => toInstant(time, timezone)),
    ),
  };
}
