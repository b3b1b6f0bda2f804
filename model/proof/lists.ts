/**
 * Rings that install from promotion lists: a run takes what the ring before has had for the soak when it starts. The list
 * is made patch by patch, so that a patch lands with the first run after its own rest.
 */
import type { PlannedGroup, PlannedRing, RingSystem } from "../plan";
import { closeMinutes } from "../promotionLists";
import { restBefore } from "../restBefore";
import type { Instant, Minutes } from "../time";
import type { Horizon } from "./allowance";
import type { RingStop } from "./images";
import { landingOf, type Route } from "./landing";
import { type AdmissibleRuns, lowerBound } from "./runs";

/** The way of a patch to a ring that installs from a list. */
export interface ListWay {
  /** The ring that installs what its baseline approves, where the way begins. */
  readonly first: PlannedRing;
  /** The rings after it, in order; the last one is the ring. Rests are the soaks alone. */
  readonly stops: readonly RingStop[];
}

/** Nothing where a ring installs what its baseline approves. */
export function listWay(
  group: PlannedGroup,
  ring: PlannedRing,
  system: RingSystem,
): ListWay | undefined {
  if (system.soakKept !== "list") return undefined;
  const earlier = group.rings.slice(0, group.rings.indexOf(ring));
  const before = restBefore(group, earlier, ring.soak, system);
  if (before?.system === undefined) return undefined;
  const way = listWay(group, before.ring, before.system);
  return {
    first: way?.first ?? before.ring,
    stops: [...(way?.stops ?? []), { ring, system, rest: ring.soak }],
  };
}

/** What is sure to be on the list: a ring's close may tell a while later what its run has installed. */
export function onceClosed(stops: readonly RingStop[]): readonly RingStop[] {
  return stops.map((stop) => ({ ...stop, rest: stop.rest + closeMinutes }));
}

interface Finishing {
  readonly runs: AdmissibleRuns;
  /** Minutes from a run's start to its finish. */
  readonly finishAfter: Minutes;
}

/**
 * The shortest time from a run of the ring before to the first run after it that may install the same patch, over every
 * run that can be the first with a release of the horizon: a close that comes late makes any of them the one that counts.
 */
export function shortestListRest(
  { runs, finishAfter }: Finishing,
  later: AdmissibleRuns,
  soak: Minutes,
  horizon: Horizon,
): Minutes | "never" {
  const rests = runs.services().flatMap((starts) => {
    const finishes = firstRuns(starts, horizon).map((start) => start + finishAfter);
    return later.services().map((laterStarts) => shortestAfter(finishes, laterStarts, soak));
  });
  const shortest = Math.min(...rests);
  return shortest === Number.POSITIVE_INFINITY ? "never" : shortest;
}

/** The run that brings a ring what is released last: in a ring with a list it starts long after the release. */
export function lastStart(route: Route, release: Instant): Instant {
  const landing = landingOf(route, release);
  if (landing === "never") return release;
  const { runs } = route.legs.at(-1) ?? route;
  return runs.starts[landing.stops.at(-1)?.run ?? landing.run] ?? release;
}

/** Runs that are the first for some release of the horizon. */
function firstRuns(starts: Int32Array, { from, until }: Horizon): Int32Array {
  // The last one is the first that starts at the horizon's end or after it.
  return starts.subarray(lowerBound(starts, from), lowerBound(starts, until) + 1);
}

function shortestAfter(finishes: Int32Array, starts: Int32Array, soak: Minutes): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const finish of finishes) {
    const next = starts[lowerBound(starts, finish + soak)];
    if (next !== undefined) shortest = Math.min(shortest, next - finish);
  }
  return shortest;
}

/** What the proof takes for granted of lists. */
export function listAssumptions(rings: readonly PlannedRing[]): readonly string[] {
  const isListed = rings.some(({ systems }) => systems.some(({ soakKept }) => soakKept === "list"));
  return isListed
    ? [
        `Where a ring installs from promotion lists, the close of the ring before tells within ${closeMinutes} minutes what its run has installed.`,
        "A list names one version of a package; what repositories have replaced by then rests anew with its newer version.",
      ]
    : [];
}
