/** The admissible runs of a window: its occurrences without those that touch a freeze. */
import { firstStart, forEachOccurrence, freezeIntervals, type Interval } from "../calendar";
import type { Cloud, Freeze, PlannedWindow } from "../plan";
import type { CivilDate, Instant, Minutes } from "../time";

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
  readonly barred: readonly BarredRun[];
}

/** What decides a window's runs and their finish: everything but its name. */
export function runsKey(window: PlannedWindow): string {
  const { schedule, timezone, duration, cutoff, perNode } = window;
  return JSON.stringify([schedule, timezone, duration, cutoff, perNode]);
}

/** Runs that start in `[from, until)`, from the effective day on. */
export function admissibleRuns(
  window: PlannedWindow,
  freezes: readonly Freeze[],
  effectiveFrom: CivilDate,
  from: Instant,
  until: Instant,
): AdmissibleRuns {
  return openRuns(allRuns(window, effectiveFrom, from, until), window, freezes);
}

/** Every run of a window, freezes or not: first and last instant at which each may start. */
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
  const [starts, lateStarts, doubled]: [Instant[], Instant[], number[]] = [[], [], []];
  const begin = Math.max(from, firstStart({ effectiveFrom }, window));
  forEachOccurrence(window.schedule, window.timezone, [begin, until], (start, second) => {
    if (second !== undefined) doubled.push(starts.length);
    starts.push(start);
    lateStarts.push(second ?? start);
  });
  return { starts: new Int32Array(starts), lateStarts: new Int32Array(lateStarts), doubled };
}

/** The runs that freezes leave. */
export function openRuns(
  all: AllRuns,
  { duration }: PlannedWindow,
  freezes: readonly Freeze[],
): AdmissibleRuns {
  const last = all.lateStarts.at(-1) ?? 0;
  const frozen = namedIntervals(freezes, all.starts[0] ?? 0, last + duration + 1);
  const closed = union(frozen.map(({ interval }) => interval));
  const isSure = new Uint8Array(all.starts.length).fill(1);
  const isPossible = isSure.slice();
  for (const [from, until] of closed) {
    // A run is touched when it starts before the span ends and ends after it begins.
    const end = lowerBound(all.starts, until);
    isPossible.fill(0, lowerBound(all.starts, from - duration + 1), end);
    isSure.fill(0, lowerBound(all.lateStarts, from - duration + 1), end);
  }
  const possible = selected(all.starts, isPossible);
  const second = all.doubled.flatMap((run) => {
    const late = all.lateStarts[run] ?? 0;
    return touches(closed, late, late + duration) ? [] : [late];
  });
  return {
    starts: selected(all.starts, isSure),
    lateStarts: selected(all.lateStarts, isSure),
    possibleStarts:
      second.length === 0 ? possible : Int32Array.from([...possible, ...second]).sort(),
    barred: barredRuns(all, isSure, frozen, duration),
  };
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

function namedIntervals(
  freezes: readonly Freeze[],
  from: Instant,
  until: Instant,
): readonly NamedInterval[] {
  return freezes.flatMap((freeze) =>
    freezeIntervals(freeze, from, until).map((interval) => ({ interval, freeze: freeze.name })),
  );
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
