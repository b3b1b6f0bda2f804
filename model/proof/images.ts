/**
 * Machines that images replace: what is built in the image window is handed on from ring to ring. A ring takes the newest
 * image that the ring before has rested with, and an image has all that the one before it had: so a patch reaches each
 * ring with the first image that has it, or with a later one.
 */

import { remembered, rememberedOf } from "../memo";
import type { PlannedGroup, PlannedRing, PlannedWindow, RingSystem } from "../plan";
import { isDeployed } from "../strategy/kinds";
import type { Minutes } from "../time";
import type { ProofContext } from "./context";
import type { Leg, Route } from "./landing";
import { ringFinish } from "./runs";

/** A ring on the way of an image, or of a list, and how long the patch rests before it. */
export interface RingStop {
  readonly ring: PlannedRing;
  readonly system: RingSystem;
  readonly rest: Minutes;
}

/** The way of an image to a ring. */
export interface ImageWay {
  readonly image: PlannedWindow;
  /** In the order in which the image travels; the last one is the ring. */
  readonly stops: readonly [RingStop, ...RingStop[]];
}

/** Why nothing of this release brings a group its patches as its strategy says, if nothing does. */
export function undeployedReason({ strategy }: PlannedGroup): string | undefined {
  return strategy === undefined || isDeployed(strategy.kind)
    ? undefined
    : `strategy ${strategy.kind} is not deployed by this release`;
}

/** Runs in place say nothing of machines that are replaced: without an image window nothing says when those have a patch. */
export function unknownReason(group: PlannedGroup): string | undefined {
  const undeployed = undeployedReason(group);
  return undeployed === undefined || group.strategy?.image !== undefined
    ? undefined
    : `${undeployed}, so it is unknown when its machines have a patch`;
}

/** Nothing where machines are patched in place. The image rests in the nearest ring before with the same system. */
export function imageWay(
  { strategy, rings }: PlannedGroup,
  ring: PlannedRing,
  system: RingSystem,
): ImageWay | undefined {
  const image = strategy?.image;
  if (image === undefined) return undefined;
  const before = rings.slice(0, rings.indexOf(ring)).flatMap((one): readonly Passage[] => {
    const same = one.systems.find(
      (other) => other.system === system.system && other.cloud === system.cloud,
    );
    return same === undefined ? [] : [{ ring: one, system: same }];
  });
  const [first, ...others] = [...before, { ring, system }] as const;
  if (first === undefined) return undefined;
  return {
    image,
    stops: [{ ...first, rest: 0 }, ...others.map((one) => ({ ...one, rest: one.ring.soak }))],
  };
}

type Passage = Omit<RingStop, "rest">;

/** The route by which images are built or a first ring is patched, handed on from stop to stop. */
export function handedOn(
  built: Route,
  group: PlannedGroup,
  stops: readonly RingStop[],
  context: ProofContext,
): Route {
  let route = built;
  for (const { ring, system, rest } of stops) {
    const runs = context.runs(ring.window, group).value;
    const finish = ringFinish(ring, system.cloud);
    route = legged(route, { runs, finishAfter: finish, rest }, context);
  }
  return route;
}

/** Equal ways are one object, so that each is swept once. */
function legged(route: Route, leg: Leg, { known }: ProofContext): Route {
  const ofRoute = rememberedOf(known.onward, route, () => new WeakMap());
  const ofRuns = rememberedOf(ofRoute, leg.runs, () => new Map<string, Route>());
  return remembered(ofRuns, `${leg.finishAfter} ${leg.rest}`, () => ({
    ...route,
    legs: [...route.legs, leg],
  }));
}
