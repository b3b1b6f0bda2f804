/** The long campaign of the proof against simulation; fast-check prints the seed of a failure. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../../support/campaign";
import { compareDelayWithSimulation } from "../../support/delayOpponent";
import { compareImagesWithSimulation } from "../../support/imagesOpponent";
import { compareListsWithSimulation } from "../../support/listsOpponent";
import { comparePathWithSimulation } from "../../support/pathOpponent";
import { compareWithSimulation } from "../../support/proofOpponent";
import { randomLists } from "../../support/randomLists";
import { randomImages, randomPath, randomPolicy } from "../../support/randomPolicies";

describe("the proof against simulation, at length", { timeout: 6 * 3_600_000 }, () => {
  it("prints the simulator's numbers for 10,000 policies", () => {
    fc.assert(fc.property(randomPolicy, compareWithSimulation), { numRuns: runs(10_000) });
  });

  it("prints the simulator's numbers for 3,000 groups that images replace", () => {
    fc.assert(fc.property(randomImages, compareImagesWithSimulation), { numRuns: runs(3000) });
  });

  it("prints the simulator's numbers for 3,000 groups that install from promotion lists", () => {
    fc.assert(fc.property(randomLists, compareListsWithSimulation), { numRuns: runs(3000) });
  });

  it("prints the simulator's worst out-of-cycle path for 2,000 paths", () => {
    fc.assert(fc.property(randomPath, comparePathWithSimulation), { numRuns: runs(2000) });
  });

  it("derives the smallest delay that keeps a soak for 500 pairs of rings", () => {
    const soak = fc.integer({ min: 1, max: 30 * 1440 });
    fc.assert(
      fc.property(randomPolicy, soak, fc.integer({ min: 0, max: 30 }), compareDelayWithSimulation),
      { numRuns: runs(500) },
    );
  });
});
