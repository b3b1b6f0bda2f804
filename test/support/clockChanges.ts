/** The changes of zones' clocks in the years that renderings are compared in. */
import { Temporal } from "temporal-polyfill";

/** Samoa left out the 30th of December 2011: iCalendar has no words for a start in a day that does not exist. */
export const firstTried = "2012-01-01";
export const lastTried = "2045-12-31";
/** So many days before a change a case starts at the earliest, to start at one. */
export const daysBefore = 6;

export interface ClockChange {
  readonly day: Temporal.PlainDate;
  /** The local time from which on clocks skip some, or show some twice. */
  readonly from: Temporal.PlainTime;
}

const known = new Map<string, readonly ClockChange[]>();

export function changesOf(zone: string): readonly ClockChange[] {
  const found = known.get(zone) ?? findChanges(zone);
  known.set(zone, found);
  return found;
}

function findChanges(zone: string): readonly ClockChange[] {
  const found: ClockChange[] = [];
  const until = Temporal.PlainDate.from(lastTried).toZonedDateTime(zone).epochMilliseconds;
  let at = Temporal.PlainDate.from(firstTried).toZonedDateTime(zone).getTimeZoneTransition("next");
  while (at !== null && at.epochMilliseconds < until) {
    const before = at.subtract({ nanoseconds: 1 });
    const forward = Math.max(0, at.offsetNanoseconds - before.offsetNanoseconds);
    const local = at.toPlainDateTime().subtract({ nanoseconds: forward });
    found.push({ day: local.toPlainDate(), from: local.toPlainTime() });
    at = at.getTimeZoneTransition("next");
  }
  return found;
}

/** Whether the clocks of a zone change on one of the days from the given one on. */
export function isAtChange({ zone, from }: { readonly zone: string; readonly from: string }) {
  const first = Temporal.PlainDate.from(from);
  return changesOf(zone).some(({ day }) => {
    const { days } = first.until(day, { largestUnit: "days" });
    return days >= 0 && days <= daysBefore;
  });
}
