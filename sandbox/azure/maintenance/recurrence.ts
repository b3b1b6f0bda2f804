/** The `recurEvery` grammar of maintenance configurations, read as leniently as the service reads it. */

const weekday = "(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
const everyDays = /^(\d*)\s*days?$/i;
const everyHours = /^(\d*)\s*hours?$/i;
const everyWeeks = new RegExp(`^(\\d*)\\s*weeks?(\\s+${weekday}(\\s*,\\s*${weekday})*)?$`, "i");
const everyMonths = /^(\d*)\s*months?$/i;
const monthDays = /^(\d*)\s*months?\s+(day\d{1,2}(?:\s*,\s*day\d{1,2})*)$/i;
const monthWeekday = new RegExp(
  `^(\\d*)\\s*months?\\s+(First|Second|Third|Fourth|Last)\\s+${weekday}(?:\\s+Offset(-?\\d+))?$`,
  "i",
);

export type RecurrenceFault = string | undefined;

/** Hours between two runs, roughly; undefined when the text is no recurrence. */
export function hoursBetween(text: string): number | undefined {
  const value = text.trim();
  const units: readonly [RegExp, number][] = [
    [everyHours, 1],
    [everyDays, 24],
    [everyWeeks, 24 * 7],
    [monthDays, 24 * 28],
    [monthWeekday, 24 * 28],
    [everyMonths, 24 * 28],
  ];
  for (const [form, hours] of units) {
    const match = form.exec(value);
    if (match !== null) {
      return (match[1] ? Number(match[1]) : 1) * hours;
    }
  }
  return undefined;
}

/** What the service refuses in a recurrence; undefined when nothing. */
export function recurrenceFault(text: string): RecurrenceFault {
  const hours = hoursBetween(text);
  if (hours === undefined) {
    return `'${text}' is not a recurrence such as Day, 3Days, Week Saturday,Sunday, Month day23,day24, Month Second Tuesday Offset4`;
  }
  if (hours < 6) {
    return `the schedule must repeat at most every 6 hours, got '${text}'`;
  }
  const days = monthDays.exec(text.trim())?.[2]?.match(/\d+/g) ?? [];
  const wrong = days.find((day) => Number(day) < 1 || Number(day) > 31);
  if (wrong !== undefined) {
    return `a month has no day ${wrong}`;
  }
  const offset = Number(monthWeekday.exec(text.trim())?.[4] ?? 0);
  return offset < -6 || offset > 6 ? `Offset must be -6 to 6, got ${offset}` : undefined;
}
