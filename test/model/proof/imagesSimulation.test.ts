/** The proof of images against an independent simulation: every printed number is the simulator's, to the minute. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { compareImagesWithSimulation } from "../../support/imagesOpponent";
import { randomImages } from "../../support/randomPolicies";

describe("the proof of images against simulation", { timeout: 900_000 }, () => {
  it("prints the simulator's worst wait, worst lateness, lost runs, soak and age", () => {
    fc.assert(fc.property(randomImages, compareImagesWithSimulation), { numRuns: 80 });
  });
});
