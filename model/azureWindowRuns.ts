/** When a maintenance configuration runs, from what Azure is told of it: ours, or one that somebody wrote by hand. */
import { civilDay, dayNumber, weekdayIndex } from "./civilDay";
import { type Ordinal, type Schedule, type Weekday, weekdays } from "./schedule";
import { forEachDay } from "./scheduleDays";
import { type Instant, type Interval, type Minutes, minutesPerDay } from "./time";
import { zoneOfWindows } from "./windowsZones";
import { instantsOf, toLocal } from "./zone";

/** The words of Azure's API. */
export interface AzureWindow {
  readonly startDateTime: string;
  readonly duration: string;
  readonly timeZone: string;
  readonly recurEvery: string;
  readonly expirationDateTime?: string | undefined;
}

interface Recurrence {
  readonly schedule: Schedule;
  /** Days, weeks or months from one to the next. */
  readonly every: number;
}

const day = `(?:${weekdays.join("|")})`;
const weekly = new RegExp(`^weeks?(?:\\s+(${day}(?:\\s*,\\s*${day})*))?$`);
const monthDays = /^months?(?:\s+(day\d{1,2}(?:\s*,\s*day\d{1,2})*))?$/;
const monthWeekday = new RegExp(
  `^months?\\s+(first|second|third|fourth|last)\\s+(${day})(?:\\s+offset(-?\\d+))?$`,
);
const ordinals: Readonly<Record<string, Ordinal>> = {
  ...{ first: 1, second: 2, third: 3, fourth: 4 },
  last: "last",
};

/**
 * The runs that begin in `[from, until)`, as instants of their beginning and end; undefined for what cannot be read: runs by the
 * hour, and what Azure would refuse. Where clocks show a start twice, both stand.
 * @see https://learn.microsoft.com/rest/api/maintenance/maintenance-configurations
 */
export function azureRuns(
  window: AzureWindow,
  from: Instant,
  until: Instant,
): readonly Interval[] | undefined {
  const zone = zoneOfWindows(window.timeZone);
  const start = localMinutes(window.startDateTime);
  const minutes = lengthOf(window.duration);
  const recurrence = start === undefined ? undefined : readRecurrence(window.recurEvery, start);
  if (zone === undefined || start === undefined || recurrence === undefined) return undefined;
  if (minutes === undefined) return undefined;
  const end = localMinutes(window.expirationDateTime ?? "") ?? Number.POSITIVE_INFINITY;
  const runs: Interval[] = [];
  const [first, last] = [toLocal(zone, from), toLocal(zone, until)].map(dayOf);
  forEachDay(recurrence.schedule, (first ?? 0) - 1, (last ?? 0) + 1, (one) => {
    const local = one * minutesPerDay + (start % minutesPerDay);
    if (local < start || local > end || !isDue(recurrence, dayOf(start), one)) return;
    for (const at of instantsOf(zone, local)) {
      if (at >= from && at < until) runs.push([at, at + minutes]);
    }
  });
  return runs;
}

function readRecurrence(text: string, start: Minutes): Recurrence | undefined {
  const [, count = "", words = ""] = /^(\d*)\s*(.*)$/.exec(text.trim().toLowerCase()) ?? [];
  const every = count === "" ? 1 : Number(count);
  const schedule = every > 0 ? readSchedule(words, start) : undefined;
  return schedule === undefined ? undefined : { schedule, every };
}

/** Without days of its own, a recurrence has the start's. */
function readSchedule(words: string, start: Minutes): Schedule | undefined {
  const minute = start % minutesPerDay;
  const at = { hour: Math.floor(minute / 60), minute: minute % 60 };
  if (/^days?$/.test(words)) return { kind: "daily", at };
  const ofWeek = weekly.exec(words);
  if (ofWeek !== null) {
    const own = weekdays[weekdayIndex(dayOf(start))] ?? "monday";
    return { kind: "weekly", days: (ofWeek[1]?.split(/\s*,\s*/) ?? [own]) as Weekday[], at };
  }
  const ofMonth = monthDays.exec(words);
  if (ofMonth !== null) {
    const days = ofMonth[1]?.match(/\d+/g)?.map(Number) ?? [civilDay(dayOf(start)).day];
    return { kind: "monthlyDay", days, at };
  }
  const [, ordinal, weekday, offset = "0"] = monthWeekday.exec(words) ?? [];
  const known = ordinals[ordinal ?? ""];
  return known === undefined
    ? undefined
    : {
        kind: "monthlyWeekday",
        ordinal: known,
        weekday: weekday as Weekday,
        offsetDays: Number(offset),
        at,
      };
}

function isDue({ schedule, every }: Recurrence, start: number, one: number): boolean {
  if (every === 1) return true;
  switch (schedule.kind) {
    case "daily":
      return (one - start) % every === 0;
    case "weekly":
      return ((mondayOf(one) - mondayOf(start)) / 7) % every === 0;
    case "monthlyDay":
    case "monthlyWeekday":
      return (monthOf(one) - monthOf(start)) % every === 0;
  }
}

function mondayOf(one: number): number {
  return one - weekdayIndex(one);
}

function monthOf(one: number): number {
  const { year, month } = civilDay(one);
  return year * 12 + month;
}

function dayOf(local: Minutes): number {
  return Math.floor(local / minutesPerDay);
}

/** `YYYY-MM-DD hh:mm`, on the clock of a zone. */
function localMinutes(text: string): Minutes | undefined {
  const [matched, ...parts] = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)(?::\d\d)?$/.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0] = parts.map(Number);
  return dayNumber(year, month, date) * minutesPerDay + hour * 60 + minute;
}

/** `HH:mm` */
function lengthOf(duration: string): Minutes | undefined {
  const [matched, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(duration) ?? [];
  return matched === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
