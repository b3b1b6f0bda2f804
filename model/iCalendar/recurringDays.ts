/**
 * The days of a recurrence rule. It walks over periods (days, weeks, months or years), asks of each day whether the rule
 * means it, and so ends for every rule, also for one that never means any day.
 */
import { type CivilDay, civilDay, dayNumber, weekdayIndex } from "../civilDay";
import type { RecurrenceRule, RuleWeekday } from "./recurrenceRule";

export interface DaySpan {
  readonly first: number;
  readonly last: number;
}

/**
 * Days from the start of the event on that lie in a span, in order. `visit` hears how many days are looked at, and may
 * throw when it is too many.
 */
export function* recurringDays(
  rule: RecurrenceRule,
  start: number,
  span: DaySpan,
  visit: (days: number) => void,
): Generator<number> {
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (const day of meantDays(withDefaults(rule, start), start, span, visit)) {
    if (left === 0 || day > span.last) return;
    left -= 1;
    if (day >= span.first) yield day;
  }
}

/** Days from the start on, as far as the span's last period; what is counted has to be counted from its beginning. */
function* meantDays(
  rule: RecurrenceRule,
  start: number,
  span: DaySpan,
  visit: (days: number) => void,
): Generator<number> {
  const periods = periodsOf(rule, start);
  const skipped = rule.count === undefined ? periods.before(span.first) : 0;
  for (let index = skipped; ; index += rule.interval) {
    const { first, last } = periods.at(index);
    if (first > span.last) return;
    visit(last - first + 1);
    yield* daysIn(rule, first, last).filter((day) => day >= start);
  }
}

/** What a rule does not say is taken from the start of the event. */
function withDefaults(rule: RecurrenceRule, start: number): RecurrenceRule {
  const { month, day } = civilDay(start);
  const { frequency, months, monthDays, yearDays, weekdays } = rule;
  const saysDay = (monthDays ?? yearDays ?? weekdays) !== undefined;
  if (saysDay || frequency === "DAILY") return rule;
  switch (frequency) {
    case "WEEKLY":
      return { ...rule, weekdays: [{ weekday: weekdayIndex(start), nth: undefined }] };
    case "MONTHLY":
      return { ...rule, monthDays: [day] };
    case "YEARLY":
      return { ...rule, months: months ?? [month], monthDays: [day] };
  }
}

interface Periods {
  at(index: number): DaySpan;
  /** The last index, a multiple of the interval, whose period begins before a day; 0 at the least. */
  before(day: number): number;
}

function periodsOf({ frequency, interval, weekStart }: RecurrenceRule, start: number): Periods {
  const { year, month } = civilDay(start);
  const whole = (index: number): number => Math.max(0, Math.floor(index / interval) * interval);
  const ofDays = (begin: number, length: number): Periods => ({
    at: (index) => ({ first: begin + index * length, last: begin + (index + 1) * length - 1 }),
    before: (day) => whole(Math.floor((day - begin) / length) - 1),
  });
  const ofMonths = (length: 1 | 12): Periods => {
    const begin = length === 1 ? year * 12 + month - 1 : year * 12;
    const firstOf = (index: number): number => {
      const count = begin + index * length;
      return dayNumber(Math.floor(count / 12), (count % 12) + 1, 1);
    };
    return {
      at: (index) => ({ first: firstOf(index), last: firstOf(index + 1) - 1 }),
      before: (day) => {
        const at = civilDay(day);
        return whole(Math.floor((at.year * 12 + at.month - 1 - begin) / length) - 1);
      },
    };
  };
  switch (frequency) {
    case "DAILY":
      return ofDays(start, 1);
    case "WEEKLY":
      return ofDays(start - ((weekdayIndex(start) - weekStart + 7) % 7), 7);
    case "MONTHLY":
      return ofMonths(1);
    case "YEARLY":
      return ofMonths(12);
  }
}

/** Days of a period that the rule means, in order. */
function daysIn(rule: RecurrenceRule, first: number, last: number): readonly number[] {
  const meant: number[] = [];
  for (let day = first; day <= last; day += 1) {
    if (isMeant(rule, day)) meant.push(day);
  }
  const { positions } = rule;
  return positions === undefined
    ? meant
    : meant.filter((_, index) =>
        positions.some((position) => position === index + 1 || position === index - meant.length),
      );
}

function isMeant(rule: RecurrenceRule, number: number): boolean {
  const { months, monthDays, yearDays, weekdays } = rule;
  const day = civilDay(number);
  if (months !== undefined && !months.includes(day.month)) return false;
  if (monthDays !== undefined && !isAt(monthDays, monthSpan(day), number)) return false;
  if (yearDays !== undefined && !isAt(yearDays, yearSpan(day), number)) return false;
  return weekdays === undefined || weekdays.some((one) => isWeekday(one, rule, day, number));
}

/** Whether a day is one of those that are counted from the first or, when negative, from the last day of a span. */
function isAt(counts: readonly number[], { first, last }: DaySpan, day: number): boolean {
  return counts.includes(day - first + 1) || counts.includes(day - last - 1);
}

function isWeekday(
  { weekday, nth }: RuleWeekday,
  { frequency, months }: RecurrenceRule,
  day: CivilDay,
  number: number,
): boolean {
  if (weekdayIndex(number) !== weekday) return false;
  if (nth === undefined) return true;
  const inMonth = frequency === "MONTHLY" || months !== undefined;
  const { first, last } = inMonth ? monthSpan(day) : yearSpan(day);
  return nth > 0
    ? Math.floor((number - first) / 7) + 1 === nth
    : Math.floor((last - number) / 7) + 1 === -nth;
}

function monthSpan({ year, month }: CivilDay): DaySpan {
  return { first: dayNumber(year, month, 1), last: dayNumber(year, month + 1, 1) - 1 };
}

function yearSpan({ year }: CivilDay): DaySpan {
  return { first: dayNumber(year, 1, 1), last: dayNumber(year + 1, 1, 1) - 1 };
}
