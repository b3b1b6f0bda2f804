/** Values of iCalendar properties: days, times with their zones, and lengths of time. */
import { dayNumber } from "../civilDay";
import { canonicalZone } from "../document/times";
import { remembered } from "../memo";
import type { Instant, Minutes, ZoneName } from "../time";
import { minutesPerDay } from "../time";
import { zoneOfWindows } from "../windowsZones";
import { instantOf, startOfDay } from "../zone";
import { CalendarFault, type ContentLine, shown } from "./contentLines";

/** A day, or wall-clock minutes since 1970-01-01T00:00 in a zone; times in UTC have the zone UTC. */
export type CalendarTime =
  | { readonly kind: "day"; readonly day: number }
  | { readonly kind: "time"; readonly zone: ZoneName; readonly local: Minutes };

/** Calendar days and then elapsed minutes. */
export interface CalendarLength {
  readonly days: number;
  readonly minutes: Minutes;
}

/** A file names few zones, and each of them often; what is kept has a bound all the same. */
const mostZones = 1000;
const zones = new Map<string, { readonly zone: ZoneName | undefined }>();

const timeForm = "a day such as 20261224 or a time such as 20261224T220000 or 20261224T210000Z";

/** The time at the beginning of a day, of the zone that days are days of. */
export function toInstant(time: CalendarTime, zoneOfDays: ZoneName): Instant {
  return time.kind === "day" ? startOfDay(zoneOfDays, time.day) : instantOf(time.zone, time.local);
}

export function localDay(time: CalendarTime): number {
  return time.kind === "day" ? time.day : Math.floor(time.local / minutesPerDay);
}

/**
 * Reads one value of a property with a time. Seconds are cut off, or a begun minute counts whole.
 * @throws CalendarFault
 */
export function readTime(
  { line, name, parameters }: ContentLine,
  value: string,
  floating: ZoneName,
  roundUp = false,
): CalendarTime {
  const [, date = "", clock = "", utc] = /^(\d{8})(?:T(\d{6})(Z?))?$/i.exec(value.trim()) ?? [];
  const day = readDay(date);
  const minute = readClock(clock, roundUp);
  if (day === undefined || minute === undefined) {
    throw new CalendarFault(line, `${name} must be ${timeForm}, got ${shown(value)}`);
  }
  if (clock === "") return { kind: "day", day };
  const tzid = parameters.get("TZID");
  const zone = utc !== "" ? "UTC" : tzid === undefined ? floating : readZone(line, tzid);
  return { kind: "time", zone, local: day * minutesPerDay + minute };
}

/** Earlier and later years are beyond what is known of clocks, and of any policy. */
function readDay(text: string): number | undefined {
  const [year, month, date] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)].map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const isMonth = year >= 1900 && year <= 2200 && month >= 1 && month <= 12;
  if (!isMonth || date < 1) return undefined;
  const day = dayNumber(year, month, date);
  return day < dayNumber(year, month + 1, 1) ? day : undefined;
}

/** Minutes since midnight; a leap second is the end of its minute. */
function readClock(text: string, roundUp: boolean): Minutes | undefined {
  const [hour = 0, minute = 0, second = 0] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2)));
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  return hour * 60 + minute + (roundUp && second > 0 ? 1 : 0);
}

/** An IANA name, one behind a vendor's prefix (`/vendor/1/Europe/Berlin`), or a Windows name. */
function readZone(line: number, tzid: string): ZoneName {
  if (zones.size > mostZones) zones.clear();
  const { zone } = remembered(zones, tzid, () => ({ zone: findZone(tzid) }));
  if (zone === undefined) {
    throw new CalendarFault(
      line,
      `unknown time zone ${shown(tzid)}; write the TZID as an IANA name such as Europe/Berlin, or as Windows names it`,
    );
  }
  return zone;
}

function findZone(tzid: string): ZoneName | undefined {
  const parts = tzid.split("/");
  const names = tzid.startsWith("/")
    ? [3, 2].map((count) => parts.slice(-count).join("/"))
    : [tzid];
  return [...names.map(canonicalZone), zoneOfWindows(tzid)].find((known) => known !== undefined);
}

/** @throws CalendarFault */
export function readLength({ line, name, value }: ContentLine, text = value): CalendarLength {
  const found =
    /^\+?P(?:(\d{1,4})W|(?:(\d{1,5})D)?(T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?)$/i.exec(
      text.trim(),
    );
  const [weeks, days, , hours, minutes, seconds] =
    found?.slice(1).map((part) => Number(part ?? 0)) ?? [];
  if (found === null || /[PT]$/i.test(text.trim())) {
    throw new CalendarFault(
      line,
      `${name} must be a length of time such as PT3H or P2D, got ${shown(text)}`,
    );
  }
  return {
    days: (weeks ?? 0) * 7 + (days ?? 0),
    minutes: (hours ?? 0) * 60 + (minutes ?? 0) + Math.ceil((seconds ?? 0) / 60),
  };
}
