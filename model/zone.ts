/**
 * Time zones in whole minutes. A zone's clock changes are asked of `temporal-polyfill` once for each
 * eight years and kept; everything after that is integer arithmetic.
 */
import { Temporal } from "temporal-polyfill";
import { civilDay, dayNumber } from "./civilDay";
import type { Instant, Minutes, ZoneName } from "./time";
import { minutesPerDay } from "./time";

/** A stretch of time with one offset from UTC: from its start to the start of the next. */
interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  readonly offset: Minutes;
}

const yearsPerBlock = 8;
/** Minutes. */
const blockLength = minutesPerDay * 365.2425 * yearsPerBlock;
const blocks = new Map<ZoneName, Map<number, readonly Stretch[]>>();

/** The instants at which a zone's clocks show a time: none in a gap, two in an overlap, else one. */
export function toInstants(
  zone: ZoneName,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
): readonly Instant[] {
  return instantsOf(zone, dayNumber(year, month, day) * minutesPerDay + hour * 60 + minute);
}

/** As `toInstants`, for wall-clock minutes since 1970-01-01T00:00 of the zone's own clock. */
export function instantsOf(zone: ZoneName, local: Minutes): readonly Instant[] {
  const found: Instant[] = [];
  for (const stretch of stretchesAround(zone, local)) {
    const instant = local - stretch.offset;
    if (instant >= stretch.from && instant < stretch.until) found.push(instant);
  }
  return found;
}

/**
 * The instant that a local time means (RFC 5545, 3.3.5): the first where clocks show it twice; one that they skip is
 * read with the clock before the gap.
 */
export function instantOf(zone: ZoneName, local: Minutes): Instant {
  const [first] = instantsOf(zone, local);
  if (first !== undefined) return first;
  const before = stretchesAround(zone, local).findLast(
    ({ until, offset }) => until + offset <= local,
  );
  return local - (before?.offset ?? 0);
}

/** A change of a zone's clock: its minutes ahead of UTC before and after. */
export interface ClockChange {
  readonly at: Instant;
  readonly before: Minutes;
  readonly after: Minutes;
}

/** The changes of a zone's clock after `from` and before `until`, in order. */
export function clockChanges(
  zone: ZoneName,
  from: Instant,
  until: Instant,
): readonly ClockChange[] {
  const changes: ClockChange[] = [];
  let time = Temporal.Instant.fromEpochMilliseconds(from * 60_000).toZonedDateTimeISO(zone);
  for (;;) {
    const next = time.getTimeZoneTransition("next");
    const at = next === null ? until : next.epochMilliseconds / 60_000;
    if (next === null || at >= until) return changes;
    const before = toLocal(zone, at - 1) - (at - 1);
    const after = toLocal(zone, at) - at;
    if (before !== after) changes.push({ at, before, after });
    time = next;
  }
}

/** Longer than any change of a clock. */
const calm: Minutes = 2 * minutesPerDay;

/**
 * The offset from UTC of a zone's wall-clock minutes that lie far from any change of its clock, where each is one
 * instant; `undefined` near a change. Quick for times in a row.
 */
export function calmOffset(zone: ZoneName): (local: Minutes) => Minutes | undefined {
  let found: Stretch | undefined;
  return (local) => {
    if (found === undefined || local < found.from || local >= found.until) {
      found = calmStretch(zone, local);
    }
    return found?.offset;
  };
}

/** From and until are wall-clock minutes here. */
function calmStretch(zone: ZoneName, local: Minutes): Stretch | undefined {
  const around = stretchesAround(zone, local).find(
    ({ from, until, offset }) => local >= from + offset + calm && local < until + offset - calm,
  );
  if (around === undefined) return undefined;
  const { from, until, offset } = around;
  const begin = blockOf(local) * blockLength;
  return {
    from: Math.max(from + offset + calm, begin),
    until: Math.min(until + offset - calm, begin + blockLength),
    offset,
  };
}

/** The first instant of a local day; where clocks jump over midnight, the instant of the jump. */
export function startOfDay(zone: ZoneName, day: number): Instant {
  return firstInstantAt(zone, day * minutesPerDay);
}

/** The first instant at which a zone's clocks show a time; where they jump over it, the instant of the jump. */
export function firstInstantAt(zone: ZoneName, local: Minutes): Instant {
  const [first] = instantsOf(zone, local);
  if (first !== undefined) return first;
  const after = stretchesAround(zone, local).find(
    (stretch) => stretch.from !== Number.NEGATIVE_INFINITY && stretch.from + stretch.offset > local,
  );
  return after?.from ?? local;
}

/** The zone's wall-clock minutes since 1970-01-01T00:00 at an instant. */
export function toLocal(zone: ZoneName, instant: Instant): Minutes {
  const stretch = stretchesAround(zone, instant).find(({ until }) => instant < until);
  return instant + (stretch?.offset ?? 0);
}

/** `2026-12-15 18:00 UTC`, or with a zone `2026-12-15 19:00 Europe/Berlin`. */
export function formatInstant(instant: Instant, zone: ZoneName = "UTC"): string {
  const local = toLocal(zone, instant);
  const { year, month, day } = civilDay(Math.floor(local / minutesPerDay));
  const minute = local - Math.floor(local / minutesPerDay) * minutesPerDay;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)} ${two(Math.floor(minute / 60))}:${two(minute % 60)} ${zone}`;
}

/** `2026-12-15T18:00Z`, for machines: what every reader of ISO 8601 knows, and `--as-of` takes. */
export function isoInstant(instant: Instant): string {
  return formatInstant(instant).replace(" UTC", "Z").replace(" ", "T");
}

/** Reads an ISO 8601 instant, a UTC day or what `formatInstant` writes in UTC; seconds are cut off. */
export function parseInstant(text: string): Instant | undefined {
  const trimmed = text.trim();
  const iso = /^\d{4}-\d\d-\d\d$/.test(trimmed)
    ? `${trimmed}T00:00Z`
    : trimmed.replace(/^(\S+) (\d\d:\d\d) UTC$/, "$1T$2Z");
  try {
    return Math.floor(Temporal.Instant.from(iso).epochMilliseconds / 60_000);
  } catch {
    return undefined;
  }
}

/** The stretches of the block of years that a time, local or UTC, lies in. */
function stretchesAround(zone: ZoneName, minute: Minutes): readonly Stretch[] {
  const block = blockOf(minute);
  const ofZone = blocks.get(zone) ?? new Map<number, readonly Stretch[]>();
  const known = ofZone.get(block);
  if (known !== undefined) return known;
  const stretches = readStretches(zone, block);
  blocks.set(zone, ofZone.set(block, stretches));
  return stretches;
}

/** By the mean length of a year, which is off by two days at the most; blocks overlap by more. */
function blockOf(minute: Minutes): number {
  return Math.floor(minute / blockLength);
}

function readStretches(zone: ZoneName, block: number): readonly Stretch[] {
  const year = 1970 + block * yearsPerBlock;
  const begin = (dayNumber(year, 1, 1) - 4) * minutesPerDay;
  const end = (dayNumber(year + yearsPerBlock, 1, 1) + 4) * minutesPerDay;
  const stretches: Stretch[] = [];
  let from = Number.NEGATIVE_INFINITY;
  let at = Temporal.Instant.fromEpochMilliseconds(begin * 60_000).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    const offset = Math.floor(at.offsetNanoseconds / 60_000_000_000);
    const until = next === null ? Number.POSITIVE_INFINITY : next.epochMilliseconds / 60_000;
    if (next === null || until >= end) {
      stretches.push({ from, until: Number.POSITIVE_INFINITY, offset });
      return stretches;
    }
    stretches.push({ from, until, offset });
    from = until;
    at = next;
  }
}
