/** The opponent of promotion lists: every number that the proof prints of rings that have them is the simulator's. */
import { expect } from "vitest";
import { prove } from "../../model/proof/prove";
import type { SoakProof } from "../../model/proof/verdict";
import { adversarialReleases, compareCell, minutesOf } from "./proofOpponent";
import { listedSystem, listPlanOf, type RandomLists, simulatedListRing } from "./randomLists";
import { dayMinutes } from "./randomPolicies";
import { simulateDue, simulation } from "./simulate";
import {
  type ListPassage,
  type ListStage,
  latestClose,
  simulateListLanding,
  simulateListPassages,
  simulateListRest,
} from "./simulateLists";

/** Fails when any number that the proof prints is not the simulator's. */
export function compareListsWithSimulation(lists: RandomLists): void {
  const { policy } = lists;
  const proof = prove(listPlanOf(lists), policy.asOf);
  const horizon = [policy.asOf, proof.until] as const;
  const ways = waysOf(lists, proof.until);
  const simulated = ways.flatMap((way) => way.slice(-1).map((stage) => stage.simulated));
  const releases = adversarialReleases(policy, simulated, horizon);
  const promised = releases.filter((one) => Number.isFinite(simulateDue(policy.deadlines, one)));
  const cells = proof.cells.filter(({ system }) => system === listedSystem);
  expect(cells).toHaveLength(promised.length === 0 ? 0 : ways.length);
  cells.forEach((cell, index) => {
    const landing = (release: number, lost = 0): number =>
      simulateListLanding(ways[index] ?? [], release, lost);
    compareCell(cell, landing, policy.deadlines, promised);
  });
  const soaks = proof.soaks.filter(({ system }) => system === listedSystem);
  expect(soaks).toHaveLength(ways.length);
  soaks.forEach((soak, index) => {
    if (soak.kept === "list") compareRests(soak, ways[index] ?? [], releases, horizon);
  });
}

/** Each ring's way: it begins in the nearest ring that has no list. */
function waysOf(lists: RandomLists, last: number): readonly (readonly ListStage[])[] {
  const { policy, soaks, middle } = lists;
  // What begins later than a landing may end is no run of the proof either.
  const until = last + 400 * dayMinutes;
  const stage = (index: 0 | 1 | 2): ListStage => ({
    simulated: simulation(simulatedListRing(lists, index), policy.asOf, until),
    soak: index === 0 ? 0 : (soaks[index - 1] ?? 0),
  });
  const [first, second, third] = [stage(0), stage(1), stage(2)];
  if (middle === "without") return [[first], [first, third]];
  if (middle === "notKept") return [[first], [second], [second, third]];
  return [[first], [first, second], [first, second, third]];
}

function compareRests(
  soak: SoakProof,
  way: readonly ListStage[],
  releases: readonly number[],
  horizon: readonly [number, number],
): void {
  const passages = (close: number, lost: number): readonly (ListPassage & Released)[] =>
    releases.flatMap((release) =>
      simulateListPassages(way, release, close, lost).flatMap((one) =>
        one === undefined ? [] : { ...one, release },
      ),
    );
  const youngest = smallest(passages(0, 0).map(({ start, release }) => start - release));
  expect(minutesOf(soak.youngest), "youngest patch").toBe(youngest);
  const rest = simulateListRest(way, horizon);
  expect(minutesOf(soak.shortest), "shortest rest").toBe(rest);
  for (const close of [0, latestClose]) {
    const rests = passages(close, 0).map(({ start, ready }) => start - ready);
    expect(smallest(rests), `rests told after ${close} minutes`).toBeGreaterThanOrEqual(rest);
  }
}

interface Released {
  readonly release: number;
}

const smallest = (values: readonly number[]): number =>
  values.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
