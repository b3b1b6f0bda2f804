/** The proof of promotion lists against an independent simulation: every printed number is the simulator's, to the minute. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { compareListsWithSimulation } from "../../support/listsOpponent";
import { deadline, months, window } from "../../support/plans";
import { type RandomLists, randomLists } from "../../support/randomLists";

const asOf = 29_934_720;
const monthly = window(
  { kind: "monthlyDay", days: [1], at: { hour: 0, minute: 0 } },
  { duration: 90, cutoff: 0, perNode: 5 },
);
const canary = window(
  {
    kind: "monthlyWeekday",
    ordinal: 1,
    weekday: "tuesday",
    offsetDays: 9,
    at: { hour: 0, minute: 0 },
  },
  { timezone: "America/Los_Angeles", duration: 90, cutoff: 0, perNode: 5 },
);
const broad = window(
  {
    kind: "monthlyWeekday",
    ordinal: 4,
    weekday: "monday",
    offsetDays: 13,
    at: { hour: 10, minute: 0 },
  },
  { timezone: "Australia/Lord_Howe", duration: 90, cutoff: 0, perNode: 5 },
);
const shortestAtTheEnd: RandomLists = {
  policy: {
    source: undefined,
    asOf,
    windows: [canary, monthly],
    delays: [0, 0],
    freezes: [],
    cloud: "aws",
    windowsServer: false,
    deadlines: [deadline(months(1))],
    tries: [],
  },
  windows: [canary, monthly, broad],
  soaks: [25_286, 1440],
  middle: "list",
};

describe("the proof of promotion lists against simulation", { timeout: 900_000 }, () => {
  it("prints the simulator's worst wait, worst lateness, lost runs, soak and age", () => {
    fc.assert(fc.property(randomLists, compareListsWithSimulation), { numRuns: 60 });
  });

  // The ring before has the last release weeks later, with a run that rests less than all those before it.
  it("counts the rest after the run that brings the ring before the last release", () => {
    compareListsWithSimulation(shortestAtTheEnd);
  });
});
