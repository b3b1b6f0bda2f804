/** The regression side of the proof: how long patches rest between rings, and how young the youngest one is. */
import { type Instant, type Minutes, minutesPerDay } from "../time";
import type { Horizon } from "./allowance";
import { nextSuperseding } from "./landing";
import {
  approvedAt,
  type EarlierRing,
  earliestStart,
  firstDecisive,
  forEachFirstRelease,
  type Reading,
  type RingRuns,
  readings,
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
    const { delayDays } = later;
    const visit = (release: Instant, finish: Instant): void => {
      const start = earliestStart(later.runs, approvedAt(release, delayDays, reading));
      if (start === "never" || start > nextSuperseding(supersedings, release)) return;
      shortest = Math.min(shortest, start - finish);
    };
    const first = firstToVisit(reading, earlier, later, horizon);
    if (first !== undefined) {
      forEachFirstRelease(earlier, [first, horizon.until], reading, visit);
    }
    forEachSuperseding(earlier, horizon, reading, supersedings, visit);
  }
  return shortest === Number.POSITIVE_INFINITY ? "never" : shortest;
}

/**
 * Later releases only start later, so the first one of each run of the earlier ring and after each superseding will do,
 * from the first release that a reading is decisive for. A later ring without a delay starts with `nextMinute`'s
 * releases, which are the earliest, when they are released.
 */
function firstToVisit(
  reading: Reading,
  { delayDays }: EarlierRing,
  later: RingRuns,
  { from, until }: Horizon,
): Instant | undefined {
  const isEarliest = reading === "nextMinute" && delayDays > 0 && later.delayDays === 0;
  return isEarliest ? from : firstDecisive(reading, delayDays, from, until);
}

function forEachSuperseding(
  earlier: EarlierRing,
  { from, until }: Horizon,
  reading: Reading,
  supersedings: Int32Array,
  visit: (release: Instant, finish: Instant) => void,
): void {
  const { starts, lateStarts } = earlier.runs;
  for (const release of supersedings) {
    const run = lowerBound(starts, approvedAt(release, earlier.delayDays, reading));
    const lateStart = lateStarts[run];
    if (lateStart === undefined || release < from || release > until) continue;
    visit(release, lateStart + earlier.finishAfter);
  }
}

/**
 * The age of the youngest patch that a ring can install, over every release and reading: `utcDay` approves no release
 * later than another reading does, and a later one is younger and superseded later.
 */
export function youngestPatch(
  { runs, delayDays }: RingRuns,
  { from, until }: Horizon,
  supersedings: Int32Array,
): Minutes | "never" {
  let youngest = Number.POSITIVE_INFINITY;
  // As `lastApprovedBy` says it, without asking it for every run.
  const waited = (delayDays - 1) * minutesPerDay + 1;
  for (const start of runs.possibleStarts) {
    const age = delayDays === 0 ? 0 : (start % minutesPerDay) + waited;
    const release = Math.min(until, start - age);
    if (start - release >= youngest || release < from) continue;
    if (start <= nextSuperseding(supersedings, release)) youngest = start - release;
  }
  return youngest === Number.POSITIVE_INFINITY ? "never" : youngest;
}
