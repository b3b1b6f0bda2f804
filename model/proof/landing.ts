/** Where a patch lands by the routine windows, as a function of its release: constant between a few instants. */
import { occurrences } from "../calendar";
import type { Schedule } from "../schedule";
import type { Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";
import type { Allowance, Horizon } from "./allowance";
import { approvedAt, firstApprovedAfter } from "./rest";
import { type AdmissibleRuns, lowerBound } from "./runs";
import { latenessOf, survivedLosses, type Travel, type WorstCases, worstCases } from "./worst";

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
 * is the worst that so many losses can do. Runs before `since` are past.
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
    if (first + left < beyond) return landed(route, since, patch, first + left);
    if (next === Number.POSITIVE_INFINITY) return "never";
    left -= Math.max(0, beyond - first);
    counted = beyond;
    patch = next;
  }
  return "never";
}

function landed(
  { runs, finishAfter }: Route,
  since: Instant,
  patch: Instant,
  run: number,
): Landing | "never" {
  const finish = (runs.lateStarts[run] ?? 0) + finishAfter;
  return finish - since > longestWait ? "never" : { run, patch, finish };
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
function firstRunAfter(starts: Int32Array, superseded: number): number {
  return superseded === Number.POSITIVE_INFINITY
    ? starts.length
    : lowerBound(starts, superseded + 1);
}

/** When an update released at an instant is replaced by the next cumulative one; infinity for never. */
export function nextSuperseding(supersedings: Int32Array, patch: Instant): number {
  if (supersedings.length === 0) return Number.POSITIVE_INFINITY;
  return supersedings[lowerBound(supersedings, patch + 1)] ?? Number.POSITIVE_INFINITY;
}

export interface RoutineTravel extends Travel {
  /** Landing of a release in a stretch when that many runs are lost. */
  landingAfter(release: Instant, stretch: number, losses: number): number;
}

/** How the releases of a horizon travel by routine runs. */
export function routineTravel(route: Route, { from, until }: Horizon): RoutineTravel {
  const changes = changesOf(route, from, until);
  // Within a stretch the finish is one instant; whether anybody waits for it depends on the release.
  const finishAfterLosses = finishesAfterLosses(route, changes);
  const finishes = new Float64Array(changes.length);
  for (let stretch = 0; stretch < finishes.length; stretch++) {
    finishes[stretch] = finishAfterLosses(stretch, 0);
  }
  return {
    changes,
    landing: (release, stretch) => awaited(release, finishes[stretch] ?? Number.POSITIVE_INFINITY),
    landingAfter: (release, stretch, losses) =>
      awaited(release, finishAfterLosses(stretch, losses)),
  };
}

/** A finish that nobody waits for is none. */
function awaited(release: Instant, finish: number): number {
  return finish - release > longestWait ? Number.POSITIVE_INFINITY : finish;
}

/** Releases at which the landing may change, in order. */
function changesOf(
  { runs: { starts }, delayDays, supersedings }: Route,
  from: Instant,
  until: Instant,
): Int32Array {
  const changes = new Int32Array(1 + starts.length + supersedings.length);
  changes[0] = from;
  let [count, next] = [1, lowerBound(supersedings, from)];
  for (const start of starts) {
    const change = firstApprovedAfter(start, delayDays, "nextMinute");
    if (change < from) continue;
    for (; (supersedings[next] ?? until) < Math.min(change, until); next++) {
      changes[count++] = supersedings[next] ?? 0;
    }
    if (change > until) break;
    changes[count++] = change;
  }
  for (; (supersedings[next] ?? Number.POSITIVE_INFINITY) <= until; next++) {
    changes[count++] = supersedings[next] ?? 0;
  }
  return changes.slice(0, count);
}

/** Indices of runs, found once for each stretch and each superseding: the proof's innermost loop searches for nothing. */
interface RunTables {
  /** By stretch: the first run, and the next superseding. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  /** By superseding: the first run that installs what supersedes, and the first run after it. */
  readonly firstOf: Int32Array;
  /** Of no superseding: the end of all runs. */
  readonly beyond: Int32Array;
}

/** The finish of `landingOf` for releases of known stretches, however long they wait for it. */
function finishesAfterLosses(
  route: Route,
  changes: Int32Array,
): (stretch: number, losses: number) => number {
  const { runs, supersedings, finishAfter } = route;
  const firstRuns = (releases: Int32Array): Int32Array =>
    lowerBounds(runs.starts, releases, (release) =>
      approvedAt(release, route.delayDays, "nextMinute"),
    );
  const tables: RunTables = {
    first: firstRuns(changes),
    next: lowerBounds(supersedings, changes, (release) => release + 1),
    firstOf: firstRuns(supersedings),
    beyond: Int32Array.from([
      ...supersedings.map((next) => firstRunAfter(runs.starts, next)),
      runs.starts.length,
    ]),
  };
  return (stretch, losses) => {
    const run = runAfterLosses(tables, stretch, losses);
    return run < 0 ? Number.POSITIVE_INFINITY : (runs.lateStarts[run] ?? 0) + finishAfter;
  };
}

/** `lowerBound` of what is wanted for each release, which grows with it: one walk along both. */
function lowerBounds(
  values: Int32Array,
  releases: Int32Array,
  wanted: (release: Instant) => number,
): Int32Array {
  let index = 0;
  return releases.map((release) => {
    const least = wanted(release);
    while ((values[index] ?? Number.POSITIVE_INFINITY) < least) index++;
    return index;
  });
}

/** −1 for never. */
function runAfterLosses(tables: RunTables, stretch: number, losses: number): number {
  let first = tables.first[stretch] ?? 0;
  let next = tables.next[stretch] ?? 0;
  let left = losses;
  for (let step = 0; step <= mostSupersedings; step++) {
    const beyond = tables.beyond[next] ?? 0;
    if (first + left < beyond) return first + left;
    if (next >= tables.firstOf.length) return -1;
    left -= Math.max(0, beyond - first);
    first = Math.max(beyond, tables.firstOf[next] ?? 0);
    next += 1;
  }
  return -1;
}

/** The worst releases of a route; `travel` is the route's own and may serve many allowances. */
export function worstOfRoute(travel: RoutineTravel, allowance: Allowance): WorstCases {
  const worst = worstCases(travel, allowance);
  const isLate = latenessOf(worst.lateness) > 0;
  const survives = isLate ? -1 : survivedLosses(travel.changes, allowance, travel.landingAfter);
  return { ...worst, survives };
}
