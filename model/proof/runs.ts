/** The admissible runs of a window: its occurrences without those that touch a freeze. */
import { freezeIntervals, type Interval, type Occurrence, occurrencesSince } from "../calendar";
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
  const occurrences = occurrencesSince({ effectiveFrom }, window, from, until);
  const frozen = namedIntervals(freezes, from, until + window.duration + 120);
  const closed = union(frozen.map(({ interval }) => interval));
  const sure: Occurrence[] = [];
  const possible: Instant[] = [];
  const barred: BarredRun[] = [];
  for (const occurrence of occurrences) {
    const { start, ambiguousUntil: late = start } = occurrence;
    const open = [...new Set([start, late])].filter(
      (begin) => !touches(closed, begin, begin + window.duration),
    );
    possible.push(...open);
    if (!touches(closed, start, late + window.duration)) sure.push(occurrence);
    else barred.push({ start, freeze: nameOf(frozen, start, late + window.duration) });
  }
  return {
    starts: Int32Array.from(sure, ({ start }) => start),
    lateStarts: Int32Array.from(sure, ({ start, ambiguousUntil }) => ambiguousUntil ?? start),
    possibleStarts: Int32Array.from(possible),
    barred,
  };
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
