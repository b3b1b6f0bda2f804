/** When backups come before windows, and how many recovery points of one machine there are at a time. */
import { forEachOccurrence } from "./calendar";
import { once } from "./memo";
import type { AwsRecovery, AwsRun, AwsWindow } from "./plan";
import type { Schedule, TimeOfDay } from "./schedule";
import { type Minutes, minutesPerDay } from "./time";

/** Hours between a backup and its window: one to begin in, two to finish in, one to spare. */
export const backupLeadHours = 4;

/** From the backup's start to the end of the run, since its age is asked for machine by machine. */
export function oldestPoint(window: { readonly duration: Minutes }): Minutes {
  return backupLeadHours * 60 + Math.ceil(window.duration / 60) * 60;
}

/** `hours` (0–24) before a time of day, and how many days before that is. */
export function hoursBefore(
  at: TimeOfDay,
  hours: number,
): { readonly at: TimeOfDay; readonly daysBack: number } {
  const hour = at.hour - hours;
  return hour >= 0
    ? { at: { ...at, hour }, daysBack: 0 }
    : { at: { ...at, hour: hour + 24 }, daysBack: 1 };
}

/**
 * A schedule that comes as often as the backups before the given one. AWS Backup knows no offset of days: what only an
 * offset can name is backed up on the same weekday of every week.
 */
export function backupRhythm(schedule: Schedule, leadHours: number): Schedule {
  if (schedule.kind !== "monthlyWeekday") return schedule;
  const { daysBack } = hoursBefore(schedule.at, leadHours);
  return schedule.offsetDays === daysBack
    ? schedule
    : { kind: "weekly", days: [schedule.weekday], at: schedule.at };
}

/** Recovery points of one machine of a ring that there may be at a time. */
export interface PointCount {
  readonly points: number;
  readonly copies: number;
}

/** By the window's rhythm and what is kept; freezes are not taken off, since backups are made in them too. */
export function pointsOf(
  { window }: AwsWindow,
  { recoveryPoint: { required, keepDays, when } }: AwsRun,
  recovery: AwsRecovery | undefined,
): PointCount {
  if (!required) return { points: 0, copies: 0 };
  // What the run itself makes is not copied.
  if (when === "inWindow") return { points: mostWithin(window.schedule, keepDays), copies: 0 };
  const rhythm = rhythmOf(window.schedule);
  const { copyTo } = recovery ?? {};
  return {
    points: mostWithin(rhythm, keepDays),
    copies: copyTo === undefined ? 0 : mostWithin(rhythm, copyTo.keepDays ?? keepDays),
  };
}

const rhythmOf = once((schedule: Schedule) => backupRhythm(schedule, backupLeadHours));

/**
 * The most starts in any span of so many days, both ends included: a point is deleted at the earliest when its days are
 * over, and by then the next one may be there.
 */
export function mostWithin(schedule: Schedule, days: number): number {
  const starts = startsOf(schedule);
  const span = days * minutesPerDay;
  let most = 0;
  let first = 0;
  for (const [last, start] of starts.entries()) {
    while ((starts[first] ?? start) < start - span) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** Of 13 years, more than anything may be kept, on a clock without summer time. */
const startsOf = once((schedule: Schedule): readonly number[] => {
  const from = Date.UTC(2027, 0, 1) / 60_000;
  const starts: number[] = [];
  forEachOccurrence(schedule, "UTC", [from, from + 13 * 366 * minutesPerDay], (start) => {
    starts.push(start);
  });
  return starts;
});
