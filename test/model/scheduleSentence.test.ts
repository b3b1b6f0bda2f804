import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSchedule, parseSchedule } from "../../model/schedule";
import { scheduleSentence } from "../../model/scheduleSentence";
import { anySchedule } from "./arbitraries";

function sentence(text: string, minutes?: number): string {
  const parsed = parseSchedule(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return scheduleSentence(parsed.schedule, "Europe/Berlin", minutes);
}

describe("scheduleSentence", () => {
  it.each([
    ["every day at 12:00", 120, "every day at 12:00 (Europe/Berlin), for 2 hours"],
    ["every sunday at 04:00", 60, "every Sunday at 04:00 (Europe/Berlin), for 1 hour"],
    [
      "every wednesday, sunday at 04:00",
      180,
      "every Wednesday and Sunday at 04:00 (Europe/Berlin), for 3 hours",
    ],
    [
      "every monday, tuesday, friday at 04:00",
      90,
      "every Monday, Tuesday and Friday at 04:00 (Europe/Berlin), for 1 hour 30 minutes",
    ],
    [
      "day 1, 2, 3, 11, 12, 13, 21, 22, 23 at 03:00",
      45,
      "on the 1st, 2nd, 3rd, 11th, 12th, 13th, 21st, 22nd and 23rd of each month at 03:00 (Europe/Berlin), for 45 minutes",
    ],
    [
      "second tuesday at 22:00",
      1440,
      "the second Tuesday of each month at 22:00 (Europe/Berlin), for 1 day",
    ],
    [
      "second tuesday +1 day at 22:00",
      undefined,
      "the day after the second Tuesday of each month at 22:00 (Europe/Berlin)",
    ],
    [
      "second tuesday -1 day at 22:00",
      undefined,
      "the day before the second Tuesday of each month at 22:00 (Europe/Berlin)",
    ],
    [
      "last sunday +6 days at 02:00",
      undefined,
      "6 days after the last Sunday of each month at 02:00 (Europe/Berlin)",
    ],
  ])("says of %s what people say", (text, minutes, said) => {
    expect(sentence(text, minutes)).toBe(said);
  });

  it("says different things of different schedules", () => {
    fc.assert(
      fc.property(anySchedule, anySchedule, (one, other) => {
        fc.pre(formatSchedule(one) !== formatSchedule(other));
        expect(scheduleSentence(one, "UTC")).not.toBe(scheduleSentence(other, "UTC"));
      }),
    );
  });
});
