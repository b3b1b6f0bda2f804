/** The opponent of what images bring: every number that the proof prints of a group that is replaced is the simulator's. */
import { expect } from "vitest";
import { prove } from "../../model/proof/prove";
import type { SoakProof } from "../../model/proof/verdict";
import { adversarialReleases, compareCell, minutesOf } from "./proofOpponent";
import { dayMinutes, imagePlanOf, type RandomImages, simulatedRing } from "./randomPolicies";
import { readings, simulateDue, simulation } from "./simulate";
import { type ImageStage, simulateImageLanding, simulatePassages } from "./simulateImages";

/** Fails when any number that the proof prints is not the simulator's. */
export function compareImagesWithSimulation(images: RandomImages): void {
  const { policy } = images;
  const proof = prove(imagePlanOf(images), policy.asOf);
  const stages = stagesOf(images, proof.until);
  const simulated = stages.map((stage) => stage.simulated);
  const releases = adversarialReleases(policy, simulated, [policy.asOf, proof.until]);
  const promised = releases.filter((one) => Number.isFinite(simulateDue(policy.deadlines, one)));
  const cells = proof.cells.filter(({ group }) => group === "web");
  expect(cells).toHaveLength(promised.length === 0 ? 0 : 2);
  cells.forEach((cell, index) => {
    const way = stages.slice(0, index + 2);
    const landing = (release: number, lost = 0): number => simulateImageLanding(way, release, lost);
    compareCell(cell, landing, policy.deadlines, promised);
    expect(cell.verdict.kind, "never kept").not.toBe("kept");
  });
  const [canary, broad] = proof.soaks;
  if (canary === undefined || broad === undefined) throw new Error("no soaks");
  compareRests(canary, stages.slice(0, 2), releases, policy.source !== undefined);
  compareRests(broad, stages, releases, false);
}

/** The build with the delay of the first ring, then both rings. */
export function stagesOf({ policy, image, soak }: RandomImages, last: number): ImageStage[] {
  const until = last + 440 * dayMinutes;
  const rings = [0, 1].map((index) => simulatedRing(policy, index));
  const build = { ...simulatedRing(policy, 0), window: image };
  return [build, ...rings].map((one, index) => ({
    simulated: simulation(one, policy.asOf, until),
    rest: index === 2 ? soak : 0,
  }));
}

/** @param promoted to a first ring: its rest in another group is proved for runs in place, which start no later. */
function compareRests(
  soak: SoakProof,
  stages: readonly ImageStage[],
  releases: readonly number[],
  promoted: boolean,
): void {
  let [shortest, youngest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const release of releases) {
    for (const passage of readings.flatMap((one) => simulatePassages(stages, release, one))) {
      shortest = Math.min(shortest, passage.start - passage.ready);
      youngest = Math.min(youngest, passage.start - release);
    }
  }
  expect(minutesOf(soak.youngest), "youngest patch").toBe(youngest);
  if (stages.length === 3) expect(minutesOf(soak.shortest), "shortest rest").toBe(shortest);
  else if (!promoted) expect(soak.shortest).toBe("never");
}
