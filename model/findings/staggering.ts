/**
 * Which windows of an account and region to move, and whereto, so that no more are open at once than SSM runs: in the
 * order of the document each keeps its time if it can, else takes the nearest that is free. Only this limit is looked
 * at: what a move does to soaks and promises the next check says.
 */
import { movedSchedules } from "../fixes/schedules";
import type { PlannedWindow } from "../plan";
import { formatSchedule, type Schedule } from "../schedule";
import { type Instant, minutesPerDay } from "../time";
import type { LintContext, RunSpan } from "./runSpans";

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
    const isFree = (one: PlannedWindow): boolean =>
      fits(slots, context.openRuns(one, []), limit - parts);
    const near = isFree(window)
      ? { schedule: window.schedule, size: 0 }
      : movedSchedules(window.schedule).find(({ schedule }) => isFree({ ...window, schedule }));
    if (near === undefined) return undefined;
    const { schedule, size } = near;
    open(slots, context.openRuns(size === 0 ? window : { ...window, schedule }, []), parts);
    if (size > 0) moves.push({ window: window.name, schedule, minutes: size });
  }
  return moves;
}

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
  const first = context.from - minutesPerDay;
  let minutes = 15;
  for (const { window } of windows) {
    for (const { start, end } of context.openRuns(window, [])) {
      minutes = commonDivisor(commonDivisor(minutes, start - first), end - first);
    }
  }
  const length = (context.until - first) / minutes + (2 * minutesPerDay) / minutes;
  return { first, minutes, open: new Uint16Array(Math.ceil(length)) };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : commonDivisor(b, a % b);
}

/** By index, as in `openWindows`: an account with many windows has millions of slots to look at. */
function fits(slots: Slots, runs: readonly RunSpan[], most: number): boolean {
  return runs.every((run) => {
    const [from, until] = slotsOf(slots, run);
    for (let slot = from; slot < until; slot++) {
      if ((slots.open[slot] ?? 0) > most) return false;
    }
    return true;
  });
}

function open(slots: Slots, runs: readonly RunSpan[], parts: number): void {
  for (const run of runs) {
    const [from, until] = slotsOf(slots, run);
    for (let slot = from; slot < until; slot++) slots.open[slot] = (slots.open[slot] ?? 0) + parts;
  }
}

function slotsOf({ first, minutes }: Slots, { start, end }: RunSpan): readonly [number, number] {
  return [Math.max(0, (start - first) / minutes), (end - first) / minutes];
}
