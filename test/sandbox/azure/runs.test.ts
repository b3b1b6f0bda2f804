import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAzureRecurrence } from "../../../model/azureRecurrence";
import { nextOccurrences } from "../../../model/calendar";
import { formatInstant, instantOf, parseInstant } from "../../../model/zone";
import { runsBetween } from "../../../sandbox/azure/maintenance/runs";
import { anySchedule } from "../../model/arbitraries";

const minutes = (text: string): number => parseInstant(text) ?? Number.NaN;

describe("the runs of a schedule", () => {
  const runs = (recurEvery: string | undefined, from: string, until: string, change: object = {}) =>
    runsBetween(
      {
        startDateTime: "2026-12-01 04:00",
        timeZone: "W. Europe Standard Time",
        recurEvery,
        ...change,
      },
      minutes(from),
      minutes(until),
    ).map((run) => formatInstant(run, "Europe/Berlin").slice(0, 16));

  it.each([
    [undefined, ["2026-12-01 04:00"]],
    ["10Days", ["2026-12-01 04:00", "2026-12-11 04:00", "2026-12-21 04:00", "2026-12-31 04:00"]],
    ["Week Sunday", ["2026-12-06", "2026-12-13", "2026-12-20", "2026-12-27", "2027-01-03"]],
    [
      "2Weeks Monday,Friday",
      ["2026-12-04", "2026-12-14", "2026-12-18", "2026-12-28", "2027-01-01"],
    ],
    ["2Weeks", ["2026-12-01", "2026-12-15", "2026-12-29"]],
    ["Month day2,day31", ["2026-12-02", "2026-12-31", "2027-01-02"]],
    ["Month", ["2026-12-01", "2027-01-01"]],
    ["Month Second Tuesday Offset4", ["2026-12-12"]],
    ["Month Last Sunday", ["2026-12-27"]],
    ["Month First Tuesday Offset-2", ["2027-01-03"]],
    ["480Hours", ["2026-12-01 04:00", "2026-12-21 04:00"]],
  ])("every %s are the days that the service counts", (recurEvery, expected) => {
    const found = runs(recurEvery, "2026-11-25T00:00Z", "2027-01-04T00:00Z");

    expect(found.map((run, index) => run.slice(0, expected[index]?.length ?? 16))).toEqual(
      expected,
    );
  });

  it("keep the zone's clock, and end with the schedule", () => {
    const year = { recurEvery: "6Months", expirationDateTime: "2027-06-01 04:00" };

    expect(runs("6Months", "2026-11-25T00:00Z", "2029-01-01T00:00Z", year)).toEqual([
      "2026-12-01 04:00",
      "2027-06-01 04:00",
    ]);
    const summer = { startDateTime: "2027-06-01 04:00", timeZone: "W. Europe Standard Time" };
    const at = instantOf("Europe/Berlin", minutes("2027-06-01T04:00Z"));
    expect(runsBetween(summer, at, at + 1)).toEqual([minutes("2027-06-01T02:00Z")]);
  });

  // Zones whose clocks do not change: there the model and the service mean the same instants.
  it.each(["UTC", "Asia/Tokyo", "Asia/Kolkata"])("are the model's own in %s", (zone) => {
    const cases = fc.property(anySchedule, fc.integer({ min: 0, max: 800 }), (schedule, days) => {
      const from = new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
      const begin = instantOf(zone, minutes(`${from}T00:00Z`));
      const own = nextOccurrences(schedule, zone, begin, 12).map(({ start }) => start);
      const window = { ...toAzureRecurrence(schedule, zone, from) };

      expect(runsBetween(window, begin, (own.at(-1) ?? begin) + 1)).toEqual(own);
    });
    fc.assert(cases, { numRuns: 100 });
  });
});
