/** The admissible runs of a window: its occurrences without those that touch a freeze. */
import { firstStart, forEachOccurrence, freezeIntervals, type Interval } from "../calendar";
import { civilDay, dayNumber } from "../civilDay";
import { remembered, rememberedOf } from "../memo";
import type { Cloud, Freeze, PlannedRing, PlannedWindow } from "../plan";
import type { CivilDate, Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";

export interface BarredRun {
  readonly start: Instant;
  readonly freeze: string;
}

/**
 * Runs in order. Where clocks show a start twice, nobody says which one a service takes. A run is sure when neither
 * start touches a freeze: deadlines count on sure runs, soaks fear every possible start.
 */
export interface AdmissibleRuns {
  /** First instant of each sure run: a patch must be approved by then to be sure of it. */
  readonly starts: Int32Array;
  /** Last instant at which each sure run may start: its finish is counted from there. */
  readonly lateStarts: Int32Array;
  /** Every instant at which a run may start. */
  readonly possibleStarts: Int32Array;
  /** Starts of a service that takes the first of two, and of one that takes the second; one list where none is double. */
  services(): readonly Int32Array[];
  /** Told when asked: only timelines have words for it. */
  barred(): readonly BarredRun[];
}

/** What decides a window's runs and their finish: everything but its name. */
export function runsKey(window: PlannedWindow): string {
  const { schedule, timezone, duration, cutoff, perNode } = window;
  return JSON.stringify([schedule, timezone, duration, cutoff, perNode]);
}

/** Every run of a window that starts in a time, from the effective day on, freezes or not: first and last instant at which each may start. */
export interface AllRuns {
  readonly starts: Int32Array;
  readonly lateStarts: Int32Array;
  /** Indices of the runs with two starts. */
  readonly doubled: readonly number[];
}

export function allRuns(
  window: PlannedWindow,
  effectiveFrom: CivilDate,
  from: Instant,
  until: Instant,
): AllRuns {
  const begin = Math.max(from, firstStart({ effectiveFrom }, window));
  // A schedule starts once a day at the most.
  const starts = new Int32Array(Math.max(0, Math.ceil((until - begin) / minutesPerDay)) + 2);
  const seconds = new Map<number, Instant>();
  let count = 0;
  forEachOccurrence(window.schedule, window.timezone, [begin, until], (start, second) => {
    if (second !== undefined) seconds.set(count, second);
    starts[count] = start;
    count += 1;
  });
  const found = starts.slice(0, count);
  return { starts: found, lateStarts: replaced(found, seconds), doubled: [...seconds.keys()] };
}

function replaced(values: Int32Array, by: ReadonlyMap<number, number>): Int32Array {
  if (by.size === 0) return values;
  const copy = values.slice();
  for (const [index, value] of by) copy[index] = value;
  return copy;
}

/** The runs that freezes leave. */
export function openRuns(
  all: AllRuns,
  { duration }: PlannedWindow,
  freezes: readonly Freeze[],
): AdmissibleRuns {
  const last = all.lateStarts.at(-1) ?? 0;
  const frozen = freezes.flatMap((freeze) => spansOf(freeze, all.starts[0] ?? 0, last + duration));
  const closed = union(frozen.map(({ interval }) => interval));
  const isSure = openOf(all, all.lateStarts, closed, duration);
  const starts = selected(all.starts, isSure);
  let barred: readonly BarredRun[] | undefined;
  return {
    starts,
    ...(all.doubled.length === 0
      ? { lateStarts: starts, possibleStarts: starts, services: () => [starts] }
      : {
          lateStarts: selected(all.lateStarts, isSure),
          ...possibleStarts(all, closed, duration),
        }),
    barred: () => {
      barred ??= barredRuns(all, isSure, frozen, duration);
      return barred;
    },
  };
}

/** 1 for each run that touches no closed span when it may start as late as given. */
function openOf(
  all: AllRuns,
  lateStarts: Int32Array,
  closed: readonly Interval[],
  duration: Minutes,
): Uint8Array {
  const isOpen = new Uint8Array(all.starts.length).fill(1);
  for (const [from, until] of closed) {
    // A run is touched when it starts before the span ends and ends after it begins.
    isOpen.fill(0, lowerBound(lateStarts, from - duration + 1), lowerBound(all.starts, until));
  }
  return isOpen;
}

function possibleStarts(
  all: AllRuns,
  closed: readonly Interval[],
  duration: Minutes,
): Pick<AdmissibleRuns, "possibleStarts" | "services"> {
  const first = selected(all.starts, openOf(all, all.starts, closed, duration));
  const second = all.doubled.flatMap((run) => {
    const late = all.lateStarts[run] ?? 0;
    return touches(closed, late, late + duration) ? [] : [late];
  });
  const possible = second.length === 0 ? first : Int32Array.from([...first, ...second]).sort();
  return { possibleStarts: possible, services: () => [first, secondStarts(all, first, second)] };
}

/** The second of two starts in place of the first. */
function secondStarts(
  { starts, doubled }: AllRuns,
  first: Int32Array,
  second: readonly Instant[],
): Int32Array {
  const replacedStarts = new Set(doubled.map((run) => starts[run]));
  const single = first.filter((start) => !replacedStarts.has(start));
  return Int32Array.from([...single, ...second]).sort();
}

/** The stretches between the ones that are closed, put together: runs are many, and freezes few. */
function selected(values: Int32Array, wanted: Uint8Array): Int32Array {
  const found = new Int32Array(values.length);
  let count = 0;
  for (let from = wanted.indexOf(1); from >= 0; ) {
    const end = wanted.indexOf(0, from);
    const stretch = values.subarray(from, end < 0 ? values.length : end);
    found.set(stretch, count);
    count += stretch.length;
    from = end < 0 ? end : wanted.indexOf(1, end);
  }
  return found.slice(0, count);
}

function barredRuns(
  all: AllRuns,
  isSure: Uint8Array,
  frozen: readonly NamedInterval[],
  duration: Minutes,
): readonly BarredRun[] {
  const barred: BarredRun[] = [];
  for (let run = isSure.indexOf(0); run >= 0; run = isSure.indexOf(0, run + 1)) {
    const [start = 0, late = 0] = [all.starts[run], all.lateStarts[run]];
    barred.push({ start, freeze: nameOf(frozen, start, late + duration) });
  }
  return barred;
}

interface NamedInterval {
  readonly interval: Interval;
  readonly freeze: string;
}

/** Whether `[from, until)` touches one of disjoint spans in order. */
export function touches(closed: readonly Interval[], from: Instant, until: Instant): boolean {
  let low = 0;
  let high = closed.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((closed[middle]?.[1] ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  return (closed[low]?.[0] ?? Number.POSITIVE_INFINITY) < until;
}

function nameOf(frozen: readonly NamedInterval[], from: Instant, until: Instant): string {
  return frozen.find(({ interval: [a, b] }) => a < until && b > from)?.freeze ?? "";
}

/** Many windows ask for the spans of the same years. */
const spansOfYears = new WeakMap<Freeze, Map<string, readonly NamedInterval[]>>();

/** The spans of a freeze in whole years around a time. */
function spansOf(freeze: Freeze, from: Instant, until: Instant): readonly NamedInterval[] {
  const [first, last] = [yearOf(from), yearOf(until)];
  const ofFreeze = rememberedOf(spansOfYears, freeze, () => new Map());
  return remembered(ofFreeze, `${first} ${last}`, () =>
    freezeIntervals(freeze, startOfYear(first), startOfYear(last + 1)).map((interval) => ({
      interval,
      freeze: freeze.name,
    })),
  );
}

function yearOf(instant: Instant): number {
  return civilDay(Math.floor(instant / minutesPerDay)).year;
}

function startOfYear(year: number): Instant {
  return dayNumber(year, 1, 1) * minutesPerDay;
}

/** The union of spans as disjoint spans in order. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const merged: [Instant, Instant][] = [];
  for (const [from, until] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}

/**
 * Minutes from a run's start to its finish. SSM cancels a task at the cutoff, which lets running automations
 * go on for as long as one machine may take; Azure ends with the window.
 */
export function finishAfter(window: PlannedWindow, cloud: Cloud): Minutes {
  const { duration, cutoff, perNode } = window;
  return cloud === "aws" ? Math.max(duration, duration - cutoff + perNode) : duration;
}

/** The same of a ring: on Azure with the last of its batches. */
export function ringFinish(ring: PlannedRing, cloud: Cloud): Minutes {
  const finish = finishAfter(ring.window, cloud);
  return cloud === "azure" ? Math.max(finish, ring.batches?.finish ?? 0) : finish;
}

/** Index of the first value that is at least `wanted`; the length when there is none. */
export function lowerBound(values: Int32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
