/** The `recurEvery` grammar of maintenance configurations, read as leniently as the service reads it. */

const weekdayNames: readonly string[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];
const ordinalNames: readonly string[] = ["first", "second", "third", "fourth", "last"];
const weekday = `(${weekdayNames.join("|")})`;
const everyDays = /^(\d*)\s*days?$/i;
const everyHours = /^(\d*)\s*hours?$/i;
const everyWeeks = new RegExp(`^(\\d*)\\s*weeks?(\\s+${weekday}(\\s*,\\s*${weekday})*)?$`, "i");
const everyMonths = /^(\d*)\s*months?$/i;
const monthDays = /^(\d*)\s*months?\s+(day\d{1,2}(?:\s*,\s*day\d{1,2})*)$/i;
const monthWeekday = new RegExp(
  `^(\\d*)\\s*months?\\s+(${ordinalNames.join("|")})\\s+${weekday}(?:\\s+Offset(-?\\d+))?$`,
  "i",
);

/** `every` counts units. */
export type Recurrence =
  | { readonly unit: "hours" | "days"; readonly every: number }
  /** 0 for Monday; none means the start's. */
  | { readonly unit: "weeks"; readonly every: number; readonly weekdays: readonly number[] }
  /** None means the start's. */
  | { readonly unit: "months"; readonly every: number; readonly days: readonly number[] }
  | {
      readonly unit: "weekdaysOfMonth";
      readonly every: number;
      /** 0 for the first, -1 for the last. */
      readonly ordinal: number;
      readonly weekday: number;
      /** Days. */
      readonly offset: number;
    };

/** Undefined when the text is no recurrence. */
export function readRecurrence(text: string): Recurrence | undefined {
  const value = text.trim();
  const every = /^\d/.test(value) ? Number.parseInt(value, 10) : 1;
  if (everyHours.test(value)) return { unit: "hours", every };
  if (everyDays.test(value)) return { unit: "days", every };
  if (everyWeeks.test(value)) return { unit: "weeks", every, weekdays: weekdaysIn(value) };
  if (everyMonths.test(value)) return { unit: "months", every, days: [] };
  const days = monthDays.exec(value)?.[2]?.match(/\d+/g);
  if (days) return { unit: "months", every, days: days.map(Number) };
  const [matched, , ordinal = "", day = "", offset = "0"] = monthWeekday.exec(value) ?? [];
  if (matched === undefined) return undefined;
  const place = ordinalNames.indexOf(ordinal.toLowerCase());
  return {
    unit: "weekdaysOfMonth",
    every,
    ordinal: ordinalNames[place] === "last" ? -1 : place,
    weekday: weekdayOf(day),
    offset: Number(offset),
  };
}

function weekdaysIn(text: string): number[] {
  return (text.match(new RegExp(weekday, "gi")) ?? []).map(weekdayOf);
}

function weekdayOf(name: string): number {
  return weekdayNames.indexOf(name.toLowerCase());
}

const hoursOf: Readonly<Record<Recurrence["unit"], number>> = {
  hours: 1,
  days: 24,
  weeks: 24 * 7,
  months: 24 * 28,
  weekdaysOfMonth: 24 * 28,
};

/** Hours between two runs, roughly; undefined when the text is no recurrence. */
export function hoursBetween(text: string): number | undefined {
  const recurrence = readRecurrence(text);
  return recurrence === undefined ? undefined : recurrence.every * hoursOf[recurrence.unit];
}

/** What the service refuses in a recurrence; undefined when nothing. */
export function recurrenceFault(text: string): string | undefined {
  const recurrence = readRecurrence(text);
  if (recurrence === undefined) {
    return `'${text}' is not a recurrence such as Day, 3Days, Week Saturday,Sunday, Month day23,day24, Month Second Tuesday Offset4`;
  }
  if ((hoursBetween(text) ?? 0) < 6) {
    return `the schedule must repeat at most every 6 hours, got '${text}'`;
  }
  if (recurrence.unit === "months") {
    const wrong = recurrence.days.find((day) => day < 1 || day > 31);
    return wrong === undefined ? undefined : `a month has no day ${wrong}`;
  }
  if (recurrence.unit !== "weekdaysOfMonth") return undefined;
  const { offset } = recurrence;
  return offset < -6 || offset > 6 ? `Offset must be -6 to 6, got ${offset}` : undefined;
}
