/** When a maintenance configuration runs and for how long, and what Update Manager accepts of it. */
import { toAzureRecurrence } from "../../model/azureRecurrence";
import { toWindowsZone } from "../../model/azureZone";
import { formatSchedule, parseSchedule, type Schedule } from "../../model/schedule";
import type { CivilDate, Minutes, ZoneName } from "../../model/time";
import { isText, show } from "../arguments";

/** Minutes, 01:30 and 03:55. @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations */
const shortestDuration = 90;
const longestDuration = 235;
const lastStart = 23 * 60 + 45;

/** A schedule, or the one that its text means. Throws an error with one line when the text means none. */
export function typedSchedule(schedule: Schedule | string): Schedule {
  if (typeof schedule !== "string") {
    return schedule;
  }
  const parsed = parseSchedule(schedule);
  if (!parsed.ok) {
    throw new Error(parsed.message);
  }
  return parsed.schedule;
}

/**
 * Words that follow `schedule`. The service wants six hours between two runs, which every form keeps: none has two starts
 * a day.
 */
export function scheduleComplaint(given: Schedule | string): string | undefined {
  const parsed = parseSchedule(writtenSchedule(given));
  if (!parsed.ok) {
    return typeof given === "string"
      ? parsed.message
      : `must be a schedule, or its text such as "every sunday at 04:00", got ${show(given)}`;
  }
  const { hour, minute } = parsed.schedule.at;
  const start = hour * 60 + minute;
  return start < lastStart
    ? undefined
    : `must not start between 23:45 and 00:00, got ${toHoursAndMinutes(start)}; Azure may miss a run there`;
}

/** A schedule as a value may be one that no text means: a day that no month has, or no schedule at all. */
function writtenSchedule(given: unknown): string {
  if (typeof given === "string") return given;
  try {
    return String(formatSchedule(given as Schedule));
  } catch {
    return "";
  }
}

/** Words that follow `timezone`. */
export function timezoneComplaint(zone: ZoneName, effectiveFrom: CivilDate): string | undefined {
  if (typeof zone !== "string") {
    return `must be an IANA time zone such as Europe/Berlin, got ${show(zone)}`;
  }
  const found = toWindowsZone(zone, effectiveFrom);
  return found.ok
    ? undefined
    : `must be a zone that Azure keeps, got ${show(zone)}; ${found.reason}`;
}

/** Words that follow `effectiveFrom`. */
export function dateComplaint(date: CivilDate): string | undefined {
  return isText(date, /^\d{4}-\d{2}-\d{2}$/) && isDay(date)
    ? undefined
    : `must be a day written YYYY-MM-DD, got ${show(date)}`;
}

function isDay(date: string): boolean {
  return !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
}

/** Words that follow `duration`. */
export function durationComplaint(duration: Minutes): string | undefined {
  return Number.isInteger(duration) && duration >= shortestDuration && duration <= longestDuration
    ? undefined
    : `must be 90–235 whole minutes (01:30–03:55), got ${show(duration)}`;
}

/** Words that follow `expires`: a configuration that ends before its first run is none. */
export function expiryComplaint(
  expires: string | undefined,
  first: { readonly schedule: Schedule | string; readonly effectiveFrom: CivilDate },
): string | undefined {
  if (expires === undefined) {
    return undefined;
  }
  const isMinute = isText(expires, /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/);
  if (!isMinute || !isDay(expires.slice(0, 10))) {
    return `must be YYYY-MM-DD hh:mm, got ${show(expires)}`;
  }
  const { schedule, effectiveFrom } = first;
  if (dateComplaint(effectiveFrom) !== undefined || scheduleComplaint(schedule) !== undefined) {
    return undefined;
  }
  // Both are local to one zone, so that any zone tells which comes first.
  const { startDateTime } = toAzureRecurrence(typedSchedule(schedule), "UTC", effectiveFrom);
  return expires > startDateTime
    ? undefined
    : `must be after the first run at ${startDateTime}, got ${show(expires)}`;
}

/** `HH:mm`, as Azure writes both times of day and lengths. */
export function toHoursAndMinutes(minutes: Minutes): string {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
