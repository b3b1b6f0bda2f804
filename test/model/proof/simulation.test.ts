/** The proof against an independent simulation: every printed number is the simulator's, to the minute. */
import fc from "fast-check";
import { describe, it } from "vitest";
import { compareDelayWithSimulation } from "../../support/delayOpponent";
import { comparePathWithSimulation } from "../../support/pathOpponent";
import { compareWithSimulation } from "../../support/proofOpponent";
import { type RandomPolicy, randomPath, randomPolicy } from "../../support/randomPolicies";

const lateInItsStretch: RandomPolicy = {
  asOf: 29934720,
  windows: [
    {
      name: "window",
      schedule: {
        kind: "monthlyWeekday",
        ordinal: 2,
        weekday: "wednesday",
        offsetDays: -7,
        at: { hour: 0, minute: 0 },
      },
      timezone: "UTC",
      duration: 90,
      cutoff: 0,
      perNode: 5,
    },
    {
      name: "window",
      schedule: {
        kind: "monthlyWeekday",
        ordinal: 1,
        weekday: "monday",
        offsetDays: 0,
        at: { hour: 0, minute: 0 },
      },
      timezone: "UTC",
      duration: 90,
      cutoff: 0,
      perNode: 5,
    },
  ],
  delays: [1, 1],
  freezes: [
    { name: "yearly", timezone: "UTC", when: { kind: "yearly", from: "01-04", to: "12-31" } },
  ],
  cloud: "aws",
  windowsServer: false,
  deadlines: [
    {
      class: { severity: "high", exploited: false },
      within: { months: 1, minutes: 0 },
      source: "tier gold",
      from: "2027-12-01",
    },
  ],
  source: undefined,
  tries: Array.from({ length: 40 }, () => 0),
};

// Walking through two years of minutes takes a while; the long campaign has thousands of policies.
describe("the proof against simulation", { timeout: 400_000 }, () => {
  it("prints the simulator's worst wait, worst lateness, lost runs, soak and age", () => {
    fc.assert(fc.property(randomPolicy, compareWithSimulation), { numRuns: 150 });
  });

  // A run of January 2029 is within 400 days of a release in December 2027, and not of those before it that wait for it too.
  it("counts the days that a release waits from itself, where only a part of a stretch is promised", () => {
    compareWithSimulation(lateInItsStretch);
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
