import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatSchedule,
  offsetRange,
  parseSchedule,
  type Schedule,
  shiftOrdinal,
} from "../../model/schedule";
import { anySchedule } from "./arbitraries";

describe("parseSchedule", () => {
  it.each([
    [
      "every 2 weeks on wednesday at 04:00",
      'so write "every wednesday at …", or "second wednesday',
    ],
    ["every other friday at 04:00", 'so write "every friday at …"'],
    ["every first monday at 04:00", 'write "first monday at …" without every'],
    ["every full moon at 04:00", 'must be a schedule such as "every day at 12:00"'],
    ["every wensday at 04:00", 'did you mean "wednesday"?'],
  ])("refuses %j with the nearest form that both clouds run", (text, hint) => {
    const parsed = parseSchedule(text);

    expect(parsed.ok ? "" : parsed.message).toContain(hint);
  });

  it.each([
    ["every 28th at 12:00", "day 28 at 12:00"],
    ["every month on the 15th at 03:00", "day 15 at 03:00"],
    ["day 1 and 15 at 03:00", "day 1, 15 at 03:00"],
    ["daily at 12:00", "every day at 12:00"],
    ["monday and thursday at 22:00", "every monday, thursday at 22:00"],
    ["every weekend at 03:00", "every saturday, sunday at 03:00"],
    ["2nd teusday of the month at 22:00", "second tuesday at 22:00"],
    ["second tuesday plus 1 day at 22:00", "second tuesday +1 day at 22:00"],
    ["every sunday at 4:00", "every sunday at 04:00"],
    ["every sunday at 4", "every sunday at 04:00"],
    ["every sunday at 12am", "every sunday at 00:00"],
    ["every sunday at 4.30 pm", "every sunday at 16:30"],
    ["each sunday 04:00", "every sunday at 04:00"],
    ["weekly", "every sunday at 04:00"],
    ["every 2 weeks", "every sunday at 04:00"],
    ["last day at 03:00", "day 28 at 03:00"],
    ["fifth saturday at 03:00", "last saturday at 03:00"],
    ["cron(0 3 ? * SAT *)", "every saturday at 03:00"],
    ["cron(30 22 ? * TUE#2 *)", "second tuesday at 22:30"],
    ["cron(0 3 ? * 7L *)", "last saturday at 03:00"],
    ["cron(0 0 1,15 * ? *)", "day 1, 15 at 00:00"],
    ["0 3 * * 6", "every saturday at 03:00"],
    ["0 3 * * mon,thu", "every monday, thursday at 03:00"],
    ["15 4 * * *", "every day at 04:15"],
  ])("of %j suggests what was meant", (text, meant) => {
    const parsed = parseSchedule(text);

    expect(parsed.ok ? "" : parsed.message).toMatch(
      new RegExp(`; did you mean "${meant.replace("+", "\\+")}"\\?$`),
    );
  });

  it("suggests nothing where it cannot know, not even the nearest weekday", () => {
    const parsed = parseSchedule("every sonntag at 04:00");

    expect(parsed.ok ? "" : parsed.message).toBe('must name weekdays in full; "sonntag" is none');
  });

  it.each<[string, Schedule]>([
    ["every day at 12:00", { kind: "daily", at: { hour: 12, minute: 0 } }],
    ["every sunday at 04:00", { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } }],
    [
      "every thursday, monday at 22:05",
      { kind: "weekly", days: ["monday", "thursday"], at: { hour: 22, minute: 5 } },
    ],
    ["day 15, 1 at 03:00", { kind: "monthlyDay", days: [1, 15], at: { hour: 3, minute: 0 } }],
    [
      "second tuesday +1 day at 22:00",
      {
        kind: "monthlyWeekday",
        ordinal: 2,
        weekday: "tuesday",
        offsetDays: 1,
        at: { hour: 22, minute: 0 },
      },
    ],
    [
      "  Last  SUNDAY at 02:00 ",
      {
        kind: "monthlyWeekday",
        ordinal: "last",
        weekday: "sunday",
        offsetDays: 0,
        at: { hour: 2, minute: 0 },
      },
    ],
  ])("reads %j", (text, schedule) => {
    expect(parseSchedule(text)).toEqual({ ok: true, schedule });
  });

  it("reads back what formatSchedule writes", () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        expect(parseSchedule(formatSchedule(schedule))).toEqual({ ok: true, schedule });
      }),
    );
  });

  it.each([
    ["every sundy at 04:00", 'did you mean "sunday"?'],
    ["every sun at 04:00", "weekdays in full"],
    ["every sunday at 4:00", 'not "4:00"'],
    ["every sunday at 24:00", 'not "24:00"'],
    ["every sunday", "must be a schedule such as"],
    ["every sunday, sunday at 04:00", "each weekday once"],
    ["day 29 at 04:00", 'not "29"'],
    ["day 0 at 04:00", "from 1 to 28"],
    ["day 1, 1 at 04:00", "each day once"],
    ["fifth monday at 04:00", "must be a schedule such as"],
    ["first monday -1 days at 04:00", "by 0 to +27 days"],
    ["last monday +7 days at 04:00", "by 0 to +6 days"],
    ["second tuesday +21 days at 22:00", "by -7 to +20 days"],
    ["rate(7 days)", "must be a schedule such as"],
    ["", "must be a schedule such as"],
  ])("refuses %j", (text, reason) => {
    const parsed = parseSchedule(text);

    expect(parsed).toMatchObject({ ok: false, message: expect.stringContaining(reason) });
  });

  it("takes any text without throwing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseSchedule(text).ok).toBe("boolean");
      }),
    );
  });
});

describe("shiftOrdinal", () => {
  it("leaves 0–6 days for every offset that is allowed", () => {
    for (const ordinal of [1, 2, 3, 4, "last"] as const) {
      const { least, most } = offsetRange(ordinal);
      for (let days = least; days <= most; days++) {
        expect(shiftOrdinal(ordinal, days).offsetDays).toBeLessThanOrEqual(6);
        expect(shiftOrdinal(ordinal, days).offsetDays).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("runs the second weekday from 7 days before to 20 days after", () => {
    expect(offsetRange(2)).toEqual({ least: -7, most: 20 });
    expect(shiftOrdinal(2, -7)).toEqual({ ordinal: 1, offsetDays: 0 });
    expect(shiftOrdinal(2, 20)).toEqual({ ordinal: 4, offsetDays: 6 });
  });
});
