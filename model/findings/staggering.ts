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
  const minutes = openMinutes(context);
  const moves: Move[] = [];
  for (const { window, parts } of windows) {
    const kept = { schedule: window.schedule, size: 0 };
    const place = [kept, ...movedSchedules(window.schedule)].find(({ schedule }) =>
      minutes.fit(context.openRuns({ ...window, schedule }, []), parts, limit),
    );
    if (place === undefined) return undefined;
    const { schedule, size } = place;
    minutes.add(context.openRuns({ ...window, schedule }, []), parts);
    if (size > 0) moves.push({ window: window.name, schedule, minutes: size });
  }
  return moves;
}

export function moveText({ window, schedule, minutes }: Move): string {
  const far = minutes % minutesPerDay === 0 ? `${minutes / minutesPerDay} d` : `${minutes / 60} h`;
  return `${window} to ${formatSchedule(schedule)} (${far} away)`;
}

/** How many are open in each minute of the time that is looked at. */
function openMinutes({ from, until }: LintContext) {
  const first = from - minutesPerDay;
  const counts = new Uint16Array(until - first + 2 * minutesPerDay);
  const each = (runs: readonly RunSpan[], visit: (minute: number) => boolean): boolean =>
    runs.every(({ start, end }) => {
      for (let at: Instant = Math.max(start, first); at < end; at++) {
        if (!visit(at - first)) return false;
      }
      return true;
    });
  return {
    fit: (runs: readonly RunSpan[], parts: number, limit: number): boolean =>
      each(runs, (minute) => (counts[minute] ?? 0) + parts <= limit),
    add: (runs: readonly RunSpan[], parts: number): void => {
      each(runs, (minute) => {
        counts[minute] = (counts[minute] ?? 0) + parts;
        return true;
      });
    },
  };
}
