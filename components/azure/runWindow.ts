/** When a maintenance configuration runs and for how long, and what Update Manager accepts of it. */
import { toWindowsZone } from "../../model/azureZone";
import { parseSchedule, type Schedule } from "../../model/schedule";
import type { CivilDate, Minutes, ZoneName } from "../../model/time";
import { show } from "../arguments";

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

/** Words that follow `schedule`. */
export function scheduleComplaint(given: Schedule | string): string | undefined {
  const parsed = typeof given === "string" ? parseSchedule(given) : undefined;
  if (parsed?.ok === false) {
    return parsed.message;
  }
  const { hour, minute } = typedSchedule(given).at;
  const start = hour * 60 + minute;
  return start < lastStart
    ? undefined
    : `must not start between 23:45 and 00:00, got ${toHoursAndMinutes(start)}; Azure may miss a run there`;
}

/** Words that follow `timezone`. */
export function timezoneComplaint(zone: ZoneName, effectiveFrom: CivilDate): string | undefined {
  const found = toWindowsZone(zone, effectiveFrom);
  return found.ok
    ? undefined
    : `must be a zone that Azure keeps, got ${show(zone)}; ${found.reason}`;
}

/** Words that follow `effectiveFrom`. */
export function dateComplaint(date: CivilDate): string | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  return isDay && new Date(date).toISOString().startsWith(date)
    ? undefined
    : `must be a day written YYYY-MM-DD, got ${show(date)}`;
}

/** Words that follow `duration`. */
export function durationComplaint(duration: Minutes): string | undefined {
  return Number.isInteger(duration) && duration >= shortestDuration && duration <= longestDuration
    ? undefined
    : `must be 90–235 whole minutes (01:30–03:55), got ${show(duration)}`;
}

/** Words that follow `expires`. */
export function expiryComplaint(expires: string | undefined, effectiveFrom: CivilDate) {
  if (expires === undefined) {
    return undefined;
  }
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d$/.test(expires)) {
    return `must be YYYY-MM-DD hh:mm, got ${show(expires)}`;
  }
  return expires.slice(0, 10) > effectiveFrom
    ? undefined
    : `must be after effectiveFrom ${effectiveFrom}, got ${show(expires)}`;
}

/** `HH:mm`, as Azure writes both times of day and lengths. */
export function toHoursAndMinutes(minutes: Minutes): string {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
