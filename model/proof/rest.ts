/**
 * How long a patch rests between two rings, at the least, over every release instant. AWS documents two
 * readings of an approval delay, "the same UTC day counts" and "after exactly d days"; a rest counts only
 * when it is kept under each of them. A vendor reads its own words alike in both rings, so that each counts for both.
 */
import type { Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";
import { type AdmissibleRuns, lowerBound } from "./runs";

/**
 * When a patch released at `t` is approved with a delay of `d > 0` days: `exactly` at t + d·24 h, `nextMinute`
 * one minute later (releases lie inside a minute), `utcDay` at 00:00 UTC of the d-th day. Always `t` for d = 0.
 */
export const readings = ["exactly", "nextMinute", "utcDay"] as const;
export type Reading = (typeof readings)[number];

export interface RingRuns {
  readonly runs: AdmissibleRuns;
  readonly delayDays: number;
}

export interface EarlierRing extends RingRuns {
  /** Minutes from a run's start to its finish. */
  readonly finishAfter: Minutes;
}

export function approvedAt(release: Instant, days: number, reading: Reading): Instant {
  if (days === 0) return release;
  if (reading === "utcDay") return startOfUtcDay(release) + days * minutesPerDay;
  return release + days * minutesPerDay + (reading === "nextMinute" ? 1 : 0);
}

/** The earliest release that is approved only after an instant. */
export function firstApprovedAfter(after: Instant, days: number, reading: Reading): Instant {
  if (days === 0) return after + 1;
  const base = after - days * minutesPerDay;
  if (reading === "utcDay") return startOfUtcDay(base) + minutesPerDay;
  return reading === "nextMinute" ? base : base + 1;
}

/** The last release that a reading approves by an instant. */
export function lastApprovedBy(instant: Instant, days: number, reading: Reading): Instant {
  return firstApprovedAfter(instant, days, reading) - 1;
}

export function startOfUtcDay(instant: Instant): Instant {
  return Math.floor(instant / minutesPerDay) * minutesPerDay;
}

/**
 * For each run of the earlier ring that releases in `[from, until]` can reach: the first release that does, and the
 * run's finish. Called back and not collected: 28 years of daily runs go through here for every pair of rings.
 */
export function forEachFirstRelease(
  { runs: { starts, lateStarts }, delayDays, finishAfter }: EarlierRing,
  [from, until]: readonly [from: Instant, until: Instant],
  reading: Reading,
  visit: (release: Instant, finish: Instant) => void,
): void {
  const byDay = reading === "utcDay" && delayDays > 0;
  const wait = approvedAt(0, delayDays, reading);
  let run = lowerBound(starts, approvedAt(from, delayDays, reading));
  let release = from;
  // As `firstApprovedAfter` says it, without asking it for every run.
  for (; run < starts.length && release <= until; run++) {
    visit(release, (lateStarts[run] ?? 0) + finishAfter);
    const after = (starts[run] ?? 0) - wait;
    release = byDay ? startOfUtcDay(after) + minutesPerDay : after + 1;
  }
}

/** The earliest that a ring can start with a patch approved at an instant. */
export function earliestStart(
  { possibleStarts }: AdmissibleRuns,
  approved: Instant,
): Instant | "never" {
  return possibleStarts[lowerBound(possibleStarts, approved)] ?? "never";
}

/** The smallest delay of the later ring, in whole days, with which every patch rests at least `soak`. */
export function smallestRestingDelay(
  earlier: EarlierRing,
  { possibleStarts }: AdmissibleRuns,
  soak: Minutes,
  from: Instant,
  until: Instant,
): number {
  let days = 0;
  for (const reading of readings) {
    const first = firstDecisive(reading, earlier.delayDays, from, until);
    if (first === undefined) continue;
    let next = 0;
    forEachFirstRelease(earlier, [first, until], reading, (release, finish) => {
      // Finishes come in order, but for two starts in one change of the clock.
      while (next > 0 && (possibleStarts[next - 1] ?? 0) >= finish + soak) next--;
      while ((possibleStarts[next] ?? Number.POSITIVE_INFINITY) < finish + soak) next++;
      const tooEarly = possibleStarts[next - 1];
      if (tooEarly === undefined || approvedAt(release, days, reading) > tooEarly) return;
      days = daysBeyond(release, tooEarly, reading);
    });
  }
  return days;
}

/**
 * The first release that a reading can ask more of than the others do, if there is one. An earlier ring without a delay
 * has the same releases in each, and `utcDay` approves them first in the later ring. With a delay, `exactly` has each
 * release no later than `utcDay`, from a midnight on. `nextMinute` has it a minute earlier and approves it a minute later,
 * which is nothing new but for the last release of all: there `exactly` is beyond the horizon.
 */
export function firstDecisive(
  reading: Reading,
  earlierDays: number,
  from: Instant,
  until: Instant,
): Instant | undefined {
  if (earlierDays === 0) return reading === "utcDay" ? from : undefined;
  if (reading === "nextMinute") return until;
  return reading === "utcDay" && from === startOfUtcDay(from) ? undefined : from;
}

/** The smallest delay, at least one day, that approves a release only after an instant. */
function daysBeyond(release: Instant, instant: Instant, reading: Reading): number {
  let days = Math.max(1, Math.floor((instant - release) / minutesPerDay));
  while (approvedAt(release, days, reading) <= instant) days++;
  return days;
}
