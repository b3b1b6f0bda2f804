/** The days of a schedule: local days as integers, without a zone. */
import { civilDay, dayNumber, weekdayIndex } from "./civilDay";
import { type Schedule, type Weekday, weekdays } from "./schedule";

type Visit = (day: number) => void;

/** Calls back with each local day of a schedule from `first` to `last`, inclusive, in order: decades of days in no list. */
export function forEachDay(schedule: Schedule, first: number, last: number, visit: Visit): void {
  switch (schedule.kind) {
    case "daily":
      for (let day = first; day <= last; day++) visit(day);
      return;
    case "weekly":
      forEachWeekday(schedule.days, first, last, visit);
      return;
    case "monthlyDay": {
      const days = [...schedule.days].sort((a, b) => a - b);
      forEachOfMonths(first, last, visit, (year, month) =>
        days.map((day) => dayNumber(year, month, day)),
      );
      return;
    }
    case "monthlyWeekday": {
      const { ordinal, weekday, offsetDays } = schedule;
      forEachOfMonths(first, last, visit, (year, month) => [
        nthWeekday(year, month, ordinal, weekday) + offsetDays,
      ]);
    }
  }
}

function forEachWeekday(days: readonly Weekday[], first: number, last: number, visit: Visit): void {
  const wanted = weekdays.flatMap((day, index) => (days.includes(day) ? [index] : []));
  for (let monday = first - weekdayIndex(first); monday <= last; monday += 7) {
    // By index: an iterator a week, for decades of weeks, is much of what a check allocates.
    for (let index = 0; index < wanted.length; index++) {
      const day = monday + (wanted[index] ?? 0);
      if (day >= first && day <= last) visit(day);
    }
  }
}

function forEachOfMonths(
  first: number,
  last: number,
  visit: Visit,
  daysOfMonth: (year: number, month: number) => readonly number[],
): void {
  // An offset moves a day by up to 20 days, so a month may reach into its neighbours.
  const begin = civilDay(first - 31);
  const end = civilDay(last + 31);
  const lastMonth = end.year * 12 + end.month - 1;
  for (let month = begin.year * 12 + begin.month - 1; month <= lastMonth; month++) {
    for (const day of daysOfMonth(Math.floor(month / 12), (month % 12) + 1)) {
      if (day >= first && day <= last) visit(day);
    }
  }
}

function nthWeekday(
  year: number,
  month: number,
  ordinal: number | "last",
  weekday: Weekday,
): number {
  const wanted = weekdays.indexOf(weekday);
  if (ordinal === "last") {
    const lastDay = dayNumber(year, month + 1, 1) - 1;
    return lastDay - ((weekdayIndex(lastDay) - wanted + 7) % 7);
  }
  const firstDay = dayNumber(year, month, 1);
  return firstDay + ((wanted - weekdayIndex(firstDay) + 7) % 7) + (ordinal - 1) * 7;
}
