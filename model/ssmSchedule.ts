/** Renders a schedule for an SSM maintenance window: `cron(…)` with six fields, and its offset of days. */
import type { Schedule, Weekday } from "./schedule";
import { shiftOrdinal } from "./schedule";

export interface SsmSchedule {
  /** Six fields: minute, hour, day of month, month, day of week, year. */
  readonly expression: string;
  /** `scheduleOffset`, 1–6; absent means none. SSM waits this many days after the cron's day. */
  readonly offsetDays?: number;
}

/** SSM counts weekdays from 1 = Sunday; the `L` form is documented with numbers only. */
const numbers: Readonly<Record<Weekday, number>> = {
  sunday: 1,
  monday: 2,
  tuesday: 3,
  wednesday: 4,
  thursday: 5,
  friday: 6,
  saturday: 7,
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html */
export function toSsmSchedule(schedule: Schedule): SsmSchedule {
  const time = `${schedule.at.minute} ${schedule.at.hour}`;
  switch (schedule.kind) {
    case "daily":
      return { expression: `cron(${time} * * ? *)` };
    case "weekly":
      return { expression: `cron(${time} ? * ${schedule.days.map(abbreviate).join(",")} *)` };
    case "monthlyDay":
      return { expression: `cron(${time} ${schedule.days.join(",")} * ? *)` };
    case "monthlyWeekday": {
      const { ordinal, offsetDays } = shiftOrdinal(schedule.ordinal, schedule.offsetDays);
      const day =
        ordinal === "last"
          ? `${numbers[schedule.weekday]}L`
          : `${abbreviate(schedule.weekday)}#${ordinal}`;
      const expression = `cron(${time} ? * ${day} *)`;
      return offsetDays === 0 ? { expression } : { expression, offsetDays };
    }
  }
}

function abbreviate(weekday: Weekday): string {
  return weekday.slice(0, 3).toUpperCase();
}
