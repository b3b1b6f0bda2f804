/** A calendar of the simulator's own: it walks over minutes and asks Intl what the clocks show. */
import type { Freeze, PlannedWindow } from "../../model/plan";
import type { Schedule } from "../../model/schedule";

/** One start of a window: `at` is another instant than `other` when clocks show the start twice. */
export interface Start {
  readonly at: number;
  readonly other: number;
}

const dayMinutes = 1440;
const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const formats = new Map<string, Intl.DateTimeFormat>();
const offsetsByDay = new Map<string, Map<number, number | readonly number[]>>();

/** Minutes that a zone's clock is ahead of UTC. */
export function offsetAt(zone: string, minute: number): number {
  const day = Math.floor(minute / dayMinutes);
  const known = offsetsOn(zone, day);
  return typeof known === "number"
    ? known
    : (known[Math.floor((minute - day * dayMinutes) / 15)] ?? 0);
}

function offsetsOn(zone: string, day: number): number | readonly number[] {
  const ofZone = offsetsByDay.get(zone) ?? new Map<number, number | readonly number[]>();
  offsetsByDay.set(zone, ofZone);
  const known = ofZone.get(day);
  if (known !== undefined) return known;
  const read = readOffsets(zone, day);
  ofZone.set(day, read);
  return read;
}

/** One offset for a whole UTC day, or one for each quarter of an hour of a day on which it changes. */
function readOffsets(zone: string, day: number): number | readonly number[] {
  const begin = day * dayMinutes;
  const first = askOffset(zone, begin);
  if (first === askOffset(zone, begin + dayMinutes)) return first;
  return Array.from({ length: 96 }, (_, quarter) => askOffset(zone, begin + quarter * 15));
}

function askOffset(zone: string, minute: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    const fields = {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...fields });
    formats.set(zone, format);
  }
  const numbers =
    format
      .format(minute * 60_000)
      .match(/\d+/g)
      ?.map(Number) ?? [];
  const [month = 0, day = 0, year = 0, hour = 0, minuteOfHour = 0] = numbers;
  return Date.UTC(year, month - 1, day, hour, minuteOfHour) / 60_000 - minute;
}

/** Walks through time and notes the starts of a window, those of one local time together. */
export function simulateStarts(
  { schedule, timezone }: PlannedWindow,
  effectiveFrom: string,
  from: number,
  until: number,
): readonly Start[] {
  const minuteOfDay = schedule.at.hour * 60 + schedule.at.minute;
  const effective = Date.parse(effectiveFrom) / 60_000;
  const found: { at: number; other: number; local: number }[] = [];
  for (const minute of minutesToAsk(timezone, minuteOfDay, from, until)) {
    const local = minute + offsetAt(timezone, minute);
    if (local % dayMinutes !== minuteOfDay || local < effective) continue;
    if (!runsOn(schedule, new Date((local - minuteOfDay) * 60_000))) continue;
    const last = found.at(-1);
    if (last?.local === local) last.other = minute;
    else found.push({ at: minute, other: minute, local });
  }
  return found;
}

/** Every minute of a UTC day on which the clock changes; of any other the one at which it shows the time. */
function* minutesToAsk(
  zone: string,
  minuteOfDay: number,
  from: number,
  until: number,
): Generator<number> {
  for (let day = Math.floor(from / dayMinutes); day * dayMinutes < until; day++) {
    const begin = day * dayMinutes;
    const offset = offsetsOn(zone, day);
    const isCalm = typeof offset === "number";
    const shown = isCalm ? begin + ((minuteOfDay - offset + 2 * dayMinutes) % dayMinutes) : begin;
    for (let minute = shown; minute < (isCalm ? shown + 1 : begin + dayMinutes); minute++) {
      if (minute >= from && minute < until) yield minute;
    }
  }
}

function runsOn(schedule: Schedule, day: Date): boolean {
  switch (schedule.kind) {
    case "daily":
      return true;
    case "weekly":
      return schedule.days.some((name) => weekdayNames[day.getUTCDay()] === name);
    case "monthlyDay":
      return schedule.days.includes(day.getUTCDate());
    case "monthlyWeekday": {
      const base = new Date(day.getTime() - schedule.offsetDays * 86_400_000);
      if (weekdayNames[base.getUTCDay()] !== schedule.weekday) return false;
      const inAWeek = new Date(base.getTime() + 7 * 86_400_000);
      return schedule.ordinal === "last"
        ? inAWeek.getUTCMonth() !== base.getUTCMonth()
        : Math.ceil(base.getUTCDate() / 7) === schedule.ordinal;
    }
  }
}

/** Asks every minute of a run whether its local day is frozen. */
export function isFrozen(freezes: readonly Freeze[], from: number, until: number): boolean {
  for (let minute = from; minute < until; minute++) {
    if (freezes.some((freeze) => isFrozenAt(freeze, minute))) return true;
  }
  return false;
}

const frozenDays = new WeakMap<Freeze, Map<number, boolean>>();

function isFrozenAt(freeze: Freeze, minute: number): boolean {
  const { when } = freeze;
  if (when.kind === "spans") return when.spans.some(([a, b]) => a <= minute && minute < b);
  const day = Math.floor((minute + offsetAt(freeze.timezone, minute)) / dayMinutes);
  const ofFreeze = frozenDays.get(freeze) ?? new Map<number, boolean>();
  frozenDays.set(freeze, ofFreeze);
  let known = ofFreeze.get(day);
  if (known === undefined) {
    known = isFrozenDay(when, new Date(day * 86_400_000).toISOString().slice(0, 10));
    ofFreeze.set(day, known);
  }
  return known;
}

function isFrozenDay(when: Exclude<Freeze["when"], { kind: "spans" }>, date: string): boolean {
  if (when.kind === "once") return date >= when.from && date <= when.to;
  const monthDay = date.slice(5);
  return when.from <= when.to
    ? monthDay >= when.from && monthDay <= when.to
    : monthDay >= when.from || monthDay <= when.to;
}

/** Second Tuesdays at 10:00 in Los Angeles, found by walking over the hours. */
export function simulatePatchTuesdays(from: number, until: number): readonly number[] {
  const found: number[] = [];
  for (let minute = Math.ceil(from / 60) * 60; minute < until; minute += 60) {
    const local = new Date((minute + offsetAt("America/Los_Angeles", minute)) * 60_000);
    const inSecondWeek = local.getUTCDate() >= 8 && local.getUTCDate() <= 14;
    if (local.getUTCDay() === 2 && inSecondWeek && local.getUTCHours() === 10) found.push(minute);
  }
  return found;
}
