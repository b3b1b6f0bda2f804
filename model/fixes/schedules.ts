/** Other schedules near a window's own: the same runs at another time, or more runs at the same time. */
import { offsetRange, type Schedule, type Weekday, weekdays } from "../schedule";

export interface NearSchedule {
  readonly schedule: Schedule;
  /** Minutes moved, or runs added in a year. */
  readonly size: number;
}

const mostHours = 12;

/** The same number of runs at another time: the nearest first, later before earlier. */
export function movedSchedules(schedule: Schedule): readonly NearSchedule[] {
  const byHours = shifts(mostHours).flatMap((hours) => {
    const hour = schedule.at.hour + hours;
    const moved = { ...schedule, at: { ...schedule.at, hour } };
    return hour >= 0 && hour <= 23 ? [{ schedule: moved, size: Math.abs(hours) * 60 }] : [];
  });
  return [...byHours, ...movedByDays(schedule)].sort((a, b) => a.size - b.size);
}

function movedByDays(schedule: Schedule): readonly NearSchedule[] {
  const sized = (days: number, moved: Schedule): readonly NearSchedule[] => [
    { schedule: moved, size: Math.abs(days) * 1440 },
  ];
  switch (schedule.kind) {
    case "daily":
      return [];
    case "weekly":
      return shifts(3).flatMap((days) =>
        sized(days, { ...schedule, days: inOrder(schedule.days.map((day) => later(day, days))) }),
      );
    case "monthlyDay":
      return shifts(14).flatMap((days) => {
        const moved = schedule.days.map((day) => day + days);
        const fits = moved.every((day) => day >= 1 && day <= 28);
        return fits ? sized(days, { ...schedule, days: moved }) : [];
      });
    case "monthlyWeekday": {
      const { least, most } = offsetRange(schedule.ordinal);
      return shifts(14).flatMap((days) => {
        const offsetDays = schedule.offsetDays + days;
        const fits = offsetDays >= least && offsetDays <= most;
        return fits ? sized(days, { ...schedule, offsetDays }) : [];
      });
    }
  }
}

/** 1, −1, 2, −2, … */
function shifts(most: number): readonly number[] {
  return Array.from({ length: most }, (_, index) => [index + 1, -index - 1]).flat();
}

/** More runs at the same time of day, the fewest first, each as evenly spread as can be; every day comes last. */
export function denserSchedules(schedule: Schedule): readonly NearSchedule[] {
  const { at } = schedule;
  const daily: NearSchedule = {
    schedule: { kind: "daily", at },
    size: 365 - runsAYear(schedule),
  };
  switch (schedule.kind) {
    case "daily":
      return [];
    case "weekly":
      return [...denserWeeks(schedule.days).map((days) => week(days, schedule)), daily];
    case "monthlyDay":
      return [...denserMonths(schedule), daily];
    case "monthlyWeekday": {
      const day = later(schedule.weekday, schedule.offsetDays);
      return [[day], ...denserWeeks([day])].map((days) => week(days, schedule)).concat(daily);
    }
  }
}

function week(days: readonly Weekday[], before: Schedule): NearSchedule {
  const schedule: Schedule = { kind: "weekly", days, at: before.at };
  return { schedule, size: runsAYear(schedule) - runsAYear(before) };
}

export function runsAYear(schedule: Schedule): number {
  switch (schedule.kind) {
    case "daily":
      return 365;
    case "weekly":
      return 52 * schedule.days.length;
    case "monthlyDay":
      return 12 * schedule.days.length;
    case "monthlyWeekday":
      return 12;
  }
}

/** Every way to add one day, then the best way to add more, short of all seven. */
function denserWeeks(days: readonly Weekday[]): readonly (readonly Weekday[])[] {
  const oneMore = (from: readonly Weekday[]): readonly (readonly Weekday[])[] =>
    weekdays
      .filter((day) => !from.includes(day))
      .map((day) => inOrder([...from, day]))
      .sort((a, b) => longestGap(a) - longestGap(b));
  const found = [...oneMore(days)];
  let best = found[0];
  while (best !== undefined && best.length < 6) {
    best = oneMore(best)[0];
    if (best !== undefined) found.push(best);
  }
  return found.filter(({ length }) => length < 7);
}

function longestGap(days: readonly Weekday[]): number {
  const indexes = days.map((day) => weekdays.indexOf(day));
  return Math.max(
    ...indexes.map((index, place) => {
      const next = indexes[place + 1] ?? (indexes[0] ?? 0) + 7;
      return next - index;
    }),
  );
}

function denserMonths(schedule: Schedule & { readonly kind: "monthlyDay" }): NearSchedule[] {
  const found: NearSchedule[] = [];
  let days = schedule.days;
  while (days.length < 4) {
    const gaps = days.map((day, index) => {
      const next = days[index + 1] ?? (days[0] ?? 1) + 30;
      return { length: next - day, middle: day + Math.floor((next - day) / 2) };
    });
    const widest = gaps.reduce((a, b) => (b.length > a.length ? b : a));
    const added = widest.middle > 30 ? widest.middle - 30 : Math.min(28, widest.middle);
    if (days.includes(added)) break;
    days = [...days, added].sort((a, b) => a - b);
    found.push({
      schedule: { ...schedule, days },
      size: 12 * (days.length - schedule.days.length),
    });
  }
  return found;
}

function later(day: Weekday, days: number): Weekday {
  const index = (((weekdays.indexOf(day) + days) % 7) + 7) % 7;
  return weekdays[index] ?? day;
}

function inOrder(days: readonly Weekday[]): readonly Weekday[] {
  return weekdays.filter((day) => days.includes(day));
}
