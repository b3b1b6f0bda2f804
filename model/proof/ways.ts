/** The two ways of a patch to a ring: routine runs, and the out-of-cycle path. */
import { formatDuration } from "../duration";
import { once, remembered, rememberedOf } from "../memo";
import type {
  OutOfCyclePath,
  PatchClass,
  Plan,
  PlannedGroup,
  PlannedRing,
  RingSystem,
} from "../plan";
import { systemFacts } from "../systems";
import type { Minutes } from "../time";
import type { ProofContext } from "./context";
import { handedOn, type ImageWay, imageWay } from "./images";
import { type ApprovalDelay, approvalDelay } from "./kinds";
import type { Leg, Route } from "./landing";
import { listWay, onceClosed } from "./lists";
import type { EmergencyRoute } from "./outOfCycle";
import { type AdmissibleRuns, finishAfter, ringFinish } from "./runs";

/** What travels where. */
export interface Traveller {
  readonly group: PlannedGroup;
  readonly ring: PlannedRing;
  readonly system: RingSystem;
  readonly class: PatchClass;
}

export type Destination = Omit<Traveller, "class">;

export type RoutineWay =
  | { readonly route: Route; readonly ownDays: number }
  /** Why no run can serve it, whatever the release. */
  | { readonly never: string };

/** The way of each class of patch to a ring's system; classes with one delay share it. */
export function routineWays(
  { group, ring, system }: Destination,
  context: ProofContext,
): (patchClass: PatchClass) => RoutineWay {
  const capacity =
    system.cloud === "aws" ? capacityOfWay({ group, ring }, context.plan) : undefined;
  const images = imageWay(group, ring, system);
  // What keeps a soak in place delays no image: it rests itself. The first ring's delay keeps what a promotion asks.
  const approving = images?.stops[0].system ?? system;
  const known = new Map<string, RoutineWay>();
  const routes = new Map<number, Route>();
  return (patchClass) =>
    // Of an exploited class every severity counts.
    remembered(known, patchClass.exploited ? "exploited" : patchClass.severity, () => {
      const delay = delayOf(approving, patchClass, context);
      if ("never" in delay) return delay;
      if (capacity !== undefined) return { never: capacity };
      const route = remembered(routes, delay.days, () =>
        routeTo({ group, ring, system }, images, delay.days, context),
      );
      return { route, ownDays: delay.ownDays };
    });
}

/** Into the ring's machines, from its baseline or from a list, or into images that are handed on to it. */
export function routeTo(
  { group, ring, system }: Destination,
  images: ImageWay | undefined,
  days: number,
  context: ProofContext,
): Route {
  const lists = images === undefined ? listWay(group, ring, system) : undefined;
  const window = images?.image ?? lists?.first.window ?? ring.window;
  const finish =
    images === undefined
      ? ringFinish(lists?.first ?? ring, system.cloud)
      : finishAfter(window, system.cloud);
  const patched = routeOf(context.runs(window, group).value, finish, system, days, context);
  const stops = images?.stops ?? onceClosed(lists?.stops ?? []);
  return handedOn(patched, group, stops, context);
}

function delayOf(
  system: RingSystem,
  patchClass: PatchClass,
  { known, plan }: ProofContext,
): ApprovalDelay {
  const ofSystem = rememberedOf(known.delays, system, () => new Map<string, ApprovalDelay>());
  const key = patchClass.exploited ? "exploited" : patchClass.severity;
  return remembered(ofSystem, key, () => approvalDelay(system, patchClass, plan.severities));
}

function routeOf(
  runs: AdmissibleRuns,
  finish: Minutes,
  { system }: RingSystem,
  days: number,
  { known, patchTuesdays }: ProofContext,
): Route {
  const { cumulative } = systemFacts(system);
  const ofRuns = rememberedOf(known.routes, runs, () => new Map<string, Route>());
  // Clouds share a route where their runs end alike.
  return remembered(ofRuns, `${finish} ${days} ${cumulative}`, () => ({
    runs,
    finishAfter: finish,
    delayDays: days,
    supersedings: cumulative ? patchTuesdays : noSupersedings,
    legs: noLegs,
  }));
}

const noSupersedings = new Int32Array(0);
const noLegs: readonly Leg[] = [];

/**
 * A ring whose run leaves machines out is never healthy: the gates of the rings after it stay shut, and no list is made. Of a
 * ring itself first, then of those that it waits for.
 */
function capacityOfWay({ group, ring }: Waiting, plan: Plan): string | undefined {
  const own = capacityFault(ring);
  if (own !== undefined) return `capacity: ${own}`;
  for (const { ring: before } of waitedFor({ group, ring }, plan)) {
    const fault = before.systems.some(({ cloud }) => cloud === "aws") && capacityFault(before);
    if (fault) {
      return `capacity: ring ${before.patchGroup}, which it waits for, never runs whole: ${fault}`;
    }
  }
  return undefined;
}

type Waiting = Omit<Destination, "system">;

const groupsOf = once(({ groups }: Plan) => new Map(groups.map((group) => [group.name, group])));

/** The rings before it in its group, the one promoted from, and those before that. */
function waitedFor({ group, ring }: Waiting, plan: Plan): readonly Waiting[] {
  const { promotedFrom, rings } = group;
  const own = rings.slice(0, rings.indexOf(ring)).map((before) => ({ group, ring: before }));
  const source = promotedFrom && groupsOf(plan).get(promotedFrom.group);
  const of = source?.rings.find(({ name }) => name === promotedFrom?.ring.name);
  if (source === undefined || of === undefined) return own;
  const promoted = { group: source, ring: of };
  return [...own, promoted, ...waitedFor(promoted, plan)];
}

/** A ring that patches some of its machines at a time needs time for every batch before the cutoff. */
function capacityFault({ window, concurrency, maxNodes }: PlannedRing): string | undefined {
  const isShare = concurrency.kind === "percent";
  const whole = isShare ? 100 : maxNodes;
  // A number of machines at a time says nothing without the number of machines.
  if (whole === undefined) return undefined;
  const batches = Math.ceil(whole / concurrency.value);
  const needed = (batches - 1) * window.perNode;
  const available = window.duration - window.cutoff;
  if (needed <= available) return undefined;
  const pace = isShare ? `${concurrency.value}%` : `${concurrency.value} of ${whole} machines`;
  return `${pace} at a time is ${batches} batches of ${formatDuration(window.perNode)}, the last one starts ${formatDuration(needed)} into window ${window.name}, and its cutoff is after ${formatDuration(available)}`;
}

/** The path up to one ring: it goes through the rings before first. */
export function emergencyWay(
  { group, ring, path }: Pick<Traveller, "group" | "ring"> & { readonly path: OutOfCyclePath },
  context: ProofContext,
): EmergencyRoute {
  const { ofRings, emergencies } = context.known;
  return rememberedOf(ofRings, ring, () => {
    const names = group.rings.map(({ name }) => name);
    const rings = names.slice(0, names.indexOf(ring.name) + 1);
    const closed = path.inFreeze ? undefined : context.closed(group);
    return remembered(emergencies, JSON.stringify([path, rings, closed?.key]), () => ({
      path,
      rings,
      closed: closed?.value ?? [],
    }));
  });
}
