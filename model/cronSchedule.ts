/** A cron expression as one of our schedules, for people who bring theirs along: of SSM, EventBridge or a crontab. */

/** `cron(0 3 ? * SUN#2 *)` of AWS, `0 3 * * 0` of a crontab. */
const expression = /^(?:cron\()?(\d{1,2}) (\d{1,2}) (\S+) \* (\S+)(?: \*)?\)?$/;
const ordinals = ["first", "second", "third", "fourth", "last"] as const;

/** What the expression means, if one of our forms says it. */
export function scheduleOfCron(text: string, weekdays: readonly string[]): string | undefined {
  const [, minute = "", hour = "", days = "", ofWeek = ""] = expression.exec(text) ?? [];
  const sunday = text.startsWith("cron(") ? 1 : 0;
  const rule = ruleOf(days, ofWeek, (written) => weekdayOf(written, sunday, weekdays));
  if (rule === undefined || hour === "") return undefined;
  return `${rule} at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

function ruleOf(
  days: string,
  ofWeek: string,
  weekday: (written: string) => string | undefined,
): string | undefined {
  const [anyDay, anyWeekday] = [isAny(days), isAny(ofWeek)];
  if (anyDay && anyWeekday) return "every day";
  if (anyWeekday) return /^[\d,]+$/.test(days) ? `day ${days.replaceAll(",", ", ")}` : undefined;
  if (!anyDay) return undefined;
  const [, day = "", nth] = /^([a-z]+|\d)(?:#(\d)|l)$/.exec(ofWeek) ?? [];
  if (day !== "") return nthRule(weekday(day), nth);
  const named = ofWeek.split(",").map(weekday);
  return named.includes(undefined) ? undefined : `every ${named.join(", ")}`;
}

/** Without a number it is the last of the month, and so is the fifth, which not every month has. */
function nthRule(weekday: string | undefined, nth: string | undefined): string | undefined {
  const ordinal = nth === undefined ? "last" : ordinals[Number(nth) - 1];
  return weekday === undefined || ordinal === undefined ? undefined : `${ordinal} ${weekday}`;
}

function isAny(field: string): boolean {
  return field === "*" || field === "?";
}

/** By name or number: AWS counts from 1, Sunday, and a crontab from 0. */
function weekdayOf(
  written: string,
  sunday: number,
  weekdays: readonly string[],
): string | undefined {
  if (!/^\d$/.test(written)) return weekdays.find((day) => day.slice(0, 3) === written);
  const sinceSunday = Number(written) - sunday;
  return sinceSunday < 0 ? undefined : weekdays[(sinceSunday + 6) % 7];
}
