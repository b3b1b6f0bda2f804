/** The long campaign of the renderings of schedules against other implementations; fast-check prints the seed of a failure. */
import fc from "fast-check";
import { afterAll, describe, it } from "vitest";
import { compareRenderings, scheduleCase } from "../../support/scheduleOpponents";

const seen = { cases: 0, onAzure: 0, withChanges: 0 };

describe("one schedule in SSM, Azure and iCalendar, at length", { timeout: 6 * 3_600_000 }, () => {
  it("starts at the same instants for 5,000 schedules, zones and years", () => {
    fc.assert(
      fc.property(scheduleCase, (tried) => {
        const { azure, changes } = compareRenderings(tried);
        seen.cases += 1;
        seen.onAzure += azure ? 1 : 0;
        seen.withChanges += changes > 0 ? 1 : 0;
      }),
      { numRuns: 5000 },
    );
  });
});

afterAll(() => {
  process.stdout.write(`${JSON.stringify(seen)}\n`);
});
