import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { compareRenderings, scheduleCase } from "../support/scheduleOpponents";
import { azureStarts, parseRecurEvery } from "./vendorCalendars";

describe("one schedule in SSM, Azure and iCalendar", () => {
  it("starts at the same instants, by four implementations", () => {
    fc.assert(
      fc.property(scheduleCase, (tried) => {
        compareRenderings(tried);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["the clock is set forward", "every sunday at 02:30", "2027-02-20"],
    ["the clock is set back", "every sunday at 02:30", "2027-10-01"],
  ])("is compared around a change, and found, when %s", (_, __, from) => {
    const schedule = { kind: "weekly", days: ["sunday"], at: { hour: 2, minute: 30 } } as const;

    expect(compareRenderings({ schedule, zone: "Europe/Berlin", from }).changes).toBe(1);
  });
});

describe("the reader of Azure's recurrence", () => {
  const starts = (recurEvery: string, start = "2027-01-05 03:00"): readonly string[] =>
    azureStarts(recurEvery, start, "UTC", Temporal.PlainDate.from("2027-03-10"))
      .slice(0, 4)
      .map((minute) => new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " "));

  it.each([
    ["Day", ["2027-01-05", "2027-01-06", "2027-01-07", "2027-01-08"]],
    ["20days", ["2027-01-05", "2027-01-25", "2027-02-14", "2027-03-06"]],
    ["Week", ["2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26"]],
    ["Week Saturday, Sunday", ["2027-01-09", "2027-01-10", "2027-01-16", "2027-01-17"]],
    ["3Weeks", ["2027-01-05", "2027-01-26", "2027-02-16", "2027-03-09"]],
    ["Month", ["2027-01-05", "2027-02-05", "2027-03-05"]],
    ["2Months", ["2027-01-05", "2027-03-05"]],
    ["Month day23,day24", ["2027-01-23", "2027-01-24", "2027-02-23", "2027-02-24"]],
    ["Month Last Sunday Offset-3", ["2027-01-28", "2027-02-25"]],
    ["Month Third Sunday Offset6", ["2027-01-23", "2027-02-27"]],
  ])("reads %s as the vendor's page means it", (recurEvery, days) => {
    expect(starts(recurEvery)).toEqual(days.map((day) => `${day} 03:00`));
  });

  it("counts hours as they pass", () => {
    expect(starts("6Hours")).toEqual([
      "2027-01-05 03:00",
      "2027-01-05 09:00",
      "2027-01-05 15:00",
      "2027-01-05 21:00",
    ]);
  });

  it.each([
    "",
    "Fortnight",
    "Week Noday",
    "Month day32",
    "Month Fifth Monday",
    "0Day",
    "Day Monday",
  ])("refuses %j", (text) => {
    expect(() => parseRecurEvery(text)).toThrow("grammar");
  });
});
