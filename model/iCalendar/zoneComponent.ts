/** VTIMEZONE: the clock of a zone over a span, so that any calendar program shows the same instants. */
import type { Instant, Minutes, ZoneName } from "../time";
import { clockChanges, toLocal } from "../zone";
import { formatLocal } from "./text";

/** Each change of the clock is written out: zones do change their rules. */
export function zoneComponent(zone: ZoneName, from: Instant, until: Instant): readonly string[] {
  const offset = toLocal(zone, from) - from;
  return [
    "BEGIN:VTIMEZONE",
    `TZID:${zone}`,
    ...observance("STANDARD", "19700101T000000", offset, offset),
    ...clockChanges(zone, from, until).flatMap(({ at, before, after }) =>
      observance(after > before ? "DAYLIGHT" : "STANDARD", formatLocal(at + before), before, after),
    ),
    "END:VTIMEZONE",
  ];
}

function observance(
  kind: "STANDARD" | "DAYLIGHT",
  start: string,
  before: Minutes,
  after: Minutes,
): readonly string[] {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${formatOffset(before)}`,
    `TZOFFSETTO:${formatOffset(after)}`,
    `END:${kind}`,
  ];
}

/** `+0530` */
function formatOffset(minutes: Minutes): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
}
