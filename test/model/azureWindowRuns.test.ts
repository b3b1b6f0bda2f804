/** What Azure is told is read back: as our own rendering means it, and as the sandbox, which shares no code, reads it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAzureRecurrence } from "../../model/azureRecurrence";
import { azureRuns } from "../../model/azureWindowRuns";
import { occurrences } from "../../model/calendar";
import { minutesPerDay } from "../../model/time";
import { runsBetween } from "../../sandbox/azure/maintenance/runs";
import { anySchedule } from "./arbitraries";

const from = Date.parse("2026-12-01T00:00Z") / 60_000;
const until = from + 500 * minutesPerDay;
const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney");

describe("the runs of a maintenance configuration", () => {
  it("are those of the schedule that it was rendered from", () => {
    fc.assert(
      fc.property(anySchedule, zones, (schedule, zone) => {
        const window = { ...toAzureRecurrence(schedule, zone, "2026-11-01"), duration: "03:00" };

        const runs = azureRuns(window, from, until);

        const wanted = occurrences(schedule, zone, from, until).flatMap(
          ({ start, ambiguousUntil }) => [start, ...(ambiguousUntil ? [ambiguousUntil] : [])],
        );
        expect(runs).toEqual(
          wanted.filter((start) => start < until).map((start) => [start, start + 180]),
        );
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["3Days", "2026-12-02 04:00"],
    ["2Weeks Sunday, Monday", "2026-12-01 04:00"],
    ["Week", "2026-12-03 04:00"],
    ["3 weeks", "2026-12-03 04:00"],
    ["2Months", "2026-12-15 04:00"],
    ["Month day3,day17", "2026-12-01 04:00"],
    ["4Months Last Friday", "2026-12-01 04:00"],
    ["Month Second Tuesday Offset4", "2026-12-01 04:00"],
  ])("are those that the sandbox reads from %s", (recurEvery, startDateTime) => {
    const window = {
      ...{ recurEvery, startDateTime, duration: "02:00", timeZone: "UTC" },
      expirationDateTime: "2027-11-01 00:00",
    };

    const runs = azureRuns(window, from, until)?.map(([start]) => start);

    expect(runs).toEqual(runsBetween(window, from, until));
    expect(runs?.length).toBeGreaterThan(2);
  });

  it.each([
    ["an hourly one", { recurEvery: "6Hours" }],
    ["a recurrence that is none", { recurEvery: "every sunday" }],
    ["none of its units", { recurEvery: "0Days" }],
    ["an IANA name", { timeZone: "Mars/Base" }],
    ["a start that is no time", { startDateTime: "soon" }],
    ["a length that is none", { duration: "2h" }],
  ])("are not guessed of %s", (_, changes) => {
    const window = {
      ...{ recurEvery: "Day", startDateTime: "2026-12-01 04:00", duration: "02:00" },
      ...{ timeZone: "UTC", ...changes },
    };

    expect(azureRuns(window, from, until)).toBeUndefined();
  });
});
