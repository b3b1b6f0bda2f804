/** When schedules and freezes happen: exact instants over a span, through every clock change. */
import { civilDay, dayNumber, dayOfDate, weekdayIndex } from "./civilDay";
import type { Cloud, Freeze, Plan, PlannedGroup, PlannedRing, PlannedWindow } from "./plan";
import { type Schedule, type Weekday, weekdays } from "./schedule";
import type { Instant, ZoneName } from "./time";
import { minutesPerDay } from "./time";
import { instantsOf, startOfDay, toLocal } from "./zone";

/** One start of a schedule. A start inside a daylight-saving gap does not happen and is not listed. */
export interface Occurrence {
  readonly start: Instant;
  /** The second instant with the same local time, in an overlap: the run may start then instead. */
  readonly ambiguousUntil?: Instant;
}

/** A half-open span of instants. */
export type Interval = readonly [from: Instant, until: Instant];

/** All occurrences with `from <= start < until`, in order. */
export function occurrences(
  schedule: Schedule,
  zone: ZoneName,
  from: Instant,
  until: Instant,
): readonly Occurrence[] {
  const minuteOfDay = schedule.at.hour * 60 + schedule.at.minute;
  const first = Math.floor(toLocal(zone, from) / minutesPerDay) - 1;
  const last = Math.floor(toLocal(zone, until) / minutesPerDay) + 1;
  return daysOf(schedule, first, last).flatMap((day) => {
    const [start, second] = instantsOf(zone, day * minutesPerDay + minuteOfDay);
    if (start === undefined || start < from || start >= until) return [];
    return second === undefined ? [{ start }] : [{ start, ambiguousUntil: second }];
  });
}

/** Local days of a schedule from `first` to `last`, inclusive, in order. */
function daysOf(schedule: Schedule, first: number, last: number): readonly number[] {
  switch (schedule.kind) {
    case "daily":
      return range(first, last);
    case "weekly": {
      const wanted = new Set(schedule.days.map(indexOfWeekday));
      return range(first, last).filter((day) => wanted.has(weekdayIndex(day)));
    }
    case "monthlyDay": {
      const days = [...schedule.days].sort((a, b) => a - b);
      return inMonths(first, last, (year, month) => days.map((day) => dayNumber(year, month, day)));
    }
    case "monthlyWeekday":
      return inMonths(first, last, (year, month) => [
        nthWeekday(year, month, schedule.ordinal, schedule.weekday) + schedule.offsetDays,
      ]);
  }
}

function inMonths(
  first: number,
  last: number,
  daysOfMonth: (year: number, month: number) => readonly number[],
): readonly number[] {
  // An offset moves a day by up to 20 days, so a month may reach into its neighbours.
  const begin = civilDay(first - 31);
  const end = civilDay(last + 31);
  const months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month - 1);
  return months
    .flatMap((month) => daysOfMonth(Math.floor(month / 12), (month % 12) + 1))
    .filter((day) => day >= first && day <= last);
}

function nthWeekday(
  year: number,
  month: number,
  ordinal: number | "last",
  weekday: Weekday,
): number {
  const wanted = indexOfWeekday(weekday);
  if (ordinal === "last") {
    const lastDay = dayNumber(year, month + 1, 1) - 1;
    return lastDay - ((weekdayIndex(lastDay) - wanted + 7) % 7);
  }
  const firstDay = dayNumber(year, month, 1);
  return firstDay + ((wanted - weekdayIndex(firstDay) + 7) % 7) + (ordinal - 1) * 7;
}

function indexOfWeekday(weekday: Weekday): number {
  return weekdays.indexOf(weekday);
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
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
  return freezeDays(freeze, from, until)
    .filter(([first, last]) => first <= last)
    .map(
      ([first, last]): Interval => [
        startOfDay(freeze.timezone, first),
        startOfDay(freeze.timezone, last + 1),
      ],
    )
    .filter(([begin, end]) => begin < until && end > from);
}

/** First and last local day of every time that a freeze can reach the span. */
function freezeDays(
  freeze: Freeze,
  from: Instant,
  until: Instant,
): readonly (readonly [first: number, last: number])[] {
  const { when } = freeze;
  if (when.kind === "once") return [[dayOfDate(when.from), dayOfDate(when.to)]];
  const crossesNewYear = when.from > when.to;
  const firstYear = civilDay(Math.floor(from / minutesPerDay)).year - 2;
  const lastYear = civilDay(Math.floor(until / minutesPerDay)).year + 1;
  return range(firstYear, lastYear).map((year) => [
    firstDayFrom(year, when.from),
    lastDayTo(crossesNewYear ? year + 1 : year, when.to),
  ]);
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

/** One run of a window, or the part of it that a freeze bars. */
export interface PlannedRun {
  readonly start: Instant;
  /** Of the later start, where clocks show the start twice. */
  readonly end: Instant;
  readonly window: string;
  readonly timezone: ZoneName;
  /** Patch groups that run, or that the freeze keeps from running. */
  readonly rings: readonly string[];
  readonly clouds: readonly Cloud[];
  /** Name of the freeze that bars it; absent when it runs. */
  readonly frozenBy?: string;
}

interface WindowRings {
  readonly window: PlannedWindow;
  readonly rings: { readonly group: PlannedGroup; readonly ring: PlannedRing }[];
}

/** How far ahead `nextRuns` looks at the most, in days. */
const farthestDays = 1200;

/** The next `count` runs over all windows, in order, with the barred ones among them reported and not counted. */
export function nextRuns(plan: Plan, from: Instant, count: number): readonly PlannedRun[] {
  const windows = windowsOf(plan);
  const begin = Math.max(from, dayOfDate(plan.effectiveFrom) * minutesPerDay - minutesPerDay);
  for (let days = 32; ; days *= 2) {
    const until = begin + Math.min(days, farthestDays) * minutesPerDay;
    const runs = windows
      .flatMap((entry) => runsOf(plan, entry, begin, until))
      .sort((a, b) => a.start - b.start || compareText(a.window, b.window));
    const happening = runs.filter((run) => run.frozenBy === undefined);
    if (happening.length >= count || days >= farthestDays) {
      const last = happening[count - 1];
      return last === undefined ? runs : runs.slice(0, runs.indexOf(last) + 1);
    }
  }
}

function windowsOf(plan: Plan): readonly WindowRings[] {
  const windows = new Map<string, WindowRings>();
  for (const group of plan.groups) {
    for (const ring of group.rings) {
      const key = JSON.stringify([ring.window.name, ring.window]);
      const known = windows.get(key) ?? { window: ring.window, rings: [] };
      known.rings.push({ group, ring });
      windows.set(key, known);
    }
  }
  return [...windows.values()];
}

function runsOf(
  plan: Plan,
  { window, rings }: WindowRings,
  from: Instant,
  until: Instant,
): readonly PlannedRun[] {
  const frozen = plan.freezes.map((freeze) => ({
    freeze,
    intervals: freezeIntervals(freeze, from, until + 2 * minutesPerDay),
  }));
  return occurrencesSince(plan, window, from, until).flatMap((occurrence) => {
    const end = (occurrence.ambiguousUntil ?? occurrence.start) + window.duration;
    const touching = frozen
      .filter(({ intervals }) => intervals.some(([a, b]) => a < end && b > occurrence.start))
      .map(({ freeze }) => freeze);
    const byFreeze = new Map<string | undefined, WindowRings["rings"]>();
    for (const member of rings) {
      const barring = touching.find((freeze) => appliesTo(freeze, member.group.name))?.name;
      byFreeze.set(barring, [...(byFreeze.get(barring) ?? []), member]);
    }
    return [...byFreeze].map(([frozenBy, members]) => ({
      start: occurrence.start,
      end,
      window: window.name,
      timezone: window.timezone,
      rings: members.map(({ ring }) => ring.patchGroup),
      clouds: cloudsOf(members),
      ...(frozenBy === undefined ? {} : { frozenBy }),
    }));
  });
}

function cloudsOf(members: WindowRings["rings"]): readonly Cloud[] {
  const used = new Set(members.flatMap(({ ring }) => ring.systems.map(({ cloud }) => cloud)));
  return (["aws", "azure"] as const).filter((cloud) => used.has(cloud));
}

/** Occurrences of a window from the plan's effective day on, local days of the window. */
export function occurrencesSince(
  plan: Pick<Plan, "effectiveFrom">,
  window: PlannedWindow,
  from: Instant,
  until: Instant,
): readonly Occurrence[] {
  const begin = startOfDay(window.timezone, dayOfDate(plan.effectiveFrom));
  return occurrences(window.schedule, window.timezone, Math.max(from, begin), until);
}

/** Whether a freeze holds for a group. */
export function appliesTo(freeze: Freeze, group: string): boolean {
  return freeze.groups === undefined || freeze.groups.includes(group);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
