import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { toAzureRecurrence } from "../../model/azureRecurrence";
import { occurrences } from "../../model/calendar";
import { parseSchedule, type Schedule } from "../../model/schedule";
import { toSsmSchedule } from "../../model/ssmSchedule";
import { anyDay, anySchedule, anyZone } from "./arbitraries";
import { azureStarts, ssmStarts } from "./vendorCalendars";

function schedule(text: string): Schedule {
  const parsed = parseSchedule(text);
  if (!parsed.ok) {
    throw new Error(parsed.message);
  }
  return parsed.schedule;
}

/** The first instant of a local day. */
function begin(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime(zone).epochMilliseconds / 60_000;
}

/** The model's starts from a local day to another. */
function ours(one: Schedule, zone: string, from: Temporal.PlainDate, until: Temporal.PlainDate) {
  return occurrences(one, zone, begin(from, zone), begin(until, zone)).map(({ start }) => start);
}

describe("toSsmSchedule", () => {
  it.each([
    ["every day at 12:00", { expression: "cron(0 12 * * ? *)" }],
    ["every monday, thursday at 22:30", { expression: "cron(30 22 ? * MON,THU *)" }],
    ["day 1, 15 at 03:00", { expression: "cron(0 3 1,15 * ? *)" }],
    ["second tuesday at 22:00", { expression: "cron(0 22 ? * TUE#2 *)" }],
    ["second tuesday +1 day at 22:00", { expression: "cron(0 22 ? * TUE#2 *)", offsetDays: 1 }],
    ["second tuesday +8 days at 22:00", { expression: "cron(0 22 ? * TUE#3 *)", offsetDays: 1 }],
    ["second tuesday -7 days at 22:00", { expression: "cron(0 22 ? * TUE#1 *)" }],
    ["last sunday +6 days at 02:00", { expression: "cron(0 2 ? * 1L *)", offsetDays: 6 }],
    ["last friday at 02:00", { expression: "cron(0 2 ? * 6L *)" }],
  ])("renders %j", (text, rendered) => {
    expect(toSsmSchedule(schedule(text))).toEqual(rendered);
  });

  it("starts when the model says, in every zone and year", () => {
    fc.assert(
      fc.property(anySchedule, anyZone, anyDay, (one, zone, day) => {
        const { expression, offsetDays = 0 } = toSsmSchedule(one);
        const from = Temporal.PlainDate.from(day);
        const until = from.add({ months: 8 });

        const rendered = ssmStarts(expression, offsetDays, zone, from, until);

        expect(rendered.filter((start) => start < begin(until, zone))).toEqual(
          ours(one, zone, from, until),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("stays within the offsets that SSM takes", () => {
    fc.assert(
      fc.property(anySchedule, (one) => {
        const { offsetDays = 1 } = toSsmSchedule(one);

        expect(offsetDays).toBeGreaterThanOrEqual(1);
        expect(offsetDays).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe("toAzureRecurrence", () => {
  it.each([
    ["every day at 12:00", "Day", "2026-12-01 12:00"],
    ["every sunday at 04:00", "Week Sunday", "2026-12-06 04:00"],
    ["every monday, thursday at 22:00", "Week Monday,Thursday", "2026-12-03 22:00"],
    ["day 1, 15 at 03:00", "Month day1,day15", "2026-12-01 03:00"],
    ["second tuesday +1 day at 22:00", "Month Second Tuesday Offset1", "2026-12-09 22:00"],
    ["second tuesday -7 days at 22:00", "Month First Tuesday", "2026-12-01 22:00"],
    ["last sunday at 02:00", "Month Last Sunday", "2026-12-27 02:00"],
  ])("renders %j", (text, recurEvery, startDateTime) => {
    expect(toAzureRecurrence(schedule(text), "Europe/Berlin", "2026-12-01")).toEqual({
      recurEvery,
      startDateTime,
      timeZone: "W. Europe Standard Time",
    });
  });

  it("starts when the model says, from the effective date on", () => {
    fc.assert(
      fc.property(anySchedule, anyZone, anyDay, (one, zone, day) => {
        const { recurEvery, startDateTime } = toAzureRecurrence(one, zone, day);
        const from = Temporal.PlainDate.from(day);
        const until = from.add({ months: 8 });

        const rendered = azureStarts(recurEvery, startDateTime, zone, until);

        expect(rendered.filter((start) => start < begin(until, zone))).toEqual(
          ours(one, zone, from, until),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("refuses a zone without a Windows name", () => {
    const render = () =>
      toAzureRecurrence(schedule("every day at 12:00"), "Antarctica/Troll", "2026-12-01");

    expect(render).toThrow("time zone Antarctica/Troll has no Windows name");
  });
});
