/** Recurrence rules (RFC 5545, 3.3.10), as far as a freeze can use them: by days, weeks, months and years. */
import type { ZoneName } from "../time";
import { CalendarFault, type ContentLine, shown } from "./contentLines";
import { type CalendarTime, readTime } from "./values";

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;

/** A weekday (0 for Monday, as the model counts), or the nth of it in the month or year, from the end when negative. */
export interface RuleWeekday {
  readonly weekday: number;
  readonly nth: number | undefined;
}

/** Numbers of days count from the end when negative. */
export interface RecurrenceRule {
  readonly frequency: (typeof frequencies)[number];
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: CalendarTime | undefined;
  readonly weekStart: number;
  readonly months: readonly number[] | undefined;
  readonly monthDays: readonly number[] | undefined;
  readonly yearDays: readonly number[] | undefined;
  readonly weekdays: readonly RuleWeekday[] | undefined;
  /** Which of a period's days. */
  readonly positions: readonly number[] | undefined;
}

const codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const known = "FREQ INTERVAL COUNT UNTIL WKST BYMONTH BYMONTHDAY BYYEARDAY BYDAY BYSETPOS".split(
  " ",
);

/**
 * Parts that are unknown, or that set a time of day, are refused: a rule that is half understood would leave open what
 * its writer closed.
 * @throws CalendarFault
 */
export function readRule(content: ContentLine, floating: ZoneName): RecurrenceRule {
  const part = partsOf(content);
  const list = <Value>(name: string, read: (text: string) => Value): Value[] | undefined =>
    part.get(name)?.split(",").map(read);
  const number =
    (name: string, most: number) =>
    (text: string): number =>
      numberOf(content, name, text, most);
  const until = part.get("UNTIL");
  const rule: RecurrenceRule = {
    frequency: frequencyOf(content, part.get("FREQ")),
    interval: countOf(content, "INTERVAL", part.get("INTERVAL")) ?? 1,
    count: countOf(content, "COUNT", part.get("COUNT")),
    until: until === undefined ? undefined : readTime(content, until, floating),
    weekStart: weekdayOf(content, "WKST", part.get("WKST") ?? "MO").weekday,
    months: list("BYMONTH", number("BYMONTH", 12)),
    monthDays: list("BYMONTHDAY", number("BYMONTHDAY", 31)),
    yearDays: list("BYYEARDAY", number("BYYEARDAY", 366)),
    weekdays: list("BYDAY", (text) => weekdayOf(content, "BYDAY", text)),
    positions: list("BYSETPOS", number("BYSETPOS", 366)),
  };
  const complaint = complaintOf(rule);
  if (complaint !== undefined) throw refusal(content, complaint);
  return rule;
}

function refusal({ line, name }: ContentLine, message: string): CalendarFault {
  return new CalendarFault(line, `${name}: ${message}`);
}

function partsOf(content: ContentLine): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of content.value.trim().split(";").filter(Boolean)) {
    const [name = "", value] = part.toUpperCase().split("=");
    if (!known.includes(name) || value === undefined || value === "" || found.has(name)) {
      const parts = known.join(", ");
      throw refusal(content, `${shown(part)} cannot be followed; each of ${parts} may stand once`);
    }
    found.set(name, value);
  }
  return found;
}

function frequencyOf(content: ContentLine, text = "nothing"): RecurrenceRule["frequency"] {
  const found = frequencies.find((one) => one === text);
  if (found === undefined) {
    throw refusal(content, `FREQ must be one of ${frequencies.join(", ")}, got ${text}`);
  }
  return found;
}

function countOf(content: ContentLine, name: string, text?: string): number | undefined {
  if (text !== undefined && !/^0*[1-9]\d{0,5}$/.test(text)) {
    throw refusal(content, `${name} must be a whole number from 1 to 999999, got ${shown(text)}`);
  }
  return text === undefined ? undefined : Number(text);
}

function numberOf(content: ContentLine, name: string, text: string, most: number): number {
  const value = /^[+-]?\d{1,3}$/.test(text) ? Number(text) : 0;
  const isNumber = value !== 0 && Math.abs(value) <= most && (name !== "BYMONTH" || value > 0);
  if (!isNumber)
    throw refusal(content, `${name} must be numbers up to ${most}, got ${shown(text)}`);
  return value;
}

function weekdayOf(content: ContentLine, name: string, text: string): RuleWeekday {
  const [, nth, code = ""] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  const weekday = codes.indexOf(code);
  if (weekday < 0 || nth === "" || Number(nth ?? 1) === 0 || (name === "WKST" && nth)) {
    throw refusal(content, `${name} must be weekdays such as MO or -1FR, got ${shown(text)}`);
  }
  return { weekday, nth: nth === undefined ? undefined : Number(nth) };
}

/** What the standard forbids, and what would mean nothing. */
function complaintOf(rule: RecurrenceRule): string | undefined {
  const { frequency, monthDays, yearDays, weekdays, positions } = rule;
  if (rule.count !== undefined && rule.until !== undefined) return "has both COUNT and UNTIL";
  if (monthDays !== undefined && frequency === "WEEKLY") return "BYMONTHDAY is not for WEEKLY";
  if (yearDays !== undefined && frequency !== "YEARLY") return "BYYEARDAY is for YEARLY only";
  const isNth = weekdays?.some(({ nth }) => nth !== undefined) ?? false;
  if (isNth && !["MONTHLY", "YEARLY"].includes(frequency)) {
    return `BYDAY takes no numbers with ${frequency}`;
  }
  const selects = rule.months ?? monthDays ?? yearDays ?? weekdays;
  return positions !== undefined && selects === undefined
    ? "BYSETPOS needs another BY… beside it"
    : undefined;
}
