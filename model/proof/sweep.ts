/** One sweep over the releases of a horizon: the worst of them by a route, and how many lost runs they stand. */
import type { Instant, Minutes } from "../time";
import { type Allowance, type Horizon, noPromise } from "./allowance";
import { firstRunAfter, longestWait, mostSupersedings, type Route } from "./landing";
import { approvedAt, firstApprovedAfter } from "./rest";
import { lowerBound } from "./runs";
import {
  candidatesOf,
  countedOnce,
  latenessOf,
  type Travel,
  type WorstCases,
  worstCases,
} from "./worst";

export interface RoutineTravel extends Travel {
  readonly tables: RunTables;
  /** Losses that no release is late with when each may take so many minutes: with more minutes it is no later. */
  readonly stood: { readonly minutes: Minutes; readonly losses: number }[];
}

/** How the releases of a horizon travel by routine runs. */
export function routineTravel(route: Route, { from, until }: Horizon): RoutineTravel {
  const changes = changesOf(route, from, until);
  const tables = tablesOf(route, changes);
  // Within a stretch the finish is one instant; whether anybody waits for it depends on the release.
  const finishes = new Float64Array(changes.length);
  for (let stretch = 0; stretch < finishes.length; stretch++) {
    finishes[stretch] = finishAfterLosses(tables, stretch, 0);
  }
  return {
    changes,
    tables,
    stood: [],
    landing: (release, stretch) => awaited(release, finishes[stretch] ?? never),
  };
}

const never = Number.POSITIVE_INFINITY;

/** A finish that nobody waits for is none. */
function awaited(release: Instant, finish: number): number {
  return finish - release > longestWait ? never : finish;
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
  /** By run. */
  readonly finishes: Int32Array;
  readonly legs: readonly LegTable[];
}

interface LegTable {
  readonly starts: Int32Array;
  /** By run. */
  readonly finishes: Int32Array;
  readonly rest: Minutes;
}

function tablesOf(route: Route, changes: Int32Array): RunTables {
  const { runs, supersedings, legs } = route;
  const firstRuns = (releases: Int32Array): Int32Array =>
    lowerBounds(runs.starts, releases, (release) =>
      approvedAt(release, route.delayDays, "nextMinute"),
    );
  return {
    first: firstRuns(changes),
    next: lowerBounds(supersedings, changes, (release) => release + 1),
    firstOf: firstRuns(supersedings),
    beyond: Int32Array.from([
      ...supersedings.map((next) => firstRunAfter(runs.starts, next)),
      runs.starts.length,
    ]),
    finishes: finishesOf(route),
    legs: legs.map((leg) => ({
      starts: leg.runs.starts,
      finishes: finishesOf(leg),
      rest: leg.rest,
    })),
  };
}

function finishesOf({ runs, finishAfter }: Pick<Route, "runs" | "finishAfter">): Int32Array {
  return runs.lateStarts.map((start) => start + finishAfter);
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

/** The finish of `landingOf` for a release of a known stretch, however long it waits for it. */
function finishAfterLosses(tables: RunTables, stretch: number, losses: number): number {
  let finish = tables.finishes[runAfterLosses(tables, stretch, losses)] ?? never;
  for (const { starts, finishes, rest } of tables.legs) {
    finish = finishes[lowerBound(starts, finish + rest) + losses] ?? never;
  }
  return finish;
}

/** The run of `landingOf` for a release of a known stretch; −1 for never. */
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
  if (latenessOf(worst.lateness) > 0) return { ...worst, survives: () => -1 };
  return { ...worst, survives: countedOnce((most) => survivedLosses(travel, allowance, most)) };
}

/** The largest number of lost runs, up to one, with which no release is late, when none is. */
function survivedLosses(travel: RoutineTravel, allowance: Allowance, most: number): number {
  const { tables, changes, stood } = travel;
  const [only = 0] = allowance.minutes;
  const isOne = allowance.minutes.length === 1;
  if (isOne && stood.some(({ minutes, losses }) => minutes <= only && losses >= most)) return most;
  const candidates = candidatesOf(changes, allowance.from);
  const { releases, stretches } = candidates;
  let survives = most;
  // None is late when no run is lost, so that nothing is left to count then.
  for (let index = 0; index < releases.length && survives > 0; index++) {
    const allowed = allowance.minutes[stretches[index] ?? 0] ?? noPromise;
    if (allowed === noPromise) continue;
    const latest = (releases[index] ?? 0) + Math.min(allowed, longestWait);
    const change = candidates.changes[index] ?? 0;
    if (!isInTime(tables, change, survives, latest)) {
      survives = fewerLosses(tables, change, survives, latest);
    }
  }
  if (isOne) stood.push({ minutes: only, losses: survives });
  return survives;
}

function isInTime(tables: RunTables, change: number, losses: number, latest: Instant): boolean {
  return finishAfterLosses(tables, change, losses) <= latest;
}

/** The largest number of losses that is in time: some are too many, and none is in time. */
function fewerLosses(tables: RunTables, change: number, many: number, latest: Instant): number {
  let low = 0;
  let high = many;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isInTime(tables, change, middle, latest)) low = middle;
    else high = middle;
  }
  return low;
}
