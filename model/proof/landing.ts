/** Where a patch lands by the routine windows, as a function of its release: constant between a few instants. */
import { occurrences } from "../calendar";
import type { Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";
import type { Horizon } from "./allowance";
import { approvedAt, firstApprovedAfter } from "./rest";
import { type AdmissibleRuns, lowerBound } from "./runs";
import type { Travel } from "./worst";

/** A patch that has not landed after this is taken never to land. */
export const longestWait: Minutes = 400 * minutesPerDay;
/** Monthly updates that may supersede one another before a patch counts as starved. */
const mostSupersedings = 12;

/** The way of a patch through one calendar. */
export interface Route {
  readonly runs: AdmissibleRuns;
  /** Minutes from a run's start to its finish. */
  readonly finishAfter: Minutes;
  readonly delayDays: number;
  /** Instants at which a new cumulative update replaces the one before; none where updates stand alone. */
  readonly supersedings: Int32Array;
}

export interface Landing {
  /** Index of the run that installs it. */
  readonly run: number;
  /** Release of the update that is installed: the patch itself, or the one that superseded it. */
  readonly patch: Instant;
  readonly finish: Instant;
}

/** Microsoft's monthly updates: the second Tuesday at 10:00 in Los Angeles. */
export function patchTuesdays(from: Instant, until: Instant): Int32Array {
  const at = { hour: 10, minute: 0 };
  const schedule = {
    kind: "monthlyWeekday",
    ordinal: 2,
    weekday: "tuesday",
    offsetDays: 0,
    at,
  } as const;
  return Int32Array.from(
    occurrences(schedule, "America/Los_Angeles", from, until).map(({ start }) => start),
  );
}

/** Where a patch released at an instant lands, or `never`. */
export function landingOf(route: Route, release: Instant): Landing | "never" {
  let patch = release;
  for (let step = 0; step <= mostSupersedings; step++) {
    const run = firstRun(route, patch);
    const start = route.runs.starts[run];
    if (start === undefined) return "never";
    const next = nextSuperseding(route.supersedings, patch);
    if (start <= next) {
      const finish = finishOf(route, run);
      return finish - release > longestWait ? "never" : { run, patch, finish };
    }
    patch = next;
  }
  return "never";
}

/**
 * The largest number of runs that the ring may lose with a patch still landing by `due`; −1 when it is late
 * anyway. Losing the earliest runs that would install it is the worst there is.
 */
function survivesAt(route: Route, release: Instant, due: Instant): number {
  const limit = Math.min(due, release + longestWait);
  const { starts, lateStarts } = route.runs;
  const inTime = lowerBound(lateStarts, limit - route.finishAfter + 1) - 1;
  let patch = release;
  let served = 0;
  for (let step = 0; step <= mostSupersedings; step++) {
    const next = nextSuperseding(route.supersedings, patch);
    const last =
      next === Number.POSITIVE_INFINITY ? starts.length : lowerBound(starts, next + 1) - 1;
    served += Math.max(0, Math.min(last, inTime) - firstRun(route, patch) + 1);
    if (inTime < last) break;
    patch = next;
  }
  return served - 1;
}

/** How releases of the horizon travel by routine runs. */
export function routineTravel(route: Route, { from, until }: Horizon): Travel {
  const changes = [from];
  for (const start of route.runs.starts) {
    changes.push(firstApprovedAfter(start, route.delayDays, "nextMinute"));
  }
  changes.push(...route.supersedings);
  const inside = changes.filter((change) => change >= from && change <= until);
  return {
    changes: Int32Array.from(inside).sort(),
    landing: (release) => {
      const landing = landingOf(route, release);
      return landing === "never" ? "never" : landing.finish;
    },
    survives: (release, due) => survivesAt(route, release, due),
  };
}

/** Index of the first run that is sure to install an update released at an instant, however often superseded. */
function firstRun({ runs, delayDays }: Route, patch: Instant): number {
  return lowerBound(runs.starts, approvedAt(patch, delayDays, "nextMinute"));
}

/** When an update released at an instant is replaced by the next cumulative one. */
export function nextSuperseding(supersedings: Int32Array, patch: Instant): number {
  return supersedings[lowerBound(supersedings, patch + 1)] ?? Number.POSITIVE_INFINITY;
}

function finishOf({ runs, finishAfter }: Route, run: number): Instant {
  return (runs.lateStarts[run] ?? 0) + finishAfter;
}
