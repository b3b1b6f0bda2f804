/** The proof of promotion lists against an independent simulation: every printed number is the simulator's, to the minute. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { compareListsWithSimulation } from "../../support/listsOpponent";
import { randomLists } from "../../support/randomLists";

describe("the proof of promotion lists against simulation", { timeout: 900_000 }, () => {
  it("prints the simulator's worst wait, worst lateness, lost runs, soak and age", () => {
    fc.assert(fc.property(randomLists, compareListsWithSimulation), { numRuns: 100 });
  });
});
