/**
 * Patching simulated minute by minute, as the services do it: the proof's opponent. It shares no code with the
 * proof and has a calendar of its own, asked of Intl.
 */
import type { Deadline, Freeze, OutOfCyclePath, PlannedWindow } from "../../model/plan";
import type { Schedule } from "../../model/schedule";

/** How AWS may read "approved d days after release"; both stand in its documentation. */
export type Reading = "exactly" | "nextMinute" | "utcDay";

/** What is simulated of one ring. */
export interface SimulatedRing {
  readonly window: PlannedWindow;
  readonly freezes: readonly Freeze[];
  readonly cloud: "aws" | "azure";
  readonly delayDays: number;
  readonly cumulative: boolean;
  readonly effectiveFrom: string;
}

/** One start of a window: `at` is another instant than `other` when clocks show the start twice. */
interface Start {
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
  const ofZone = offsetsByDay.get(zone) ?? new Map<number, number | readonly number[]>();
  offsetsByDay.set(zone, ofZone);
  let known = ofZone.get(day);
  if (known === undefined) {
    known = readOffsets(zone, day);
    ofZone.set(day, known);
  }
  return typeof known === "number"
    ? known
    : (known[Math.floor((minute - day * dayMinutes) / 15)] ?? 0);
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

/** Walks over every minute and notes the starts of a window, those of one local time together. */
export function simulateStarts(ring: SimulatedRing, from: number, until: number): readonly Start[] {
  const { schedule, timezone } = ring.window;
  const minuteOfDay = schedule.at.hour * 60 + schedule.at.minute;
  const effective = Date.parse(ring.effectiveFrom) / 60_000;
  const found: { at: number; other: number; local: number }[] = [];
  for (let minute = from; minute < until; minute++) {
    const local = minute + offsetAt(timezone, minute);
    if (local % dayMinutes !== minuteOfDay || local < effective) continue;
    if (!runsOn(schedule, new Date((local - minuteOfDay) * 60_000))) continue;
    const last = found.at(-1);
    if (last?.local === local) last.other = minute;
    else found.push({ at: minute, other: minute, local });
  }
  return found;
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
  const day = Math.floor((minute + offsetAt(freeze.timezone, minute)) / dayMinutes);
  const ofFreeze = frozenDays.get(freeze) ?? new Map<number, boolean>();
  frozenDays.set(freeze, ofFreeze);
  let known = ofFreeze.get(day);
  if (known === undefined) {
    known = isFrozenDay(freeze, new Date(day * 86_400_000).toISOString().slice(0, 10));
    ofFreeze.set(day, known);
  }
  return known;
}

function isFrozenDay({ when }: Freeze, date: string): boolean {
  if (when.kind === "once") return date >= when.from && date <= when.to;
  const monthDay = date.slice(5);
  return when.from <= when.to
    ? monthDay >= when.from && monthDay <= when.to
    : monthDay >= when.from || monthDay <= when.to;
}

/** When the service approves a patch. */
export function simulateApproval(release: number, days: number, reading: Reading): number {
  if (days === 0) return release;
  if (reading === "exactly") return release + days * 24 * 60;
  if (reading === "nextMinute") return release + days * 24 * 60 + 1;
  const date = new Date(release * 60_000);
  date.setUTCHours(0, 0, 0, 0);
  return date.getTime() / 60_000 + days * 24 * 60;
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

/** A ring with its calendar walked through once; `half` is the start that the service takes of two. */
export interface Simulation {
  readonly ring: SimulatedRing;
  readonly tuesdays: readonly number[];
  readonly runs: Readonly<Record<"first" | "second", readonly number[]>>;
}

export function simulation(ring: SimulatedRing, from: number, until: number): Simulation {
  const starts = simulateStarts(ring, from, until);
  const open = (begin: number): boolean =>
    !isFrozen(ring.freezes, begin, begin + ring.window.duration);
  return {
    ring,
    tuesdays: simulatePatchTuesdays(from, until),
    runs: {
      first: starts.map(({ at }) => at).filter(open),
      second: starts.map(({ other }) => other).filter(open),
    },
  };
}

export function simulateFinish({ window, cloud }: SimulatedRing, start: number): number {
  const end = start + window.duration;
  // A task that starts just before the cutoff still takes its time for one machine.
  return cloud === "aws" ? Math.max(end, end - window.cutoff + window.perNode) : end;
}

/** Finishes of the runs after which a machine no longer lacks a patch, in order, as many as asked. */
export function simulateFixes(
  { ring, tuesdays, runs }: Simulation,
  release: number,
  half: "first" | "second",
  count: number,
): readonly number[] {
  const updates = [release];
  if (ring.cumulative)
    updates.push(...tuesdays.filter((tuesday) => tuesday > release).slice(0, 12));
  const starts = runs[half];
  const fixes: number[] = [];
  for (
    let run = firstAtLeast(starts, release);
    run < starts.length && fixes.length < count;
    run++
  ) {
    const start = starts[run] ?? 0;
    const finish = simulateFinish(ring, start);
    if (finish - release > 400 * dayMinutes) break;
    if (updates.some((update) => installable(update, start, ring, tuesdays))) fixes.push(finish);
  }
  return fixes;
}

function installable(
  update: number,
  start: number,
  ring: SimulatedRing,
  tuesdays: readonly number[],
): boolean {
  const superseded =
    ring.cumulative && tuesdays.some((tuesday) => tuesday > update && tuesday < start);
  return !superseded && simulateApproval(update, ring.delayDays, "nextMinute") <= start;
}

/** The latest that a patch can land when its first `lost` chances are lost; Infinity when it never does. */
export function simulateLanding(simulated: Simulation, release: number, lost = 0): number {
  const landings = (["first", "second"] as const).map(
    (half) => simulateFixes(simulated, release, half, lost + 1)[lost] ?? Number.POSITIVE_INFINITY,
  );
  return Math.max(...landings);
}

/** The shortest that a patch can rest between two rings under one reading; Infinity when the later never has it. */
export function simulateRest(
  earlier: Simulation,
  later: Simulation,
  release: number,
  reading: Reading,
): number {
  const finishes = (["first", "second"] as const).map((half) => {
    const start = firstStart(earlier, release, half, reading);
    return start === undefined ? Number.NaN : simulateFinish(earlier.ring, start);
  });
  const starts = (["first", "second"] as const).flatMap(
    (half) => firstStart(later, release, half, reading) ?? [],
  );
  const start = Math.min(...starts);
  const gone = later.ring.cumulative && later.tuesdays.some((day) => day > release && day < start);
  return gone ? Number.POSITIVE_INFINITY : start - Math.max(...finishes);
}

/** The first run that is approved for a patch, by the service's choice of two starts. */
export function firstStart(
  { ring, runs }: Simulation,
  release: number,
  half: "first" | "second",
  reading: Reading,
): number | undefined {
  const starts = runs[half];
  return starts[firstAtLeast(starts, simulateApproval(release, ring.delayDays, reading))];
}

function firstAtLeast(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The earliest of the due dates of a release. */
export function simulateDue(deadlines: readonly Deadline[], release: number): number {
  return Math.min(
    ...deadlines.map(({ within }) => addMonths(release, within.months) + within.minutes),
  );
}

/** The same day some months later, or the last day of that month. */
function addMonths(instant: number, count: number): number {
  const date = new Date(instant * 60_000);
  const wanted = date.getUTCMonth() + count;
  const moved = new Date(date);
  moved.setUTCMonth(wanted);
  // JavaScript runs over into the next month; day 0 steps back to the last one of the month that was meant.
  if (moved.getUTCMonth() !== wanted % 12) moved.setUTCDate(0);
  return moved.getTime() / 60_000;
}

/** Walks an out-of-cycle path minute by minute: the end of the last ring's execution. */
export function simulateEmergency(
  path: OutOfCyclePath,
  ringCount: number,
  freezes: readonly Freeze[],
  trigger: number,
): number {
  let minute = trigger + path.notice + path.decideWithin;
  for (let ring = 0; ring < ringCount; ring++) {
    if (ring > 0) minute += path.soak;
    const end = minute + 400 * dayMinutes;
    while (!path.inFreeze && isFrozen(freezes, minute, minute + path.perRing)) {
      minute++;
      if (minute > end) return Number.POSITIVE_INFINITY;
    }
    minute += path.perRing;
  }
  return minute;
}
