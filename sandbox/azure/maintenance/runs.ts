/** The instants at which a maintenance configuration runs, as Update Manager reads its window. */
import { civilDay, dayNumber, weekdayIndex } from "../../../model/civilDay";
import { type Instant, minutesPerDay } from "../../../model/time";
import { zoneOfWindows } from "../../../model/windowsZones";
import { instantOf, toLocal } from "../../../model/zone";
import { type Plain, textOf } from "../../plainValue";
import { type Recurrence, readRecurrence } from "./recurrence";

/** In wall-clock minutes of the configuration's zone since 1970. */
interface Window {
  readonly zone: string;
  readonly start: number;
  readonly end: number;
  readonly recurrence: Recurrence | undefined;
}

/** From `from` on and before `until`, in order; none where the window cannot be read. */
export function runsBetween(inputs: Plain, from: Instant, until: Instant): readonly Instant[] {
  const window = windowOf(inputs);
  if (window === undefined) return [];
  return startsAround(window, from, until)
    .filter((local) => local >= window.start && local <= window.end)
    .map((local) => instantOf(window.zone, local))
    .filter((instant) => instant >= from && instant < until);
}

/** The instant of a configuration's `startDateTime`; undefined when it cannot be read. */
export function startOf(inputs: Plain): Instant | undefined {
  const window = windowOf(inputs);
  return window === undefined ? undefined : instantOf(window.zone, window.start);
}

function windowOf(inputs: Plain): Window | undefined {
  const zone = zoneOfWindows(textOf(inputs["timeZone"]) ?? "");
  const start = localMinutes(inputs["startDateTime"]);
  if (zone === undefined || start === undefined) return undefined;
  const end = localMinutes(inputs["expirationDateTime"]) ?? Number.POSITIVE_INFINITY;
  return { zone, start, end, recurrence: readRecurrence(textOf(inputs["recurEvery"]) ?? "") };
}

function localMinutes(value: unknown): number | undefined {
  const [year, month, day, hour, minute] = (textOf(value)?.match(/\d+/g) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return dayNumber(year, month, day) * minutesPerDay + (hour ?? 0) * 60 + (minute ?? 0);
}

/** Wall-clock starts from a day before `from` to a day after `until`. */
function startsAround(window: Window, from: Instant, until: Instant): number[] {
  const { start, recurrence, zone } = window;
  if (recurrence === undefined) return [start];
  const first = toLocal(zone, from) - minutesPerDay;
  const last = toLocal(zone, until) + minutesPerDay;
  if (recurrence.unit === "hours") {
    const step = recurrence.every * 60;
    const skipped = Math.max(0, Math.ceil((first - start) / step));
    return sequence(start + skipped * step, last, step);
  }
  const startDay = dayOf(start);
  const minute = start - startDay * minutesPerDay;
  return sequence(Math.max(startDay, dayOf(first)), dayOf(last), 1)
    .filter((day) => isRunDay(recurrence, startDay, day))
    .map((day) => day * minutesPerDay + minute);
}

function sequence(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, index) => {
    return from + index * step;
  });
}

function dayOf(local: number): number {
  return Math.floor(local / minutesPerDay);
}

/** Periods are counted from that of the first run, which is the first day from the start on that fits. */
function isRunDay(recurrence: Recurrence, startDay: number, day: number): boolean {
  const period = periodOf(recurrence, startDay, day);
  if (period === undefined) return false;
  for (let first = startDay; first <= day; first += 1) {
    const origin = periodOf(recurrence, startDay, first);
    if (origin !== undefined) return (period - origin) % recurrence.every === 0;
  }
  return false;
}

/** The day, week or month that a fitting day counts to; undefined for a day that does not fit. */
function periodOf(recurrence: Recurrence, startDay: number, day: number): number | undefined {
  switch (recurrence.unit) {
    case "weeks": {
      const { weekdays } = recurrence;
      const wanted = weekdays.length === 0 ? [weekdayIndex(startDay)] : weekdays;
      return wanted.includes(weekdayIndex(day)) ? Math.floor((day + 3) / 7) : undefined;
    }
    case "months": {
      const { days } = recurrence;
      const wanted = days.length === 0 ? [civilDay(startDay).day] : days;
      return wanted.includes(civilDay(day).day) ? monthOf(day) : undefined;
    }
    case "weekdaysOfMonth": {
      const base = day - recurrence.offset;
      return isNthWeekday(base, recurrence.ordinal, recurrence.weekday) ? monthOf(base) : undefined;
    }
    default:
      return day;
  }
}

function monthOf(day: number): number {
  const { year, month } = civilDay(day);
  return year * 12 + month;
}

function isNthWeekday(day: number, ordinal: number, weekday: number): boolean {
  if (weekdayIndex(day) !== weekday) return false;
  if (ordinal === -1) return monthOf(day + 7) !== monthOf(day);
  return Math.floor((civilDay(day).day - 1) / 7) === ordinal;
}
