/**
 * The regression side of images: how long an image rests in one ring before the next one takes it, and how young the
 * youngest patch in it is. The first image with a patch is the only one that counts: later ones rest as well, and are of
 * patches of their own.
 */
import type { Instant, Minutes } from "../time";
import type { Horizon } from "./allowance";
import { nextSuperseding, type Route } from "./landing";
import { approvedAt, lastApprovedBy, readings } from "./rest";
import { lowerBound } from "./runs";

export interface ImageRest {
  /** From the finish of the last stop but one, be it the build, to the start of the last. */
  readonly shortest: Minutes | "never";
  /** Age of the youngest patch when the last ring takes it. */
  readonly youngest: Minutes | "never";
}

/**
 * Over every release and reading, and whichever of two starts each window's runs take: what is built next is built from
 * the youngest patches when they are released as late as its start allows.
 */
export function imageRest(route: Route, horizon: Horizon): ImageRest {
  let [shortest, youngest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [builds = none, ...rings] of choices([route, ...route.legs])) {
    forEachImage(builds, route, horizon, (release, start) => {
      const passage = passageOf(route, rings, start);
      if (passage === undefined) return;
      shortest = Math.min(shortest, passage.start - passage.ready);
      youngest = Math.min(youngest, passage.start - release);
    });
  }
  return { shortest: finite(shortest), youngest: finite(youngest) };
}

const none = new Int32Array(0);

/** Each window's service takes always the first or always the second of two starts: clocks go back once a year. */
function choices(stops: readonly Pick<Route, "runs">[]): readonly (readonly Int32Array[])[] {
  return stops.reduce<readonly (readonly Int32Array[])[]>(
    (found, { runs }) => found.flatMap((one) => runs.services().map((starts) => [...one, starts])),
    [[]],
  );
}

/** Each build that is the first to have some release of the horizon in it, with the last of those releases. */
function forEachImage(
  builds: Int32Array,
  { delayDays, supersedings }: Route,
  { from, until }: Horizon,
  visit: (release: Instant, start: Instant) => void,
): void {
  for (const reading of readings) {
    let before = Number.NEGATIVE_INFINITY;
    for (const start of builds) {
      const release = Math.min(until, lastApprovedBy(start, delayDays, reading));
      const isFirst = approvedAt(release, delayDays, reading) > before;
      before = start;
      if (release < from || !isFirst) continue;
      if (start <= nextSuperseding(supersedings, release)) visit(release, start);
    }
  }
}

interface Passage {
  /** Finish of the stop before the last ring. */
  readonly ready: Instant;
  readonly start: Instant;
}

function passageOf(
  { finishAfter, legs }: Route,
  rings: readonly Int32Array[],
  build: Instant,
): Passage | undefined {
  let [ready, start, finish] = [build, build, build + finishAfter];
  let index = 0;
  for (const leg of legs) {
    const starts = rings[index++] ?? none;
    const next = starts[lowerBound(starts, finish + leg.rest)];
    if (next === undefined) return undefined;
    [ready, start, finish] = [finish, next, next + leg.finishAfter];
  }
  return { ready, start };
}

function finite(minutes: number): Minutes | "never" {
  return minutes === Number.POSITIVE_INFINITY ? "never" : minutes;
}
