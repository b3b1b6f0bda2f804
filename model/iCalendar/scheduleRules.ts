/**
 * A schedule as recurrence rules (RFC 5545). A weekday moved by days has no rule of its own: "the day after the second
 * Tuesday" is the Wednesday among the 9th to the 15th. Each rule comes with the days that are its own.
 */
import { type CivilDay, dayNumber } from "../civilDay";
import { type Schedule, shiftOrdinal, type Weekday, weekdays } from "../schedule";

export interface ScheduleRule {
  readonly rule: string;
  /** Whether an occurrence of the schedule on this day belongs to the rule; each belongs to one. */
  readonly has: (day: CivilDay) => boolean;
}

const always = (): boolean => true;

export function scheduleRules(schedule: Schedule): readonly ScheduleRule[] {
  switch (schedule.kind) {
    case "daily":
      return [{ rule: "FREQ=DAILY", has: always }];
    case "weekly":
      return [{ rule: `FREQ=WEEKLY;BYDAY=${schedule.days.map(code).join(",")}`, has: always }];
    case "monthlyDay":
      return [{ rule: `FREQ=MONTHLY;BYMONTHDAY=${schedule.days.join(",")}`, has: always }];
    case "monthlyWeekday":
      return monthlyRules(schedule);
  }
}

function monthlyRules({
  weekday,
  ...moved
}: Extract<Schedule, { kind: "monthlyWeekday" }>): readonly ScheduleRule[] {
  const { ordinal, offsetDays } = shiftOrdinal(moved.ordinal, moved.offsetDays);
  if (offsetDays === 0) {
    const nth = ordinal === "last" ? -1 : ordinal;
    return [{ rule: `FREQ=MONTHLY;BYDAY=${nth}${code(weekday)}`, has: always }];
  }
  const landsOn = code(weekdays[(weekdays.indexOf(weekday) + offsetDays) % 7] ?? weekday);
  const days = (list: readonly number[]): string =>
    `FREQ=MONTHLY;BYDAY=${landsOn};BYMONTHDAY=${list.join(",")}`;
  if (ordinal === "last") {
    // What is left of the month's last seven days, and as many first days of the next month as were moved over its end.
    const list = [...range(1, offsetDays), ...range(offsetDays - 7, -1)];
    return [{ rule: days(list), has: always }];
  }
  const first = 7 * (ordinal - 1) + 1 + offsetDays;
  return ordinal < 4
    ? [{ rule: days(range(first, first + 6)), has: always }]
    : fourthRules(landsOn, offsetDays);
}

/**
 * The fourth weekday moved by 1–6 days can land in the next month, and how far depends on the month's length.
 * February's length varies, but its days count from the year's start all the same.
 */
function fourthRules(landsOn: string, offset: number): readonly ScheduleRule[] {
  const own = 22 + offset;
  const february = dayOfYear(2, own);
  const monthly = (
    months: readonly number[],
    from: number,
    to: number,
  ): readonly ScheduleRule[] => {
    const rule = `FREQ=MONTHLY;BYMONTH=${months.join(",")};BYDAY=${landsOn};BYMONTHDAY=${range(from, to).join(",")}`;
    const has = ({ month, day }: CivilDay): boolean =>
      months.includes(month) && day >= from && day <= to;
    return from > to ? [] : [{ rule, has }];
  };
  return [
    ...monthly([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], own, Math.min(own + 6, 31)),
    ...monthly([1, 2, 4, 6, 8, 9, 11], 1, offset - 3),
    ...monthly([5, 7, 10, 12], 1, offset - 2),
    {
      rule: `FREQ=YEARLY;BYDAY=${landsOn};BYYEARDAY=${range(february, february + 6).join(",")}`,
      has: ({ month, day }) => (month === 2 && day >= own) || (month === 3 && day <= offset),
    },
  ];
}

/** In January and February the same in every year. */
function dayOfYear(month: 1 | 2, day: number): number {
  return dayNumber(2027, month, day) - dayNumber(2027, 1, 1) + 1;
}

/** `TU` */
function code(weekday: Weekday): string {
  return weekday.slice(0, 2).toUpperCase();
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
