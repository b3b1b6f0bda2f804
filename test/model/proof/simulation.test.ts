/** The proof against an independent simulation: every printed number is the simulator's, to the minute. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { compareDelayWithSimulation } from "../../support/delayOpponent";
import { comparePathWithSimulation } from "../../support/pathOpponent";
import { compareWithSimulation } from "../../support/proofOpponent";
import { randomPath, randomPolicy } from "../../support/randomPolicies";

// Walking through two years of minutes takes a while; the long campaign has thousands of policies.
describe("the proof against simulation", { timeout: 400_000 }, () => {
  it("prints the simulator's worst wait, worst lateness, lost runs, soak and age", () => {
    fc.assert(fc.property(randomPolicy, compareWithSimulation), { numRuns: 150 });
  });

  it("prints the simulator's worst out-of-cycle path", () => {
    fc.assert(fc.property(randomPath, comparePathWithSimulation), { numRuns: 30 });
  });

  it("derives the smallest delay that keeps a soak for 28 years", () => {
    const soak = fc.integer({ min: 1, max: 10 * 1440 });
    fc.assert(
      fc.property(randomPolicy, soak, fc.integer({ min: 0, max: 7 }), compareDelayWithSimulation),
      { numRuns: 4 },
    );
  });
});
