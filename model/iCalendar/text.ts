/** The text of iCalendar files (RFC 5545): escaping, folding by octets, lines that end with CRLF, and times. */
import { civilDay } from "../civilDay";
import type { Instant, Minutes, ZoneName } from "../time";
import { minutesPerDay } from "../time";
import { instantsOf, toLocal } from "../zone";

/** With the space that a continued line starts with, 75 octets (RFC 5545, 3.1). */
const octetsPerLine = 74;

export function calendarText(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** Control characters other than line breaks have no place in a text value. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, " ");
}

/** Goes on after a line break and a space, never inside a character. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= octetsPerLine) return line;
  const parts = [""];
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > octetsPerLine) {
      parts.push("");
      octets = 0;
    }
    parts[parts.length - 1] += character;
    octets += size;
  }
  return parts.join("\r\n ");
}

/** `20261218T040000`, of wall-clock minutes since 1970-01-01T00:00. */
export function formatLocal(local: Minutes): string {
  const day = Math.floor(local / minutesPerDay);
  const { year, month, day: dayOfMonth } = civilDay(day);
  const minute = local - day * minutesPerDay;
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}${two(month)}${two(dayOfMonth)}`;
  return `${date}T${two(Math.floor(minute / 60))}${two(minute % 60)}00`;
}

/** `20261218T030000Z` */
export function formatUtc(instant: Instant): string {
  return `${formatLocal(instant)}Z`;
}

/**
 * `DTSTART;TZID=Europe/Berlin:20261218T040000`; in UTC where the zone is UTC, or where clocks show the time twice and
 * the second time is meant: a local time means the first.
 */
export function timeLine(name: string, zone: ZoneName, instant: Instant): string {
  const local = toLocal(zone, instant);
  return zone === "UTC" || instantsOf(zone, local)[0] !== instant
    ? `${name}:${formatUtc(instant)}`
    : `${name};TZID=${zone}:${formatLocal(local)}`;
}
