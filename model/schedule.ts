/**
 * When something recurs: the four forms that both SSM maintenance windows and Azure maintenance
 * configurations can run natively. A schedule is local time; its zone stands beside it.
 */
import { meantSchedule, weekdayOf } from "./scheduleSuggestion";

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** Wall-clock time of day. */
export interface TimeOfDay {
  /** 0–23 */
  readonly hour: number;
  /** 0–59 */
  readonly minute: number;
}

export type Ordinal = 1 | 2 | 3 | 4 | "last";

export type Schedule =
  | { readonly kind: "daily"; readonly at: TimeOfDay }
  | { readonly kind: "weekly"; readonly days: readonly Weekday[]; readonly at: TimeOfDay }
  /** Days 1–28, so that every month has them. */
  | { readonly kind: "monthlyDay"; readonly days: readonly number[]; readonly at: TimeOfDay }
  /**
   * The nth (or last) weekday of a month, moved by whole days: as far as a shifted ordinal and 0–6
   * days reach (second: −7…+20), for last 0…+6.
   */
  | {
      readonly kind: "monthlyWeekday";
      readonly ordinal: Ordinal;
      readonly weekday: Weekday;
      readonly offsetDays: number;
      readonly at: TimeOfDay;
    };

export type ParsedSchedule =
  | { readonly ok: true; readonly schedule: Schedule }
  | { readonly ok: false; readonly message: string };

/** What a schedule may look like, for messages. */
export const scheduleForms =
  'a schedule such as "every day at 12:00", "every monday, thursday at 22:00", "day 1, 15 at 03:00", "second tuesday +1 day at 22:00" or "last sunday at 02:00"';

export const ordinalWords: Readonly<Record<string, Ordinal>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: "last",
};

/** A refusal on the way; its text becomes the message. `hinted` where it already says what to write. */
class ScheduleFault extends Error {
  readonly hinted: boolean;
  constructor(message: string, hinted = false) {
    super(message);
    this.hinted = hinted;
  }
}

/** Parses one of the four forms. The message of a refusal says what is allowed. */
export function parseSchedule(text: string): ParsedSchedule {
  const plain = text.trim().toLowerCase().replace(/\s+/g, " ");
  const parsed = tryToRead(plain);
  if (!("hinted" in parsed)) return parsed;
  const meant = parsed.hinted
    ? undefined
    : meantSchedule(plain, weekdays, (one) => !("hinted" in tryToRead(one)));
  const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
  return { ok: false, message: `${parsed.message}${hint}` };
}

function tryToRead(
  plain: string,
): { readonly ok: true; readonly schedule: Schedule } | ScheduleFault {
  try {
    return { ok: true, schedule: readSchedule(plain) };
  } catch (fault) {
    if (fault instanceof ScheduleFault) return fault;
    throw fault;
  }
}

function readSchedule(text: string): Schedule {
  const split = /^(.+) at (\S+)$/.exec(text);
  if (split?.[1] === undefined || split[2] === undefined) {
    throw new ScheduleFault(`must be ${scheduleForms}`);
  }
  const at = readTime(split[2]);
  const rule = split[1];
  if (rule === "every day") {
    return { kind: "daily", at };
  }
  if (rule.startsWith("every ")) {
    return { kind: "weekly", days: readWeekdays(rule.slice("every ".length)), at };
  }
  if (/^days? /.test(rule)) {
    return { kind: "monthlyDay", days: readMonthDays(rule.replace(/^days? /, "")), at };
  }
  return { ...readMonthlyWeekday(rule), at };
}

/** A time from 00:00 to 23:59, without anchors. */
export const timePattern = "([01]\\d|2[0-3]):([0-5]\\d)";
const timeOfDay = new RegExp(`^${timePattern}$`);

function readTime(text: string): TimeOfDay {
  const match = timeOfDay.exec(text);
  if (match === null) {
    throw new ScheduleFault(`must have a time from 00:00 to 23:59, not "${text}"`);
  }
  return { hour: Number(match[1]), minute: Number(match[2]) };
}

function readWeekday(text: string): Weekday {
  const found = weekdays.find((weekday) => weekday === text);
  if (found !== undefined) {
    return found;
  }
  if (text.includes(" ")) {
    const form = nearestForm(text);
    throw new ScheduleFault(`must be ${scheduleForms}, not "${text}"${form}`, form !== "");
  }
  const meant = weekdayOf(text, weekdays);
  const hint = meant === undefined ? "" : `, did you mean "${meant}"?`;
  throw new ScheduleFault(`must name weekdays in full; "${text}" is none${hint}`, hint !== "");
}

/** What both clouds can run instead of a form that one of them lacks. */
function nearestForm(text: string): string {
  const weekday = weekdays.find((one) => text.includes(one)) ?? "tuesday";
  if (/^(?:\d+|other|two|second) weeks?|other /.test(text)) {
    return `; the two clouds count weeks from different days, so write "every ${weekday} at …", or "second ${weekday} at …" for once a month`;
  }
  const ordinal = Object.keys(ordinalWords).find((word) => text.startsWith(`${word} `));
  return ordinal === undefined
    ? ""
    : `; for once a month write "${ordinal} ${weekday} at …" without every`;
}

function readWeekdays(text: string): Weekday[] {
  const named = text.split(/ ?, ?/).map(readWeekday);
  const days = weekdays.filter((weekday) => named.includes(weekday));
  if (days.length < named.length) {
    throw new ScheduleFault("must name each weekday once");
  }
  return days;
}

function readMonthDays(text: string): number[] {
  const days = text.split(/ ?, ?/).map((part) => {
    const day = /^\d{1,2}$/.test(part) ? Number(part) : 0;
    if (day < 1 || day > 28) {
      throw new ScheduleFault(
        `must name days from 1 to 28, which every month has, not "${part}"; for a month's end use "last sunday at 02:00"`,
      );
    }
    return day;
  });
  if (new Set(days).size < days.length) {
    throw new ScheduleFault("must name each day once");
  }
  return days.sort((a, b) => a - b);
}

function readMonthlyWeekday(
  rule: string,
): Omit<Extract<Schedule, { kind: "monthlyWeekday" }>, "at"> {
  const match = /^([a-z]+) ([a-z]+)(?: ([+−-]) ?(\d{1,2}) days?)?$/.exec(rule);
  const ordinal = ordinalWords[match?.[1] ?? ""];
  if (match?.[2] === undefined || ordinal === undefined) {
    throw new ScheduleFault(`must be ${scheduleForms}`);
  }
  const weekday = readWeekday(match[2]);
  const size = Number(match[4] ?? 0);
  const offsetDays = match[3] === "+" || size === 0 ? size : -size;
  const { least, most } = offsetRange(ordinal);
  if (offsetDays < least || offsetDays > most) {
    const word = match[1];
    throw new ScheduleFault(
      `must move "${word} ${weekday}" by ${least} to +${most} days, which both clouds can run, not by ${match[3]}${size}`,
    );
  }
  return { kind: "monthlyWeekday", ordinal, weekday, offsetDays };
}

/**
 * How far the nth weekday can be moved: both clouds run another ordinal of the same weekday plus
 * 0–6 days, and ordinals are 1–4.
 */
export function offsetRange(ordinal: Ordinal): { readonly least: number; readonly most: number } {
  return ordinal === "last"
    ? { least: 0, most: 6 }
    : { least: ordinal === 1 ? 0 : -7 * (ordinal - 1), most: 7 * (4 - ordinal) + 6 };
}

/** The same occurrences with an offset of 0–6 days: what SSM and Azure both have. */
export function shiftOrdinal(
  ordinal: Ordinal,
  offsetDays: number,
): { readonly ordinal: Ordinal; readonly offsetDays: number } {
  if (ordinal === "last") {
    return { ordinal, offsetDays };
  }
  const weeks = Math.floor(offsetDays / 7);
  const shifted = ordinal + weeks;
  if (shifted !== 1 && shifted !== 2 && shifted !== 3 && shifted !== 4) {
    throw new RangeError(`no ordinal ${shifted} of a weekday is in every month`);
  }
  return { ordinal: shifted, offsetDays: offsetDays - 7 * weeks };
}

/** Writes a schedule so that `parseSchedule` gives it back. */
export function formatSchedule(schedule: Schedule): string {
  const at = `at ${formatTime(schedule.at)}`;
  switch (schedule.kind) {
    case "daily":
      return `every day ${at}`;
    case "weekly":
      return `every ${schedule.days.join(", ")} ${at}`;
    case "monthlyDay":
      return `day ${schedule.days.join(", ")} ${at}`;
    case "monthlyWeekday":
      return `${ordinalWord(schedule.ordinal)} ${schedule.weekday}${formatOffset(schedule.offsetDays)} ${at}`;
  }
}

/** `04:00` */
export function formatTime(at: TimeOfDay): string {
  return `${String(at.hour).padStart(2, "0")}:${String(at.minute).padStart(2, "0")}`;
}

function ordinalWord(ordinal: Ordinal): string {
  const word = Object.keys(ordinalWords).find((candidate) => ordinalWords[candidate] === ordinal);
  return word ?? String(ordinal);
}

function formatOffset(days: number): string {
  if (days === 0) {
    return "";
  }
  return ` ${days < 0 ? "-" : "+"}${Math.abs(days)} day${Math.abs(days) === 1 ? "" : "s"}`;
}
