/** Other implementations of every rendering of a schedule, and the comparison of all of them with the model. */
import { Cron } from "croner";
import fc from "fast-check";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { expect } from "vitest";
import { toAzureRecurrence } from "../../model/azureRecurrence";
import { toWindowsZone } from "../../model/azureZone";
import { nextOccurrences } from "../../model/calendar";
import { toICalendar } from "../../model/iCalendar/planCalendar";
import { parsePlan } from "../../model/load";
import type { Policy } from "../../model/policy";
import { formatSchedule, type Schedule } from "../../model/schedule";
import { toSsmSchedule } from "../../model/ssmSchedule";
import { anySchedule } from "../model/arbitraries";
import { policyText } from "../model/policyText";
import { azureStarts } from "../model/vendorCalendars";
import { changesOf, daysBefore, firstTried, lastTried } from "./clockChanges";
import { deadline, group, months, plan, ring, system, window } from "./plans";

export interface ScheduleCase {
  readonly schedule: Schedule;
  readonly zone: string;
  /** `YYYY-MM-DD` */
  readonly from: string;
}

/** Both hemispheres; half and quarter hours; changes by half an hour, at midnight and around Ramadan; rules that changed. */
export const zones = [
  "UTC",
  "Europe/Berlin",
  "Europe/Dublin",
  "Europe/Istanbul",
  "America/New_York",
  "America/Los_Angeles",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Santiago",
  "America/Mexico_City",
  "America/Havana",
  "America/Nuuk",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Asia/Amman",
  "Asia/Tokyo",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Australia/Sydney",
  "Australia/Adelaide",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Apia",
] as const;

const anyFrom = fc
  .date({ min: new Date(firstTried), max: new Date(lastTried), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

const smallHours = fc.record({
  hour: fc.integer({ min: 0, max: 3 }),
  minute: fc.constantFrom(0, 15, 30),
});

/** Clocks change in the small hours: they are tried more often than others. */
const freeCase: fc.Arbitrary<ScheduleCase> = fc.record({
  schedule: fc
    .tuple(anySchedule, fc.option(smallHours))
    .map(([schedule, at]) => (at === null ? schedule : { ...schedule, at })),
  zone: fc.constantFrom(...zones),
  from: anyFrom,
});

/** From a few days before the clocks of the zone change on, as often as not at the time that they skip or show twice. */
const caseAtChange: fc.Arbitrary<ScheduleCase> = fc
  .constantFrom(...zones.filter((zone) => changesOf(zone).length > 0))
  .chain((zone) =>
    fc
      .tuple(
        anySchedule,
        fc.constantFrom(...changesOf(zone)),
        fc.integer({ min: 0, max: daysBefore }),
        fc.option(fc.constantFrom(0, 1, 15, 29)),
      )
      .map(([schedule, change, before, into]) => ({
        schedule:
          into === null
            ? schedule
            : { ...schedule, at: timeOf(change.from.add({ minutes: into })) },
        zone,
        from: change.day.subtract({ days: before }).toString(),
      })),
  );

export const scheduleCase: fc.Arbitrary<ScheduleCase> = fc.oneof(
  { weight: 3, arbitrary: freeCase },
  { weight: 2, arbitrary: caseAtChange },
);

function timeOf({ hour, minute }: Temporal.PlainTime): Schedule["at"] {
  return { hour, minute };
}

const compared = 24;

/** What one comparison saw, for the campaign's report. */
export interface Seen {
  readonly azure: boolean;
  /** Starts among the compared ones that a change of the clock swallows or doubles. */
  readonly changes: number;
}

/** Fails unless the next 24 starts are the same instants in all renderings, outside changes of the clock. */
export function compareRenderings(tried: ScheduleCase): Seen {
  const { schedule, zone, from } = tried;
  const day = Temporal.PlainDate.from(from);
  const begin = day.toZonedDateTime(zone).epochMilliseconds / 60_000;
  const own = nextOccurrences(schedule, zone, begin, compared).map(({ start }) => start);
  const last = own.at(-1) ?? begin;
  const changes = changedStarts(tried, begin, last);
  const isQuiet = (start: number): boolean =>
    start >= begin && start <= last && !changes.some((at) => Math.abs(at - start) < 20 * 60);
  const expected = own.filter(isQuiet);

  const bySsm = ssmByCroner(tried, begin, last).filter(isQuiet);
  expect(bySsm, "SSM's cron, by croner").toEqual(expected);
  const byRule = ruleByIcal(tried, begin, last).filter(isQuiet);
  expect(byRule, "RRULE, by ical.js").toEqual(expected);
  const azure = toWindowsZone(zone, from).ok;
  if (azure) {
    const { recurEvery, startDateTime } = toAzureRecurrence(schedule, zone, from);
    const until = Temporal.Instant.fromEpochMilliseconds(last * 60_000)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .add({ days: 1 });
    const byAzure = azureStarts(recurEvery, startDateTime, zone, until).filter(isQuiet);
    expect(byAzure, "recurEvery").toEqual(expected);
  }
  if (changes.length > 0) expect(clockFindings(tried), "findings").not.toEqual([]);
  return { azure, changes: changes.length };
}

/**
 * Times of the schedule that clocks skip or show twice, with the offset before the change; also of a start that SSM counts in days
 * from such a time.
 */
function changedStarts({ schedule, zone, from }: ScheduleCase, begin: number, last: number) {
  const { hour, minute } = schedule.at;
  const { offsetDays = 0 } = toSsmSchedule(schedule);
  const isChanged = (local: Temporal.PlainDateTime): boolean => {
    const at = (disambiguation: "earlier" | "later"): number =>
      local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
    return at("earlier") !== at("later");
  };
  const [first] = nextOccurrences(schedule, "UTC", Date.parse(from) / 60_000 - 1440, 1);
  const count = compared + 8;
  return nextOccurrences(schedule, "UTC", first?.start ?? 0, count)
    .map(({ start }) => new Date(start * 60_000).toISOString().slice(0, 10))
    .map((day) => Temporal.PlainDate.from(day).toPlainDateTime({ hour, minute }))
    .filter((local) => isChanged(local) || isChanged(local.subtract({ days: offsetDays })))
    .map(
      (local) =>
        local.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds / 60_000,
    )
    .filter((at) => at >= begin && at <= last);
}

function ssmByCroner({ schedule, zone }: ScheduleCase, begin: number, last: number): number[] {
  const { expression, offsetDays = 0 } = toSsmSchedule(schedule);
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1] ?? "";
  const cron = new Cron(`0 ${fields}`, { timezone: zone, alternativeWeekdays: true });
  // Croner's own offset counts 24 hours a day, ours days of the calendar: the days are Croner's, the moving is not.
  // A day more is looked back, since clocks may change on the way.
  return cron
    .nextRuns(compared + 5, new Date((begin - (offsetDays + 1) * 1440) * 60_000))
    .map((run) =>
      Temporal.Instant.fromEpochMilliseconds(run.getTime())
        .toZonedDateTimeISO(zone)
        .toPlainDate()
        .add({ days: offsetDays })
        .toPlainDateTime(schedule.at)
        .toZonedDateTime(zone),
    )
    .map((start) => start.epochMilliseconds / 60_000)
    .filter((start) => start >= begin && start <= last);
}

/** The file that people open, through a parser that knows nothing of the model: its VTIMEZONE gives the instants. */
function ruleByIcal({ schedule, zone, from }: ScheduleCase, begin: number, last: number): number[] {
  const text = toICalendar(noPolicy, planOf(schedule, zone, from));
  return instantsOfEvents(text, (start) => start > last)
    .map(([start]) => start)
    .filter((start) => start >= begin);
}

/** Nobody owns or agreed to anything. */
export const noPolicy = { windows: {}, testWindows: {} } as unknown as Policy;

function planOf(schedule: Schedule, timezone: string, effectiveFrom: string) {
  const used = window(schedule, { timezone, duration: 180 });
  return plan([group([ring("all", used, [system(0)])], [deadline(months(1))])], {
    effectiveFrom,
    timezone,
  });
}

/** Start and end of every occurrence of every event, in order, until `isEnough`; by ical.js and the file's VTIMEZONE. */
export function instantsOfEvents(
  text: string,
  isEnough: (start: number) => boolean = () => false,
): (readonly [number, number])[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const found: (readonly [number, number])[] = [];
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const occurrences = event.iterator();
    for (let next = occurrences.next(); next; next = occurrences.next()) {
      const { startDate } = event.getOccurrenceDetails(next);
      const start = startDate.toUnixTime() / 60;
      if (isEnough(start)) break;
      // Of an event that recurs, ical.js itself reckons the end by the clock, also where it has a DURATION.
      const end = event.isRecurring()
        ? start + event.duration.toSeconds() / 60
        : event.endDate.toUnixTime() / 60;
      found.push([start, end]);
    }
  }
  return found.sort(([a], [b]) => a - b);
}

/** Findings about the clock that a document with this schedule gets. */
function clockFindings({ schedule, zone, from }: ScheduleCase): readonly string[] {
  const loaded = parsePlan(
    policyText({
      head: `version: 1\norganisation: acme\ntimezone: UTC\neffectiveFrom: ${from}`,
      windows: `windows:\n  sunday: { schedule: "${formatSchedule(schedule)}", timezone: ${zone} }`,
      groups:
        "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }",
    }),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.plan.findings
    .map(({ rule }) => rule)
    .filter((rule) => rule.startsWith("window/dst-"));
}
