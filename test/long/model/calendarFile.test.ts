/** The long campaign of calendar files against ical.js and against our own import; fast-check prints the seed of a failure. */
import fc from "fast-check";
import { describe, it } from "vitest";
import {
  anyTimezone,
  calendarScene,
  compareFileWithIcal,
  compareFileWithImport,
} from "../../support/calendarOpponents";
import { runs } from "../../support/campaign";

describe("calendar files, at length", { timeout: 6 * 3_600_000 }, () => {
  it("hold what the model says for 300 plans, by ical.js", () => {
    fc.assert(fc.property(calendarScene, compareFileWithIcal), { numRuns: runs(300) });
  });

  it("close the same spans when 1,000 of them are imported", () => {
    fc.assert(fc.property(calendarScene, anyTimezone, compareFileWithImport), {
      numRuns: runs(1000),
    });
  });
});
