import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backupCrons, backupGapDays } from "../../../../components/aws/recovery/backupSchedule";
import { occurrences } from "../../../../model/calendar";
import { type Schedule, weekdays } from "../../../../model/schedule";

const at = fc.record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) });
const schedules: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ kind: fc.constant("daily" as const), at }),
  fc.record({
    kind: fc.constant("weekly" as const),
    days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 }),
    at,
  }),
  fc.record({
    kind: fc.constant("monthlyDay" as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 4 }),
    at,
  }),
  fc.record({
    kind: fc.constant("monthlyWeekday" as const),
    ordinal: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, "last" as const),
    weekday: fc.constantFrom(...weekdays),
    offsetDays: fc.integer({ min: 0, max: 6 }),
    at,
  }),
);

const from = Date.parse("2026-12-01T00:00Z") / 60_000;
const until = from + 400 * 1440;
const names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Whether a cron expression of AWS Backup fires in this minute (UTC). */
function fires(cron: string, instant: number): boolean {
  const date = new Date(instant * 60_000);
  const [minute, hour, day = "", , weekday = ""] = cron.slice(5, -1).split(" ");
  return (
    Number(minute) === date.getUTCMinutes() &&
    Number(hour) === date.getUTCHours() &&
    dayFits(day, date) &&
    weekdayFits(weekday, date)
  );
}

function dayFits(field: string, date: Date): boolean {
  const tomorrow = new Date(date.getTime() + 86_400_000);
  if (field === "*" || field === "?") return true;
  if (field === "L") return tomorrow.getUTCDate() === 1;
  return field.split(",").map(Number).includes(date.getUTCDate());
}

function weekdayFits(field: string, date: Date): boolean {
  if (field === "*" || field === "?") return true;
  const day = date.getUTCDay();
  const [name, ordinal] = field.split("#");
  if (ordinal !== undefined) {
    return names[day] === name && Math.ceil(date.getUTCDate() / 7) === Number(ordinal);
  }
  const last = /^(\d)L$/.exec(field)?.[1];
  if (last !== undefined) {
    const nextWeek = new Date(date.getTime() + 7 * 86_400_000);
    return day === Number(last) - 1 && nextWeek.getUTCMonth() !== date.getUTCMonth();
  }
  return field.split(",").includes(names[day] ?? "");
}

describe("backupCrons", () => {
  it("come the lead before every start of any schedule", () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 3, max: 24 }), (schedule, lead) => {
        const crons = backupCrons(schedule, lead);
        for (const { start } of occurrences(schedule, "UTC", from, until)) {
          expect(
            crons.some((cron) => fires(cron, start - lead * 60)),
            `${crons.join(" and ")} before ${new Date(start * 60_000).toISOString()}`,
          ).toBe(true);
        }
      }),
    );
  });

  it("never lie further apart than backupGapDays says", () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 3, max: 24 }), (schedule, lead) => {
        const starts = occurrences(schedule, "UTC", from, until).map(({ start }) => start);
        const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
        const crons = backupCrons(schedule, lead);
        const isWeekly = crons.every((cron) => /\? \* [A-Z,]+ \*\)$/.test(cron));
        const longest = isWeekly ? 7 * 1440 : Math.max(...gaps);
        expect(longest).toBeLessThanOrEqual(backupGapDays(schedule, lead) * 1440);
      }),
    );
  });

  it("names the day before the first of a month as the last of the month before", () => {
    const schedule = { kind: "monthlyDay", days: [1, 15], at: { hour: 2, minute: 30 } } as const;

    expect(backupCrons(schedule, 4)).toEqual(["cron(30 22 14 * ? *)", "cron(30 22 L * ? *)"]);
  });

  it("backs up every week where only an offset could name the day", () => {
    const schedule = {
      kind: "monthlyWeekday",
      ordinal: 2,
      weekday: "tuesday",
      offsetDays: 1,
      at: { hour: 22, minute: 0 },
    } as const;

    expect(backupCrons(schedule, 4)).toEqual(["cron(0 18 ? * WED *)"]);
  });
});
