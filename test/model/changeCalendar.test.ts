import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { freezeIntervals } from "../../model/calendar";
import { toChangeCalendar } from "../../model/changeCalendar";
import type { Freeze } from "../../model/plan";
import { changeCalendarFault } from "../../sandbox/aws/ssm/changeCalendarContent";
import { anyDay } from "./arbitraries";

const yearEnd: Freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};

/** The days, as `YYYY-MM-DD`, that an iCalendar text closes in some years: a reader of its own. */
function closedDays(text: string, fromYear: number, toYear: number): readonly string[] {
  const events = text.split("BEGIN:VEVENT").slice(1);
  const days = events.flatMap((event) => {
    const day = (key: string): Temporal.PlainDate => {
      const found = new RegExp(`${key};TZID=[^:]+:(\\d{8})T000000`).exec(
        event.replace(/\r\n /g, ""),
      );
      return Temporal.PlainDate.from(found?.[1] ?? "");
    };
    const start = day("DTSTART");
    const length = start.until(day("DTEND")).days;
    const starts = event.includes("RRULE:FREQ=YEARLY")
      ? Array.from({ length: toYear - fromYear + 3 }, (_, index) => fromYear - 1 + index).flatMap(
          (year) => {
            // RFC 5545: a day that a year lacks is skipped.
            const here = start.with({ year });
            return here.day === start.day && year >= start.year ? [here] : [];
          },
        )
      : [start];
    return starts.flatMap((first) =>
      Array.from({ length }, (_, index) => first.add({ days: index })),
    );
  });
  return [
    ...new Set(days.filter(({ year }) => year >= fromYear && year <= toYear).map(String)),
  ].sort();
}

/** The same days, as the proof sees them. */
function frozenDays(freeze: Freeze, fromYear: number, toYear: number): readonly string[] {
  const minute = (year: number): number => Date.UTC(year, 0, 1) / 60_000;
  return freezeIntervals(freeze, minute(fromYear), minute(toYear + 1))
    .flatMap(([from, until]) =>
      Array.from({ length: Math.round((until - from) / 1440) }, (_, index) =>
        new Date((from + index * 1440) * 60_000).toISOString().slice(0, 10),
      ),
    )
    .filter((day) => Number(day.slice(0, 4)) >= fromYear && Number(day.slice(0, 4)) <= toYear)
    .sort();
}

describe("toChangeCalendar", () => {
  it("writes what the service reads", () => {
    expect(toChangeCalendar([yearEnd], "acme").split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "PRODID:-//AWS//Change Calendar 1.0//EN",
      "VERSION:2.0",
      "X-CALENDAR-TYPE:DEFAULT_OPEN",
      "X-WR-CALDESC:Freezes of acme",
      "BEGIN:VEVENT",
      "DTSTAMP:20200101T000000Z",
      "DTSTART;TZID=Europe/Berlin:20191218T000000",
      "DTEND;TZID=Europe/Berlin:20200105T000000",
      "RRULE:FREQ=YEARLY",
      "SUMMARY:year-end",
      "UID:acme-year-end-0",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  it("carries a harmless entry when nothing is frozen", () => {
    const text = toChangeCalendar([], "acme");

    expect(text).toContain("BEGIN:VTODO");
    expect(text).not.toContain("VEVENT");
  });

  it("keeps lines within 75 octets", () => {
    const long = { ...yearEnd, name: "n".repeat(40) };

    for (const line of toChangeCalendar([long], "a".repeat(60)).split("\r\n")) {
      expect(line.length).toBeLessThanOrEqual(75);
    }
  });

  it("has the spans of an imported calendar as instants", () => {
    const imported: Freeze = {
      name: "holidays",
      timezone: "Europe/Berlin",
      when: {
        kind: "spans",
        spans: [
          [Date.parse("2026-12-23T23:00Z") / 60_000, Date.parse("2026-12-26T23:00Z") / 60_000],
          [Date.parse("2027-01-01T08:30Z") / 60_000, Date.parse("2027-01-01T09:00Z") / 60_000],
        ],
        knownUntil: Number.MAX_SAFE_INTEGER,
      },
    };

    const text = toChangeCalendar([imported], "acme");

    expect(changeCalendarFault(text)).toBeUndefined();
    expect(text.match(/^(DT(START|END)|UID):.*$/gm)?.map((line) => line.trim())).toEqual([
      "DTSTART:20261223T230000Z",
      "DTEND:20261226T230000Z",
      "UID:holidays-0",
      "DTSTART:20270101T083000Z",
      "DTEND:20270101T090000Z",
      "UID:holidays-1",
    ]);
  });

  it("closes the days of a dated freeze once", () => {
    fc.assert(
      fc.property(anyDay, fc.nat(120), (from, length) => {
        const to = Temporal.PlainDate.from(from).add({ days: length }).toString();
        const freeze: Freeze = { name: "f", timezone: "UTC", when: { kind: "once", from, to } };

        expect(closedDays(toChangeCalendar([freeze], "a"), 2026, 2033)).toEqual(
          frozenDays(freeze, 2026, 2033),
        );
      }),
    );
  });

  it("closes the days of a yearly freeze in every year, leap years too", () => {
    const yearDay = anyDay.map((day) => day.slice(5));
    fc.assert(
      fc.property(yearDay, yearDay, (from, to) => {
        const freeze: Freeze = { name: "f", timezone: "UTC", when: { kind: "yearly", from, to } };

        expect(closedDays(toChangeCalendar([freeze], "a"), 2026, 2033)).toEqual(
          frozenDays(freeze, 2026, 2033),
        );
      }),
    );
  });
});
