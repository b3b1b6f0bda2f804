/** The proof against an independent simulation: every printed number is the simulator's, to the minute. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { compareWithSimulation, randomPolicy } from "../../support/proofOpponent";

describe("the proof against simulation", () => {
  it("prints the simulator's worst wait, worst lateness, lost runs, soak and age", () => {
    fc.assert(fc.property(randomPolicy, compareWithSimulation), { numRuns: Number(process.env["RUNS"] ?? 120) });
  });
});
