/** The long campaign of the renderings of schedules against other implementations; fast-check prints the seed of a failure. */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { runs } from "../../support/campaign";
import { isAtChange } from "../../support/clockChanges";
import { compareRenderings, scheduleCase } from "../../support/scheduleOpponents";

const seen = { cases: 0, onAzure: 0, fromDaysBeforeAChange: 0, startsAtChanges: 0 };

describe("one schedule in SSM, Azure and iCalendar, at length", { timeout: 6 * 3_600_000 }, () => {
  it("starts at the same instants for 5,000 schedules, zones and years", () => {
    fc.assert(
      fc.property(scheduleCase, (tried) => {
        const { azure, changes } = compareRenderings(tried);
        seen.cases += 1;
        seen.onAzure += azure ? 1 : 0;
        seen.fromDaysBeforeAChange += isAtChange(tried) ? 1 : 0;
        seen.startsAtChanges += changes > 0 ? 1 : 0;
      }),
      { numRuns: runs(5000) },
    );

    // Small numbers may be otherwise by chance.
    if (seen.cases >= 200) expect(seen.fromDaysBeforeAChange).toBeGreaterThan(seen.cases / 5);
  });
});

afterAll(() => {
  process.stdout.write(`${JSON.stringify(seen)}\n`);
});
