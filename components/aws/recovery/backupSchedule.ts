/**
 * When to back up before a window. AWS Backup runs cron expressions in a zone, but knows no offset of days: a day that
 * only an offset can name becomes the same weekday of every week, which never comes too late, only more often.
 */
import { hoursBefore } from "../../../model/backups";
import { type Schedule, type Weekday, weekdays } from "../../../model/schedule";

/** AWS Backup counts weekdays by name: `SUN` to `SAT`. */
const abbreviate = (weekday: Weekday) => weekday.slice(0, 3).toUpperCase();

/**
 * Cron expressions of AWS Backup (minute, hour, day of month, month, day of week, year) that together come
 * `leadHours` (0–24) before every start of the schedule, in the schedule's own local time.
 */
export function backupCrons(schedule: Schedule, leadHours: number): readonly string[] {
  const { at, daysBack } = hoursBefore(schedule.at, leadHours);
  const time = `${at.minute} ${at.hour}`;
  switch (schedule.kind) {
    case "daily":
      return [`cron(${time} * * ? *)`];
    case "weekly":
      return [weekly(time, schedule.days, -daysBack)];
    case "monthlyDay":
      return monthlyDay(time, schedule.days, daysBack);
    case "monthlyWeekday": {
      const offset = schedule.offsetDays - daysBack;
      return offset === 0
        ? [`cron(${time} ? * ${nth(schedule.weekday, schedule.ordinal)} *)`]
        : [weekly(time, [schedule.weekday], offset)];
    }
  }
}

/** The longest that two of those backups lie apart, in days. */
export function backupGapDays(schedule: Schedule, leadHours: number): number {
  switch (schedule.kind) {
    case "daily":
      return 1;
    case "weekly":
      return 7;
    case "monthlyDay":
      return 31;
    case "monthlyWeekday":
      return schedule.offsetDays === hoursBefore(schedule.at, leadHours).daysBack ? 35 : 7;
  }
}

function weekly(time: string, days: readonly Weekday[], shift: number): string {
  const moved = days.map((day) => weekdays.at((weekdays.indexOf(day) + shift) % 7) ?? day);
  return `cron(${time} ? * ${moved.map(abbreviate).join(",")} *)`;
}

/** The day before the 1st is the last of the month before: `L`, in an expression of its own. */
function monthlyDay(time: string, days: readonly number[], daysBack: number): readonly string[] {
  const moved = days.map((day) => day - daysBack);
  const within = moved.filter((day) => day > 0);
  return [
    ...(within.length > 0 ? [`cron(${time} ${within.join(",")} * ? *)`] : []),
    ...(moved.includes(0) ? [`cron(${time} L * ? *)`] : []),
  ];
}

function nth(weekday: Weekday, ordinal: 1 | 2 | 3 | 4 | "last"): string {
  const number = ((weekdays.indexOf(weekday) + 1) % 7) + 1;
  return ordinal === "last" ? `${number}L` : `${abbreviate(weekday)}#${ordinal}`;
}
