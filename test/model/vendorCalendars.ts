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
  const [date = "", time = ""] = startDateTime.split(" ");
  const [hour, minute] = time.split(":").map(Number);
  return walk(Temporal.PlainDate.from(date).subtract({ days: 7 }), until)
    .flatMap((day) => azureDay(recurEvery, day))
    .filter((day) => Temporal.PlainDate.compare(day, Temporal.PlainDate.from(date)) >= 0)
    .flatMap((day) => instantOf(day, hour ?? 0, minute ?? 0, zone));
}

/** The day that the rule makes of a day: itself, one moved by the offset, or none. */
function azureDay(recurEvery: string, day: Temporal.PlainDate): Temporal.PlainDate[] {
  const name = azureDays[day.dayOfWeek - 1] ?? "";
  if (recurEvery === "Day") {
    return [day];
  }
  const weekly = /^Week ([A-Za-z,]+)$/.exec(recurEvery);
  if (weekly !== null) {
    return weekly[1]?.split(",").includes(name) ? [day] : [];
  }
  const days = /^Month (day\d+(?:,day\d+)*)$/.exec(recurEvery);
  if (days !== null) {
    return days[1]?.split(",").includes(`day${day.day}`) ? [day] : [];
  }
  const nth = /^Month (First|Second|Third|Fourth|Last) (\w+)(?: Offset(-?[0-6]))?$/.exec(
    recurEvery,
  );
  if (nth === null) {
    throw new Error(`not in the grammar of recurEvery: ${recurEvery}`);
  }
  const isNth =
    nth[1] === "Last"
      ? day.day + 7 > day.daysInMonth
      : azureOrdinals[Math.ceil(day.day / 7) - 1] === nth[1];
  return isNth && nth[2] === name ? [day.add({ days: Number(nth[3] ?? 0) })] : [];
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
