/** When schedules and freezes happen: exact instants over a span, through every clock change. */
import { civilDay, dayNumber, dayOfDate } from "./civilDay";
import type { Freeze, Plan } from "./plan";
import type { Schedule } from "./schedule";
import { forEachDay } from "./scheduleDays";
import type { Instant, Interval, ZoneName } from "./time";
import { minutesPerDay } from "./time";
import { calmOffset, instantsOf, startOfDay, toLocal } from "./zone";

/** One start of a schedule. A start inside a daylight-saving gap does not happen and is not listed. */
export interface Occurrence {
  readonly start: Instant;
  /** The second instant with the same local time, in an overlap: the run may start then instead. */
  readonly ambiguousUntil?: Instant;
}

export type { Interval } from "./time";

/** All occurrences with `from <= start < until`, in order. */
export function occurrences(
  schedule: Schedule,
  zone: ZoneName,
  from: Instant,
  until: Instant,
): readonly Occurrence[] {
  const found: Occurrence[] = [];
  forEachOccurrence(schedule, zone, [from, until], (start, second) => {
    found.push(second === undefined ? { start } : { start, ambiguousUntil: second });
  });
  return found;
}

/** The same called back, for decades of a calendar. */
export function forEachOccurrence(
  schedule: Schedule,
  zone: ZoneName,
  [from, until]: readonly [from: Instant, until: Instant],
  visit: (start: Instant, second: Instant | undefined) => void,
): void {
  const minuteOfDay = schedule.at.hour * 60 + schedule.at.minute;
  const first = Math.floor(toLocal(zone, from) / minutesPerDay) - 1;
  const last = Math.floor(toLocal(zone, until) / minutesPerDay) + 1;
  const offsetOf = calmOffset(zone);
  forEachDay(schedule, first, last, (day) => {
    const local = day * minutesPerDay + minuteOfDay;
    const offset = offsetOf(local);
    if (offset !== undefined) {
      const start = local - offset;
      if (start >= from && start < until) visit(start, undefined);
      return;
    }
    const [start, second] = instantsOf(zone, local);
    if (start !== undefined && start >= from && start < until) visit(start, second);
  });
}

/** The most days between two starts of a schedule. */
const rhythmDays = { daily: 1, weekly: 7, monthlyDay: 31, monthlyWeekday: 37 } as const;

/** The first `count` occurrences with `from <= start`, in order; a daily start falls into a gap once a year at the most. */
export function nextOccurrences(
  schedule: Schedule,
  zone: ZoneName,
  from: Instant,
  count: number,
): readonly Occurrence[] {
  for (let rhythms = count + 2; ; rhythms *= 2) {
    const until = from + rhythms * rhythmDays[schedule.kind] * minutesPerDay;
    const found = occurrences(schedule, zone, from, until);
    if (found.length >= count) return found.slice(0, count);
  }
}

/**
 * The spans of a freeze that touch `[from, until)`, in order. A yearly freeze is the days whose `MM-DD`
 * lies in it: 29 February counts in leap years only, and `from` after `to` crosses new year.
 */
export function freezeIntervals(
  freeze: Freeze,
  from: Instant,
  until: Instant,
): readonly Interval[] {
  const { when } = freeze;
  if (when.kind === "spans") return spansTouching(when.spans, from, until);
  return freezeDays(when, from, until)
    .filter(([first, last]) => first <= last)
    .map(
      ([first, last]): Interval => [
        startOfDay(freeze.timezone, first),
        startOfDay(freeze.timezone, last + 1),
      ],
    )
    .filter(([begin, end]) => begin < until && end > from);
}

/** Of disjoint spans in order, those that touch `[from, until)`: found by halving, since there may be thousands. */
function spansTouching(
  spans: readonly Interval[],
  from: Instant,
  until: Instant,
): readonly Interval[] {
  const firstAt = (isAfter: (span: Interval) => boolean): number => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const span = spans[middle];
      if (span !== undefined && isAfter(span)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return spans.slice(
    firstAt(([, end]) => end > from),
    firstAt(([begin]) => begin >= until),
  );
}

/** First and last local day of every time that a freeze can reach the span. */
function freezeDays(
  when: Exclude<Freeze["when"], { kind: "spans" }>,
  from: Instant,
  until: Instant,
): readonly (readonly [first: number, last: number])[] {
  if (when.kind === "once") return [[dayOfDate(when.from), dayOfDate(when.to)]];
  const crossesNewYear = when.from > when.to;
  const firstYear = civilDay(Math.floor(from / minutesPerDay)).year - 2;
  const lastYear = civilDay(Math.floor(until / minutesPerDay)).year + 1;
  return Array.from({ length: lastYear - firstYear + 1 }, (_, index) => {
    const year = firstYear + index;
    return [firstDayFrom(year, when.from), lastDayTo(crossesNewYear ? year + 1 : year, when.to)];
  });
}

/** The first day of a year that is not before `MM-DD`: 1 March for 02-29 in a common year. */
function firstDayFrom(year: number, monthDay: string): number {
  return dayNumber(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3)));
}

/** The last day of a year that is not after `MM-DD`: 28 February for 02-29 in a common year. */
function lastDayTo(year: number, monthDay: string): number {
  const [month, day] = [Number(monthDay.slice(0, 2)), Number(monthDay.slice(3))];
  return Math.min(dayNumber(year, month, day), dayNumber(year, month + 1, 1) - 1);
}

/** Occurrences of a window from the plan's effective day on, local days of the window. */
export function occurrencesSince(
  plan: Pick<Plan, "effectiveFrom">,
  window: { readonly schedule: Schedule; readonly timezone: ZoneName },
  from: Instant,
  until: Instant,
): readonly Occurrence[] {
  const begin = Math.max(from, firstStart(plan, window));
  return occurrences(window.schedule, window.timezone, begin, until);
}

/** Before it no run of the window counts. */
export function firstStart(
  { effectiveFrom }: Pick<Plan, "effectiveFrom">,
  { timezone }: { readonly timezone: ZoneName },
): Instant {
  return startOfDay(timezone, dayOfDate(effectiveFrom));
}

/** Whether a freeze holds for a group. */
export function appliesTo(freeze: Freeze, group: string): boolean {
  return freeze.groups === undefined || freeze.groups.includes(group);
}
