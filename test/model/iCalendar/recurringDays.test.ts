import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { dayOfDate } from "../../../model/civilDay";
import { contentLines } from "../../../model/iCalendar/contentLines";
import { readRule } from "../../../model/iCalendar/recurrenceRule";
import { recurringDays } from "../../../model/iCalendar/recurringDays";

const noVisit = (): void => {};

function ours(text: string, start: string, from = start, to = "2032-12-31"): readonly string[] {
  const [line] = contentLines(`RRULE:${text}`);
  if (line === undefined) throw new Error("no line");
  const span = { first: dayOfDate(from), last: dayOfDate(to) };
  const days = recurringDays(readRule(line, "UTC"), dayOfDate(start), span, noVisit);
  return [...days].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
}

function byIcal(text: string, start: string, to = "2032-12-31"): readonly string[] {
  const days: string[] = [];
  const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(start));
  for (let next = iterator.next(); next; next = iterator.next()) {
    const day = next.toString();
    if (day > to) break;
    days.push(day);
  }
  return days;
}

const day = fc
  .date({ min: new Date("2024-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10));
const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const list = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<string> =>
  fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map((values) => values.join(","));
const numbers = (least: number, most: number) => list(fc.integer({ min: least, max: most }));
/** From one end of the month only: ical.js counts a day twice that two parts of a rule mean. */
const nths = fc.oneof(
  ...[
    [1, 2, 3, 4],
    [-1, -2, -3],
  ].map((counts) =>
    list(fc.tuple(fc.constantFrom(...counts), weekday).map(([count, name]) => `${count}${name}`)),
  ),
);
const interval = fc.integer({ min: 1, max: 4 }).map((count) => `;INTERVAL=${count}`);
const end = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 40 }).map((count) => `;COUNT=${count}`),
);

/** Rules whose every part is understood by both; what ical.js is known to get wrong is left out. */
const rule = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constant("FREQ=DAILY"), interval).map((parts) => parts.join("")),
      fc.tuple(list(weekday), interval).map(([days, every]) => `FREQ=WEEKLY;BYDAY=${days}${every}`),
      fc.tuple(nths).map(([days]) => `FREQ=MONTHLY;BYDAY=${days}`),
      numbers(1, 31).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
      numbers(-28, -1).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
      fc
        .tuple(weekday, fc.integer({ min: 1, max: 22 }))
        .map(
          ([name, first]) =>
            `FREQ=MONTHLY;BYDAY=${name};BYMONTHDAY=${Array.from({ length: 7 }, (_, index) => first + index).join(",")}`,
        ),
      fc
        .tuple(fc.integer({ min: 1, max: 12 }), numbers(1, 28))
        .map(([month, days]) => `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${days}`),
      fc
        .tuple(fc.integer({ min: 1, max: 12 }), nths)
        .map(([month, days]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${days}`),
      numbers(1, 365).map((days) => `FREQ=YEARLY;BYYEARDAY=${days}`),
    ),
    end,
  )
  .map((parts) => parts.join(""));

describe("recurringDays", () => {
  it("finds the days that ical.js finds", () => {
    fc.assert(
      fc.property(rule, day, (text, start) => {
        // An event begins on a day that its rule means; what else it would mean is left open by the standard.
        const [first] = ours(text.replace(/;COUNT=\d+/, ""), start);
        fc.pre(first !== undefined);
        expect(ours(text, first ?? start)).toEqual(byIcal(text, first ?? start));
      }),
      { numRuns: 150 },
    );
  });

  it("skips ahead to the span and finds the same days in it", () => {
    fc.assert(
      fc.property(rule, day, day, (text, start, from) => {
        expect(ours(text, start, from)).toEqual(ours(text, start).filter((found) => found >= from));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [
      "FREQ=MONTHLY;BYMONTHDAY=31",
      "2027-01-31",
      "2027-05-31",
      ["2027-01-31", "2027-03-31", "2027-05-31"],
    ],
    ["FREQ=MONTHLY", "2027-01-30", "2027-04-30", ["2027-01-30", "2027-03-30", "2027-04-30"]],
    ["FREQ=YEARLY", "2028-02-29", "2036-12-31", ["2028-02-29", "2032-02-29", "2036-02-29"]],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "2027-01-29",
      "2027-03-31",
      ["2027-01-29", "2027-02-26", "2027-03-31"],
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU",
      "1997-08-05",
      "1997-08-31",
      ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU",
      "1997-08-05",
      "1997-08-31",
      ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
    ],
    [
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      "1996-11-05",
      "2004-12-31",
      ["1996-11-05", "2000-11-07", "2004-11-02"],
    ],
    [
      "FREQ=YEARLY;BYDAY=20MO",
      "1997-05-19",
      "1999-12-31",
      ["1997-05-19", "1998-05-18", "1999-05-17"],
    ],
    [
      "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
      "1998-02-13",
      "1998-12-31",
      ["1998-02-13", "1998-03-13", "1998-11-13"],
    ],
    [
      "FREQ=DAILY;BYMONTH=12;BYMONTHDAY=24,25",
      "2027-12-24",
      "2028-12-31",
      ["2027-12-24", "2027-12-25", "2028-12-24", "2028-12-25"],
    ],
    ["FREQ=YEARLY;BYYEARDAY=-1,366", "2027-12-31", "2028-12-31", ["2027-12-31", "2028-12-31"]],
  ])("reads %s as the standard means it", (text, start, to, days) => {
    expect(ours(text, start, start, to)).toEqual(days);
  });

  it("ends for a rule that never means any day", () => {
    expect(ours("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2027-01-01")).toEqual([]);
    expect(ours("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "2027-01-01")).toEqual([]);
  });
});
