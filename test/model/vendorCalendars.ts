/**
 * Small interpreters of the schedule grammars of SSM and Azure, written from the vendors' pages and
 * independent of the model: they walk the days and ask of each whether the rule means it.
 */
import { Temporal } from "temporal-polyfill";

const ssmDays = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const azureDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const azureOrdinals = ["First", "Second", "Third", "Fourth"];

/** Instants in minutes at which an SSM window with this cron, offset and zone starts, in `[from, until)`. */
export function ssmStarts(
  expression: string,
  offsetDays: number,
  zone: string,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): number[] {
  const fields = /^cron\((\d+) (\d+) (\S+) \* (\S+) \*\)$/.exec(expression);
  if (fields === null) {
    throw new Error(`not a cron of six fields: ${expression}`);
  }
  const [, minute, hour, dayOfMonth = "", dayOfWeek = ""] = fields;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new Error(`one of day of month and day of week must be ?: ${expression}`);
  }
  const means = (day: Temporal.PlainDate): boolean =>
    dayOfWeek === "?" ? ssmMonthDay(dayOfMonth, day) : ssmWeekday(dayOfWeek, day);
  return walk(from.subtract({ days: offsetDays }), until)
    .filter(means)
    .map((day) => day.add({ days: offsetDays }))
    .flatMap((day) => instantOf(day, Number(hour), Number(minute), zone));
}

function ssmMonthDay(field: string, day: Temporal.PlainDate): boolean {
  return field === "*" || field.split(",").map(Number).includes(day.day);
}

function ssmWeekday(field: string, day: Temporal.PlainDate): boolean {
  const last = /^([1-7])L$/.exec(field);
  if (last !== null) {
    // 1 is Sunday.
    const isoDay = ((Number(last[1]) + 5) % 7) + 1;
    return day.dayOfWeek === isoDay && day.day + 7 > day.daysInMonth;
  }
  const nth = /^([A-Z]{3})#([1-5])$/.exec(field);
  if (nth !== null) {
    return ssmDays[day.dayOfWeek - 1] === nth[1] && Math.ceil(day.day / 7) === Number(nth[2]);
  }
  return field.split(",").includes(ssmDays[day.dayOfWeek - 1] ?? "");
}

/** Instants in minutes at which an Azure maintenance configuration starts, in `[its start, until)`. */
export function azureStarts(
  recurEvery: string,
  startDateTime: string,
  zone: string,
  until: Temporal.PlainDate,
): number[] {
  const rule = parseRecurEvery(recurEvery);
  const [date = "", time = ""] = startDateTime.split(" ");
  const start = Temporal.PlainDate.from(date);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (rule.unit === "hour") {
    const first = start.toPlainDateTime({ hour, minute }).toZonedDateTime(zone);
    const length = first.until(until.toZonedDateTime(zone)).total("hours");
    return Array.from(
      { length: Math.max(0, Math.ceil(length / rule.every)) },
      (_, index) => first.add({ hours: index * rule.every }).epochMilliseconds / 60_000,
    );
  }
  return walk(start.subtract({ days: 7 }), until.add({ days: 7 }))
    .flatMap((day) => azureDay(rule, start, day))
    .filter((day) => Temporal.PlainDate.compare(day, start) >= 0)
    .filter((day) => Temporal.PlainDate.compare(day, until) < 0)
    .flatMap((day) => instantOf(day, hour, minute, zone));
}

export type RecurEvery =
  | { readonly unit: "hour"; readonly every: number }
  | { readonly unit: "day"; readonly every: number }
  | { readonly unit: "week"; readonly every: number; readonly weekdays: readonly string[] }
  | { readonly unit: "month"; readonly every: number; readonly days: readonly number[] }
  | {
      readonly unit: "nth";
      readonly every: number;
      readonly nth: string;
      readonly weekday: string;
      readonly offset: number;
    };

/** The whole grammar of `recurEvery`, read as leniently as its users write: `2Day`, `Week Saturday, Sunday`. */
export function parseRecurEvery(text: string): RecurEvery {
  const [, count, unit = "", rest = ""] =
    /^(\d+)?\s*(hour|day|week|month)s?(?:\s+(.+))?$/i.exec(text.trim()) ?? [];
  const every = Number(count ?? 1);
  const parsed = every < 1 ? undefined : parseUnit(unit.toLowerCase(), every, rest);
  if (parsed === undefined) throw new Error(`not in the grammar of recurEvery: ${text}`);
  return parsed;
}

function parseUnit(unit: string, every: number, rest: string): RecurEvery | undefined {
  if (unit === "hour" || unit === "day") return rest === "" ? { unit, every } : undefined;
  if (unit === "week") {
    const weekdays = listed(rest).map(azureDayNamed);
    return weekdays.includes("") ? undefined : { unit, every, weekdays };
  }
  if (unit !== "month") return undefined;
  if (listed(rest).every((part) => /^day([1-9]|[12]\d|3[01])$/i.test(part))) {
    return { unit, every, days: listed(rest).map((part) => Number(part.slice(3))) };
  }
  const [, nth, name = "", offset] =
    /^(First|Second|Third|Fourth|Last) (\w+)(?: Offset(-?[0-6]))?$/i.exec(rest) ?? [];
  const weekday = azureDayNamed(name);
  return nth === undefined || weekday === ""
    ? undefined
    : { unit: "nth", every, nth, weekday, offset: Number(offset ?? 0) };
}

function listed(text: string): string[] {
  return text === "" ? [] : text.split(/\s*,\s*/);
}

/** As Azure spells it; nothing when it is none. */
function azureDayNamed(name: string): string {
  return azureDays.find((day) => isSame(day, name)) ?? "";
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The day that the rule makes of a day: itself, one moved by the offset, or none. */
function azureDay(
  rule: Exclude<RecurEvery, { readonly unit: "hour" }>,
  start: Temporal.PlainDate,
  day: Temporal.PlainDate,
): Temporal.PlainDate[] {
  const isDue = periodsBetween(rule.unit, start, day) % rule.every === 0;
  if (!isDue || !isMeant(rule, start, day)) return [];
  return [rule.unit === "nth" ? day.add({ days: rule.offset }) : day];
}

function periodsBetween(
  unit: RecurEvery["unit"],
  start: Temporal.PlainDate,
  day: Temporal.PlainDate,
): number {
  if (unit === "day") return start.until(day).days;
  if (unit === "week") return monday(start).until(monday(day)).days / 7;
  return (day.year - start.year) * 12 + day.month - start.month;
}

function isMeant(
  rule: Exclude<RecurEvery, { readonly unit: "hour" }>,
  start: Temporal.PlainDate,
  day: Temporal.PlainDate,
): boolean {
  const name = azureDays[day.dayOfWeek - 1] ?? "";
  switch (rule.unit) {
    case "day":
      return true;
    case "week":
      return rule.weekdays.length === 0
        ? day.dayOfWeek === start.dayOfWeek
        : rule.weekdays.includes(name);
    case "month":
      return rule.days.length === 0 ? day.day === start.day : rule.days.includes(day.day);
    case "nth": {
      const isNth = isSame(rule.nth, "Last")
        ? day.day + 7 > day.daysInMonth
        : isSame(azureOrdinals[Math.ceil(day.day / 7) - 1] ?? "", rule.nth);
      return isNth && name === rule.weekday;
    }
  }
}

function monday(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

function walk(from: Temporal.PlainDate, until: Temporal.PlainDate): Temporal.PlainDate[] {
  const count = from.until(until).days;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => from.add({ days: index }));
}

/** The earlier instant of a doubled time; none for a time that a clock change skips. */
function instantOf(day: Temporal.PlainDate, hour: number, minute: number, zone: string): number[] {
  const local = day.toPlainDateTime({ hour, minute });
  const zoned = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  return zoned.toPlainDateTime().equals(local) ? [zoned.epochMilliseconds / 60_000] : [];
}
