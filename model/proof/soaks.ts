/** What each ring's soak comes to, for every system of the plan. */

import { remembered, rememberedOf } from "../memo";
import type { PlannedGroup, PlannedRing, RingSystem } from "../plan";
import { type RestBefore, restBefore } from "../restBefore";
import { systemFacts } from "../systems";
import type { Minutes } from "../time";
import { runsOfRing } from "./batches";
import type { ProofContext } from "./context";
import { type ImageRest, imageRest } from "./imageRests";
import { handedOn, type ImageWay, imageWay, type RingStop } from "./images";
import { delayPairs } from "./kinds";
import type { Route } from "./landing";
import { type ListWay, lastStart, listWay, onceClosed, shortestListRest } from "./lists";
import { ringFinish } from "./runs";
import { shortestRest, youngestPatch } from "./soak";
import type { SoakProof } from "./verdict";
import { type Destination, routeTo } from "./ways";

type Known = Map<string, Minutes | "never">;

export function proveSoaks(context: ProofContext): readonly SoakProof[] {
  const known: Known = new Map();
  return context.plan.groups.flatMap((group) =>
    group.rings.flatMap((ring, index) =>
      ring.systems.map((system) => {
        const before = restBefore(group, group.rings.slice(0, index), ring.soak, system);
        return proveSoak({ group, ring, system }, before, context, known);
      }),
    ),
  );
}

function proveSoak(
  { group, ring, system }: Destination,
  before: RestBefore | undefined,
  context: ProofContext,
  known: Known,
): SoakProof {
  const images = imageWay(group, ring, system);
  const rest = images && restOfImages({ group, ring, system }, images, context);
  const listed = images === undefined ? listWay(group, ring, system) : undefined;
  // What is promoted rests at least as long as in place: a ring starts with an image no earlier.
  const imageRested = before?.group === group.name ? rest : undefined;
  const asked = before?.soak ?? ring.soak;
  return {
    group: group.name,
    ring: ring.name,
    system: system.system,
    cloud: system.cloud,
    ...(before === undefined ? {} : { after: before.ring.patchGroup }),
    asked,
    kept: imageRested !== undefined && asked > 0 ? "image" : system.soakKept,
    shortest:
      imageRested?.shortest ??
      (listed === undefined
        ? shortestOf(group, before, ring, system, context, known)
        : shortestOfList({ group, ring, system }, listed, context, known)),
    youngest:
      rest?.youngest ??
      (listed === undefined
        ? youngestOf(group, ring, system, context, known)
        : youngestOfList({ group, ring, system }, listed, context)),
  };
}

function shortestOfList(
  { group, ring, system }: Destination,
  { first, stops }: ListWay,
  context: ProofContext,
  known: Known,
): Minutes | "never" {
  const before = stops.at(-2)?.ring ?? first;
  const earlier = context.runs(before.window, group);
  const later = runsOfRing(ring, system.cloud, group, context);
  const finish = ringFinish(before, system.cloud);
  const { from, until } = context.horizon;
  const toBefore = listRoute(
    { group, ring: first, system },
    onceClosed(stops.slice(0, -1)),
    context,
  );
  const last = lastStart(toBefore, until);
  const key = ["list", earlier.key, finish, later.key, ring.soak, last].join("/");
  return remembered(known, key, () =>
    shortestListRest({ runs: earlier.value, finishAfter: finish }, later.value, ring.soak, {
      from,
      until: last,
    }),
  );
}

/** The first ring has it with its first run, and every close tells at once. */
function youngestOfList(
  { group, system }: Destination,
  { stops, first }: ListWay,
  context: ProofContext,
): Minutes | "never" {
  const route = listRoute({ group, ring: first, system }, stops, context);
  return rememberedOf(context.known.rests, route, () => imageRest(route, context.horizon)).youngest;
}

/** From the ring in which a way begins. */
function listRoute(
  { group, ring, system }: Destination,
  stops: readonly RingStop[],
  context: ProofContext,
): Route {
  const unlisted: RingSystem = { ...system, soakKept: "none" };
  const patched = routeTo({ group, ring, system: unlisted }, undefined, 0, context);
  return handedOn(patched, group, stops, context);
}

/** Over every delay that a patch of an image can have. */
function restOfImages(to: Destination, images: ImageWay, context: ProofContext): ImageRest {
  const [first] = images.stops;
  const delays = new Set(first.system.approvals.map(({ afterDays }) => afterDays));
  const rests = [...delays].map((days) => {
    const route = routeTo(to, images, days, context);
    return rememberedOf(context.known.rests, route, () => imageRest(route, context.horizon));
  });
  return {
    shortest: smallest(rests.map(({ shortest }) => shortest)),
    youngest: smallest(rests.map(({ youngest }) => youngest)),
  };
}

/** Over every kind of patch that both rings install. */
function shortestOf(
  group: PlannedGroup,
  before: RestBefore | undefined,
  ring: PlannedRing,
  system: RingSystem,
  context: ProofContext,
  known: Known,
): Minutes | "never" {
  if (before?.system === undefined) return "never";
  const { ring: earlierRing, system: earlierSystem } = before;
  const earlierRuns = context.runs(earlierRing.window, { name: before.group });
  const laterRuns = runsOfRing(ring, system.cloud, group, context);
  const finish = ringFinish(earlierRing, system.cloud);
  const supersedings = supersedingsOf(system, context);
  const pairsAfter = rememberedOf(context.known.pairs, earlierSystem, () => new WeakMap());
  const pairs = rememberedOf(pairsAfter, system, () =>
    delayPairs(earlierSystem, system, context.plan.severities),
  );
  return smallest(
    pairs.map(([earlierDays, laterDays]) => {
      const key = [
        "rest",
        earlierRuns.key,
        earlierDays,
        laterRuns.key,
        laterDays,
        finish,
        supersedings.length,
      ].join("/");
      return remembered(known, key, () =>
        shortestRest(
          {
            runs: earlierRuns.value,
            delayDays: earlierDays,
            finishAfter: finish,
          },
          { runs: laterRuns.value, delayDays: laterDays },
          context.horizon,
          supersedings,
        ),
      );
    }),
  );
}

function youngestOf(
  group: PlannedGroup,
  ring: PlannedRing,
  system: RingSystem,
  context: ProofContext,
  known: Known,
): Minutes | "never" {
  const runs = runsOfRing(ring, system.cloud, group, context);
  const supersedings = supersedingsOf(system, context);
  const delays = new Set(system.approvals.map(({ afterDays }) => afterDays));
  return smallest(
    [...delays].map((delayDays) => {
      const key = ["age", runs.key, delayDays, supersedings.length].join("/");
      return remembered(known, key, () =>
        youngestPatch({ runs: runs.value, delayDays }, context.horizon, supersedings),
      );
    }),
  );
}

const noSupersedings = new Int32Array(0);

function supersedingsOf({ system }: RingSystem, context: ProofContext): Int32Array {
  return systemFacts(system).cumulative ? context.patchTuesdays : noSupersedings;
}

function smallest(values: readonly (Minutes | "never")[]): Minutes | "never" {
  const least = Math.min(...values.filter((value) => value !== "never"));
  return least === Number.POSITIVE_INFINITY ? "never" : least;
}
