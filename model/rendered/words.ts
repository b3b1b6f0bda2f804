/** Lengths, days and lists in plain English, for sentences that people sign. */
import { civilDay, dayOfDate } from "../civilDay";
import type { Rate } from "../plan";
import { type CivilDate, type Duration, type Instant, type Minutes, minutesPerDay } from "../time";

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** `14 days`, `1 day 12 hours`, `45 minutes`. */
export function minutesWords(minutes: Minutes): string {
  const parts = [
    many(Math.floor(minutes / minutesPerDay), "day"),
    many(Math.floor((minutes % minutesPerDay) / 60), "hour"),
    many(minutes % 60, "minute"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no time" : parts.join(" ");
}

/** `1 month`, `14 days`. */
export function durationWords({ months, minutes }: Duration): string {
  const parts = [many(months, "month"), minutes === 0 ? "" : minutesWords(minutes)];
  const words = parts.filter((part) => part !== "");
  return words.length === 0 ? "no time" : words.join(" ");
}

function many(count: number, unit: string): string {
  return count === 0 ? "" : `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** `25 % of the machines`, `1 machine`. */
export function rateWords({ kind, value }: Rate): string {
  if (kind === "percent") return `${value} % of the machines`;
  return `${value} machine${value === 1 ? "" : "s"}`;
}

/** `a, b and c`. */
export function listWords(words: readonly string[], last = "and"): string {
  const before = words.slice(0, -1);
  return before.length === 0 ? (words[0] ?? "") : `${before.join(", ")} ${last} ${words.at(-1)}`;
}

/** `1 December 2026`. */
export function dateWords(date: CivilDate): string {
  const { year, month, day } = civilDay(dayOfDate(date));
  return `${day} ${monthNames[month - 1]} ${year}`;
}

/** `18 December`, for a day of every year written `12-18`. */
export function yearDayWords(monthDay: string): string {
  return `${Number(monthDay.slice(3))} ${monthNames[Number(monthDay.slice(0, 2)) - 1]}`;
}

/** The UTC day of an instant, `1 December 2026`. */
export function dayWords(instant: Instant): string {
  const { year, month, day } = civilDay(Math.floor(instant / minutesPerDay));
  return `${day} ${monthNames[month - 1]} ${year}`;
}

export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A sentence within another: it begins none, and ends none. */
export function lowerFirst(sentence: string): string {
  const words = sentence.trim().replace(/\.$/, "");
  return /^[A-Z](?:[a-z]| )/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
