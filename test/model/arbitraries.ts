/** Random schedules, and the local days of a month that tests count by themselves. */
import * as fc from "fast-check";
import { type Ordinal, offsetRange, type Schedule, weekdays } from "../../model/schedule";

const time = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
});
const weekday = fc.constantFrom(...weekdays);
const ordinal = fc.constantFrom<Ordinal>(1, 2, 3, 4, "last");

export const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ kind: fc.constant("daily" as const), at: time }),
  fc.record({
    kind: fc.constant("weekly" as const),
    days: fc.subarray([...weekdays], { minLength: 1 }),
    at: time,
  }),
  fc.record({
    kind: fc.constant("monthlyDay" as const),
    days: fc
      .uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 6 })
      .map((days) => days.sort((a, b) => a - b)),
    at: time,
  }),
  fc.tuple(ordinal, weekday, time).chain(([nth, day, at]) => {
    const { least, most } = offsetRange(nth);
    return fc.integer({ min: least, max: most }).map((offsetDays) => ({
      kind: "monthlyWeekday" as const,
      ordinal: nth,
      weekday: day,
      offsetDays,
      at,
    }));
  }),
);

/** Zones of both hemispheres, of half hours, with a half-hour clock change, and without any. */
export const anyZone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
);

/** 2026-01-01 to 2032-12-28 as `YYYY-MM-DD`. */
export const anyDay = fc
  .tuple(
    fc.integer({ min: 2026, max: 2032 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join("-"));
