/** The regression side of the proof: how long patches rest between rings, and how young the youngest one is. */
import type { Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";
import type { Horizon } from "./allowance";
import { nextSuperseding } from "./landing";
import {
  approvedAt,
  type EarlierRing,
  earliestStart,
  forEachFirstRelease,
  type Reading,
  type RingRuns,
  readings,
  startOfUtcDay,
} from "./rest";
import { lowerBound } from "./runs";

/**
 * The shortest time from the earlier ring's finish to the later one's start with the same patch, over every release
 * and reading; negative when the later ring starts first. A patch that is superseded by then does not count.
 */
export function shortestRest(
  earlier: EarlierRing,
  later: RingRuns,
  horizon: Horizon,
  supersedings: Int32Array,
): Minutes | "never" {
  let shortest = Number.POSITIVE_INFINITY;
  for (const reading of readings) {
    forEachRelease(earlier, horizon, reading, supersedings, (release, finish) => {
      const start = earliestStart(later.runs, approvedAt(release, later.delayDays, reading));
      if (start === "never" || start > nextSuperseding(supersedings, release)) return;
      shortest = Math.min(shortest, start - finish);
    });
  }
  return shortest === Number.POSITIVE_INFINITY ? "never" : shortest;
}

/** Later releases only start later, so the first one of each run of the earlier ring and after each superseding will do. */
function forEachRelease(
  earlier: EarlierRing,
  { from, until }: Horizon,
  reading: Reading,
  supersedings: Int32Array,
  visit: (release: Instant, finish: Instant) => void,
): void {
  forEachFirstRelease(earlier, [from, until], reading, visit);
  const { starts, lateStarts } = earlier.runs;
  for (const release of supersedings) {
    const run = lowerBound(starts, approvedAt(release, earlier.delayDays, reading));
    const lateStart = lateStarts[run];
    if (lateStart === undefined || release < from || release > until) continue;
    visit(release, lateStart + earlier.finishAfter);
  }
}

/** The age of the youngest patch that a ring can install, over every release and reading. */
export function youngestPatch(
  { runs, delayDays }: RingRuns,
  { from, until }: Horizon,
  supersedings: Int32Array,
): Minutes | "never" {
  let youngest = Number.POSITIVE_INFINITY;
  for (const start of runs.possibleStarts) {
    for (const reading of readings) {
      const release = Math.min(until, lastApprovedBy(start, delayDays, reading));
      if (release < from || start > nextSuperseding(supersedings, release)) continue;
      youngest = Math.min(youngest, start - release);
    }
  }
  return youngest === Number.POSITIVE_INFINITY ? "never" : youngest;
}

/** The last release that is approved at an instant. */
function lastApprovedBy(instant: Instant, days: number, reading: Reading): Instant {
  if (days === 0) return instant;
  const release = instant - days * minutesPerDay;
  if (reading === "utcDay") return startOfUtcDay(release) + minutesPerDay - 1;
  return reading === "nextMinute" ? release - 1 : release;
}
