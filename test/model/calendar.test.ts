import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freezeIntervals, nextOccurrences, occurrences } from "../../model/calendar";
import type { Freeze } from "../../model/plan";
import { nextRuns } from "../../model/plannedRuns";
import type { Schedule } from "../../model/schedule";
import { formatInstant } from "../../model/zone";
import { anyTimezone } from "../support/calendarOpponents";
import {
  days,
  deadline,
  group,
  patchTuesday,
  plan,
  ring,
  system,
  weekly,
  window,
} from "../support/plans";
import { randomPolicy } from "../support/randomPolicies";
import { isFrozen, simulateStarts } from "../support/simulateCalendar";
import { anySchedule } from "./arbitraries";

const instant = (text: string): number => Date.parse(text) / 60_000;

function starts(schedule: Schedule, zone: string, from: string, until: string): readonly string[] {
  return occurrences(schedule, zone, instant(from), instant(until)).map(({ start }) =>
    formatInstant(start, zone).replace(` ${zone}`, ""),
  );
}

describe("occurrences", () => {
  it("counts the second Tuesday before it moves it by a day", () => {
    // December 2026 begins on a Tuesday, so its second Tuesday is the 8th; January's is the 12th.
    expect(
      starts(patchTuesday(1, "22:00"), "America/New_York", "2026-12-01", "2027-02-01"),
    ).toEqual(["2026-12-09 22:00", "2027-01-13 22:00"]);
  });

  it("moves a Tuesday into the month before and the month after", () => {
    // The second Tuesday of June 2027 is the 8th: −7 is the 1st, +20 the 28th. With ordinal 1 and −7 it is 25 May.
    const first: Schedule = {
      ...patchTuesday(-7, "04:00"),
      kind: "monthlyWeekday",
      ordinal: 1,
      weekday: "tuesday",
      offsetDays: -7,
    };
    expect(starts(first, "UTC", "2027-05-20", "2027-06-20")).toEqual(["2027-05-25 04:00"]);
    const fourth: Schedule = { ...first, ordinal: 4, offsetDays: 20 };
    // The fourth Tuesday of May 2027 is the 25th: 20 days later is 14 June.
    expect(starts(fourth, "UTC", "2027-06-01", "2027-06-30")).toEqual(["2027-06-14 04:00"]);
  });

  it("leaves out a start inside a gap and gives both instants of one in an overlap", () => {
    const sundays = weekly("sunday", "02:30");
    expect(starts(sundays, "Europe/Berlin", "2027-03-20", "2027-04-05")).toEqual([
      "2027-03-21 02:30",
      "2027-04-04 02:30",
    ]);
    const october = occurrences(
      sundays,
      "Europe/Berlin",
      instant("2027-10-30"),
      instant("2027-11-01"),
    );
    expect(october).toEqual([
      { start: instant("2027-10-31T00:30Z"), ambiguousUntil: instant("2027-10-31T01:30Z") },
    ]);
  });

  it("is what a walk over every minute finds, whatever the schedule and the zone", () => {
    const from = instant("2027-01-01");
    const until = instant("2028-04-10");
    fc.assert(
      fc.property(randomPolicy, ({ windows: [random] }) => {
        const walked = simulateStarts(random, "2026-12-01", from, until).map(({ at, other }) =>
          other === at ? { start: at } : { start: at, ambiguousUntil: other },
        );
        expect(occurrences(random.schedule, random.timezone, from, until)).toEqual(walked);
      }),
      { numRuns: 40 },
    );
  });
});

describe("freezeIntervals", () => {
  const freeze = (from: string, to: string, timezone = "Europe/Berlin"): Freeze => ({
    name: "freeze",
    timezone,
    when: { kind: "yearly", from, to },
  });
  const spans = (each: Freeze, from: string, until: string): readonly string[] =>
    freezeIntervals(each, instant(from), instant(until)).map(
      ([begin, end]) => `${formatInstant(begin)} to ${formatInstant(end)}`,
    );

  it("takes both local days and crosses new year", () => {
    expect(spans(freeze("12-18", "01-04"), "2026-12-31", "2027-12-31")).toEqual([
      "2026-12-17 23:00 UTC to 2027-01-04 23:00 UTC",
      "2027-12-17 23:00 UTC to 2028-01-04 23:00 UTC",
    ]);
  });

  it("ends on 28 February in a common year when it ends on the 29th", () => {
    expect(spans(freeze("02-20", "02-29", "UTC"), "2027-01-01", "2028-12-31")).toEqual([
      "2027-02-20 00:00 UTC to 2027-03-01 00:00 UTC",
      "2028-02-20 00:00 UTC to 2028-03-01 00:00 UTC",
    ]);
  });

  it("happens in leap years only when it is 29 February alone", () => {
    expect(spans(freeze("02-29", "02-29", "UTC"), "2027-01-01", "2029-12-31")).toEqual([
      "2028-02-29 00:00 UTC to 2028-03-01 00:00 UTC",
    ]);
  });

  it("holds exactly the minutes whose local day is frozen", () => {
    const [from, until] = [instant("2027-01-01"), instant("2029-06-01")];
    fc.assert(
      fc.property(
        randomPolicy.filter(({ freezes }) => freezes.length > 0),
        fc.array(fc.integer({ min: from, max: until }), { minLength: 50, maxLength: 50 }),
        ({ freezes: [each] }, minutes) => {
          if (each === undefined) return;
          const intervals = freezeIntervals(each, from, until);
          const edges = intervals.flatMap(([a, b]) => [a - 1, a, b - 1, b]);
          for (const minute of [
            ...minutes,
            ...edges.filter((edge) => edge >= from && edge < until),
          ]) {
            const inside = intervals.some(([a, b]) => a <= minute && minute < b);
            expect(inside, formatInstant(minute)).toBe(isFrozen([each], minute, minute + 1));
          }
        },
      ),
    );
  });
});

describe("nextOccurrences", () => {
  it("are the first of all occurrences, however far apart they are", () => {
    fc.assert(
      fc.property(
        anySchedule,
        anyTimezone,
        fc.integer({ min: instant("2009-01-01"), max: instant("2040-01-01") }),
        fc.integer({ min: 1, max: 30 }),
        (schedule, zone, from, count) => {
          const found = nextOccurrences(schedule, zone, from, count);

          const all = occurrences(schedule, zone, from, (found.at(-1)?.start ?? from) + 1);
          expect(found).toHaveLength(count);
          expect(found).toEqual(all);
        },
      ),
    );
  });
});

describe("nextRuns", () => {
  const sunday = window(weekly("sunday", "04:00"), { name: "sunday", timezone: "Europe/Berlin" });
  const tuesday = window(patchTuesday(1, "22:00"), { name: "tuesday" });
  const freeze: Freeze = {
    name: "year-end",
    timezone: "Europe/Berlin",
    when: { kind: "yearly", from: "12-18", to: "01-04" },
    groups: ["web"],
  };
  const rings = [
    ring("canary", tuesday, [system(2)]),
    ring("broad", sunday, [system(2), system(0, { cloud: "azure" })]),
  ];
  const web = group(rings, [deadline(days(30))]);
  const shop = group(
    rings.map((each) => ({ ...each, patchGroup: `shop.${each.name}` })),
    [deadline(days(30))],
    { name: "shop" },
  );

  function told(count: number, from = "2026-12-01"): readonly string[] {
    return nextRuns(plan([web, shop], { freezes: [freeze] }), instant(from), count).map(
      ({ start, window: name, rings: which, clouds, frozenBy }) =>
        `${formatInstant(start)} ${name} ${which.join("+")} ${clouds.join("+")} ${frozenBy ?? "runs"}`,
    );
  }

  it("merges the windows in order and reports the rings that a freeze keeps from running", () => {
    expect(told(5)).toEqual([
      "2026-12-06 03:00 UTC sunday web.broad+shop.broad aws+azure runs",
      "2026-12-09 22:00 UTC tuesday web.canary+shop.canary aws runs",
      "2026-12-13 03:00 UTC sunday web.broad+shop.broad aws+azure runs",
      "2026-12-20 03:00 UTC sunday web.broad aws+azure year-end",
      "2026-12-20 03:00 UTC sunday shop.broad aws+azure runs",
      "2026-12-27 03:00 UTC sunday web.broad aws+azure year-end",
      "2026-12-27 03:00 UTC sunday shop.broad aws+azure runs",
    ]);
  });

  it("starts with the effective day, however early it is asked", () => {
    expect(told(1, "2026-06-01")).toEqual([
      "2026-12-06 03:00 UTC sunday web.broad+shop.broad aws+azure runs",
    ]);
  });

  it("finds nothing in a plan without rings", () => {
    expect(nextRuns(plan([]), instant("2026-12-01"), 5)).toEqual([]);
  });
});
