/**
 * Which windows of an account and region to move, and whereto, so that no more are open at once than SSM runs: in the
 * order of the document each keeps its time if it can, else takes the nearest that is free. Only this limit is looked
 * at: what a move does to soaks and promises the next check says.
 */
import { movedSchedules } from "../fixes/schedules";
import { once, remembered } from "../memo";
import type { PlannedWindow } from "../plan";
import { startOfUtcDay } from "../proof/rest";
import { formatSchedule, type Schedule } from "../schedule";
import { type Instant, minutesPerDay } from "../time";
import type { LintContext, RunTimes } from "./runSpans";

export interface Opened {
  /** In the document. */
  readonly window: PlannedWindow;
  /** How many windows of SSM it is there: one with many rings is several. */
  readonly parts: number;
}

export interface Move {
  readonly window: string;
  readonly schedule: Schedule;
  /** How far, minutes; the direction is in the schedule. */
  readonly minutes: number;
}

/** More are not sought through: such an account needs another layout, not other hours. */
const mostWindows = 100;

/** The moves after which at most `limit` are open at once; `undefined` when none are found. */
export function staggered(
  context: LintContext,
  windows: readonly Opened[],
  limit: number,
): readonly Move[] | undefined {
  if (windows.length > mostWindows) return undefined;
  const slots = emptySlots(context, windows);
  const moves: Move[] = [];
  for (const { window, parts } of windows) {
    const near = places(window).find((place) =>
      fits(slots, context.openTimes(place.window), limit - parts),
    );
    if (near === undefined) return undefined;
    open(slots, context.openTimes(near.window), parts);
    const { size, window: moved } = near;
    if (size > 0) moves.push({ window: window.name, schedule: moved.schedule, minutes: size });
  }
  return moves;
}

/** Where a window can stand, its own time first. Many accounts ask for the same windows. */
const places = once((window: PlannedWindow) => [
  { window, size: 0 },
  ...movedSchedules(window.schedule).map(({ schedule, size }) => ({
    window: { ...window, schedule },
    size,
  })),
]);

export function moveText({ window, schedule, minutes }: Move): string {
  const far = minutes % minutesPerDay === 0 ? `${minutes / minutesPerDay} d` : `${minutes / 60} h`;
  return `${window} to ${formatSchedule(schedule)} (${far} away)`;
}

/**
 * How many are open in each slot of the time that is looked at. All that begins or ends does so with a slot: moved schedules
 * differ by whole hours and days, and the offsets of zones by quarters of an hour.
 */
interface Slots {
  readonly first: Instant;
  readonly minutes: number;
  readonly open: Uint16Array;
}

function emptySlots(context: LintContext, windows: readonly Opened[]): Slots {
  // A midnight: a day that begins at some minute would make the slots as short.
  const first = startOfUtcDay(context.from) - minutesPerDay;
  const minutes = windows.reduce(
    (grain, { window }) => commonDivisor(grain, grainOf(context.openTimes(window))),
    15,
  );
  const length = (context.until - first) / minutes + (2 * minutesPerDay) / minutes;
  return { first, minutes, open: new Uint16Array(Math.ceil(length)) };
}

/** What all instants of some runs are multiples of, minutes. */
const grainOf = once(({ starts, ends }: RunTimes) =>
  [starts, ends].reduce((grain, instants) => instants.reduce(commonDivisor, grain), 0),
);

function commonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : commonDivisor(b, a % b);
}

function fits({ open, ...grid }: Slots, runs: RunTimes, most: number): boolean {
  const edges = edgesIn(grid, runs);
  for (let run = 0; run < edges.length; run += 2) {
    const until = edges[run + 1] ?? 0;
    for (let slot = edges[run] ?? 0; slot < until; slot++) {
      if ((open[slot] ?? 0) > most) return false;
    }
  }
  return true;
}

function open({ open: counts, ...grid }: Slots, runs: RunTimes, parts: number): void {
  const edges = edgesIn(grid, runs);
  for (let run = 0; run < edges.length; run += 2) {
    const until = edges[run + 1] ?? 0;
    for (let slot = edges[run] ?? 0; slot < until; slot++)
      counts[slot] = (counts[slot] ?? 0) + parts;
  }
}

/** First slot of each run and the one after its last. By index, as in `openWindows`: many windows in many accounts have millions. */
function edgesIn({ first, minutes }: Omit<Slots, "open">, runs: RunTimes): Int32Array {
  return remembered(edgesOf(runs), minutes, () => {
    const { starts, ends } = runs;
    const edges = new Int32Array(2 * starts.length);
    for (let run = 0; run < starts.length; run++) {
      edges[2 * run] = Math.max(0, ((starts[run] ?? 0) - first) / minutes);
      edges[2 * run + 1] = ((ends[run] ?? 0) - first) / minutes;
    }
    return edges;
  });
}

/** By the length of a slot; runs are of one context, which has one first slot. */
const edgesOf = once((_: RunTimes) => new Map<number, Int32Array>());
