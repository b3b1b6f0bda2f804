/** The proof's opponent: compares every number that it prints with the simulator's. */
import { expect } from "vitest";
import type { Deadline } from "../../model/plan";
import { prove } from "../../model/proof/prove";
import type { CellProof, SoakProof, WorstCase } from "../../model/proof/verdict";
import {
  dayMinutes,
  planOf,
  type RandomPolicy,
  simulatedRing,
  simulatedSource,
} from "./randomPolicies";
import {
  firstStart,
  type Reading,
  readings,
  type Simulation,
  simulateDue,
  simulateLanding,
  simulateRest,
  simulation,
} from "./simulate";

/** Fails when any number that the proof prints is not the simulator's. */
export function compareWithSimulation(policy: RandomPolicy): void {
  const proof = prove(planOf(policy), policy.asOf);
  const horizon = [policy.asOf, proof.until] as const;
  // What begins later than a landing may end is no run of the proof either.
  const until = proof.until + 400 * dayMinutes;
  const { source } = policy;
  const rings = [simulatedRing(policy, 0), simulatedRing(policy, 1)];
  if (source !== undefined) rings.push(simulatedSource(policy, source));
  const simulated = rings.map((one) => simulation(one, policy.asOf, until));
  const releases = adversarialReleases(policy, simulated, horizon);
  const promised = releases.filter((release) =>
    Number.isFinite(simulateDue(policy.deadlines, release)),
  );
  // What no release is promised has no verdict, and what some are is judged by those.
  expect(proof.cells).toHaveLength(promised.length === 0 ? 0 : simulated.length);
  proof.cells.forEach((cell, index) => {
    const one = simulated[index];
    if (one === undefined) throw new Error("a ring is missing");
    const landing = (release: number, lost = 0): number => simulateLanding(one, release, lost);
    compareCell(cell, landing, policy.deadlines, promised);
  });
  const [canary, broad, resting] = simulated;
  const [first, second] = proof.soaks;
  if (canary === undefined || broad === undefined || first === undefined || second === undefined)
    throw new Error("missing");
  compareSoak(second, canary, broad, releases);
  expect(first.after, "rests first in").toBe(source === undefined ? undefined : "staging.all");
  if (resting !== undefined) compareSoak(first, resting, canary, releases);
  else expect(first.shortest).toBe("never");
}

/** Every release at which something may change, its neighbours, and some that chance picked. */
export function adversarialReleases(
  { tries, deadlines }: Pick<RandomPolicy, "tries" | "deadlines">,
  simulated: readonly Simulation[],
  [from, until]: readonly [number, number],
): readonly number[] {
  const around = (minute: number): readonly number[] => [minute - 1, minute, minute + 1];
  const wanted = [
    from,
    until,
    ...simulated.flatMap(({ ring: one, runs, tuesdays }) => [
      ...[...runs.first, ...runs.second].flatMap((start) => edges(start, one.delayDays)),
      ...tuesdays.flatMap(around),
    ]),
    ...monthEnds(from, until).flatMap(around),
    ...deadlines
      .flatMap((one) => [one.from, one.until])
      .flatMap((day) => (day === undefined ? [] : around(Date.parse(day) / 60_000))),
    ...tries.map((share) => Math.floor(from + share * (until - from))),
  ];
  return [...new Set(wanted)].filter((release) => release >= from && release <= until);
}

/** Releases that a run may just take or just miss, under every reading of the delay. */
function edges(start: number, delayDays: number): readonly number[] {
  const base = start - delayDays * dayMinutes;
  const midnight = Math.floor(base / dayMinutes) * dayMinutes;
  const nextMidnight = midnight + dayMinutes;
  return [base - 1, base, base + 1, midnight - 1, midnight, nextMidnight - 1, nextMidnight];
}

function monthEnds(from: number, until: number): readonly number[] {
  const first = Math.ceil(from / dayMinutes);
  const count = Math.max(0, Math.ceil(until / dayMinutes) - first);
  return Array.from({ length: count }, (_, index) => (first + index) * dayMinutes).filter(
    (midnight) => {
      const day = new Date(midnight * 60_000).getUTCDate();
      return day === 1 || day >= 28;
    },
  );
}

/** @param simulated where a release lands when so many chances are lost. */
export function compareCell(
  cell: CellProof,
  simulated: (release: number, lost?: number) => number,
  deadlines: readonly Deadline[],
  releases: readonly number[],
): void {
  let [wait, lateness] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let holds = true;
  let breaks = false;
  for (const release of releases) {
    const landing = simulated(release);
    const due = simulateDue(deadlines, release);
    wait = Math.max(wait, landing - release);
    lateness = Math.max(lateness, landing - due);
    if (cell.survives() >= 0) holds &&= simulated(release, cell.survives()) <= due;
    breaks ||= simulated(release, cell.survives() + 1) > due;
  }
  const { worstWait, worstLateness } = cell;
  expect(landingOf(worstWait) - worstWait.release, "worst wait").toBe(wait);
  expect(landingOf(worstLateness) - worstLateness.due, "worst lateness").toBe(lateness);
  expect({ holds, breaks }, `survives ${cell.survives()}`).toEqual({ holds: true, breaks: true });
  for (const worst of [worstWait, worstLateness]) {
    expect(simulated(worst.release)).toBe(landingOf(worst));
    expect(simulateDue(deadlines, worst.release)).toBe(worst.due);
    expectContiguous(cell, worst);
  }
}

export function landingOf({ landing }: WorstCase): number {
  return landing === "never" ? Number.POSITIVE_INFINITY : landing;
}

/** The steps tell the whole way: each begins where the one before ends. */
export function expectContiguous(cell: CellProof, worst: WorstCase): void {
  const { release, landing } = worst;
  if (landing === "never") return;
  const steps = cell.steps(worst);
  const stops = [release, ...steps.map(({ until }) => until)];
  expect(steps.map(({ from }) => from)).toEqual(stops.slice(0, -1));
  expect(stops.at(-1)).toBe(landing);
}

function compareSoak(
  soak: SoakProof,
  earlier: Simulation,
  later: Simulation,
  releases: readonly number[],
): void {
  let [shortest, youngest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const release of releases) {
    for (const reading of readings) {
      const rest = simulateRest(earlier, later, release, reading);
      if (!Number.isNaN(rest)) shortest = Math.min(shortest, rest);
      youngest = Math.min(youngest, ageAtInstall(later, release, reading));
    }
  }
  expect(minutesOf(soak.shortest), "shortest rest").toBe(shortest);
  expect(minutesOf(soak.youngest), "youngest patch").toBe(youngest);
}

/** The age at which the ring first installs a patch itself; infinity when another one supersedes it before. */
function ageAtInstall(later: Simulation, release: number, reading: Reading): number {
  const ages = (["first", "second"] as const).map((half) => {
    const start = firstStart(later, release, half, reading) ?? Number.POSITIVE_INFINITY;
    const gone = later.tuesdays.some((day) => day > release && day < start);
    return later.ring.cumulative && gone ? Number.POSITIVE_INFINITY : start - release;
  });
  return Math.min(...ages);
}

export function minutesOf(value: number | "never"): number {
  return value === "never" ? Number.POSITIVE_INFINITY : value;
}
