/** Where a patch lands by the routine windows, as a function of its release: constant between a few instants. */
import { occurrences } from "../calendar";
import type { Schedule } from "../schedule";
import type { Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";
import { approvedAt } from "./rest";
import { type AdmissibleRuns, lowerBound } from "./runs";

/** A patch that has not landed after this is taken never to land. */
export const longestWait: Minutes = 400 * minutesPerDay;
/** Monthly updates that may supersede one another before a patch counts as starved. */
export const mostSupersedings = 12;

/** The way of a patch through one calendar. */
export interface Route {
  readonly runs: AdmissibleRuns;
  /** Minutes from a run's start to its finish. */
  readonly finishAfter: Minutes;
  readonly delayDays: number;
  /** Instants at which a new cumulative update replaces the one before; none where updates stand alone. */
  readonly supersedings: Int32Array;
  /** Where its runs build images: the rings that hand them on. None where they patch in place. */
  readonly legs: readonly Leg[];
}

/** A ring whose runs bring machines up from the newest image that has rested where it came from. */
export interface Leg {
  readonly runs: AdmissibleRuns;
  readonly finishAfter: Minutes;
  /** Minutes after the finish of the stop before. */
  readonly rest: Minutes;
}

/** One run that hands a patch on. */
export interface Stop {
  readonly run: number;
  readonly finish: Instant;
}

export interface Landing {
  /** Index of the run that installs it, be it into an image. */
  readonly run: number;
  /** Release of the update that is installed: the patch itself, or the one that superseded it. */
  readonly patch: Instant;
  /** Of the last stop, else of the run. */
  readonly finish: Instant;
  /** By leg. */
  readonly stops: readonly Stop[];
}

/** Microsoft's monthly updates: the second Tuesday at 10:00 in Los Angeles. */
export function patchTuesdays(from: Instant, until: Instant): Int32Array {
  const at = { hour: 10, minute: 0 };
  const schedule: Schedule = {
    kind: "monthlyWeekday",
    ordinal: 2,
    weekday: "tuesday",
    offsetDays: 0,
    at,
  };
  const releases = occurrences(schedule, "America/Los_Angeles", from, until);
  return Int32Array.from(releases, ({ start }) => start);
}

/**
 * Where a patch released at an instant lands when the first `losses` runs that would install it are lost, which
 * is the worst that so many losses can do, and on each leg as many of those that would hand it on. Runs before `since`
 * are past.
 */
export function landingOf(
  route: Route,
  release: Instant,
  losses = 0,
  since = release,
): Landing | "never" {
  let patch = since === release ? release : patchAt(route, release, since);
  let left = losses;
  let counted = since === release ? 0 : lowerBound(route.runs.starts, since);
  for (let step = 0; step <= mostSupersedings; step++) {
    // A run in the very minute of a superseding installs the old update or the new one, but is one run.
    const first = Math.max(counted, firstRun(route, patch));
    const next = nextSuperseding(route.supersedings, patch);
    const beyond = firstRunAfter(route.runs.starts, next);
    if (first + left < beyond) return landed(route, since, patch, first + left, losses);
    if (next === Number.POSITIVE_INFINITY) return "never";
    left -= Math.max(0, beyond - first);
    counted = beyond;
    patch = next;
  }
  return "never";
}

function landed(
  { runs, finishAfter, legs }: Route,
  since: Instant,
  patch: Instant,
  run: number,
  losses: number,
): Landing | "never" {
  const stops: Stop[] = [];
  let finish = (runs.lateStarts[run] ?? 0) + finishAfter;
  for (const leg of legs) {
    const stop = lowerBound(leg.runs.starts, finish + leg.rest) + losses;
    const start = leg.runs.lateStarts[stop];
    if (start === undefined) return "never";
    finish = start + leg.finishAfter;
    stops.push({ run: stop, finish });
  }
  return finish - since > longestWait ? "never" : { run, patch, finish, stops };
}

/** The update that stands for a released one at a later instant: itself, or the last that superseded it by then. */
function patchAt({ supersedings }: Route, release: Instant, since: Instant): Instant {
  return Math.max(release, supersedings[lowerBound(supersedings, since) - 1] ?? release);
}

/** Index of the first run that is sure to install an update released at an instant, however often superseded. */
function firstRun({ runs, delayDays }: Route, patch: Instant): number {
  return lowerBound(runs.starts, approvedAt(patch, delayDays, "nextMinute"));
}

/** Index of the first run that starts after an update is superseded. */
export function firstRunAfter(starts: Int32Array, superseded: number): number {
  return superseded === Number.POSITIVE_INFINITY
    ? starts.length
    : lowerBound(starts, superseded + 1);
}

/** When an update released at an instant is replaced by the next cumulative one; infinity for never. */
export function nextSuperseding(supersedings: Int32Array, patch: Instant): number {
  if (supersedings.length === 0) return Number.POSITIVE_INFINITY;
  return supersedings[lowerBound(supersedings, patch + 1)] ?? Number.POSITIVE_INFINITY;
}
