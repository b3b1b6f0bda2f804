/** The proof against an independent simulation: every printed number is the simulator's, to the minute. */
import fc from "fast-check";
import { describe, it } from "vitest";
import {
  compareDelayWithSimulation,
  comparePathWithSimulation,
  compareWithSimulation,
  randomPath,
  randomPolicy,
} from "../../support/proofOpponent";

// Walking through two years of minutes takes a while; the long campaign has thousands of policies.
describe("the proof against simulation", { timeout: 400_000 }, () => {
  it("prints the simulator's worst wait, worst lateness, lost runs, soak and age", () => {
    fc.assert(fc.property(randomPolicy, compareWithSimulation), { numRuns: 200 });
  });

  it("prints the simulator's worst out-of-cycle path", () => {
    fc.assert(fc.property(randomPath, comparePathWithSimulation), { numRuns: 40 });
  });

  it("derives the smallest delay that keeps a soak for 28 years", () => {
    const soak = fc.integer({ min: 1, max: 10 * 1440 });
    fc.assert(
      fc.property(randomPolicy, soak, fc.integer({ min: 0, max: 7 }), compareDelayWithSimulation),
      { numRuns: 8 },
    );
  });
});
