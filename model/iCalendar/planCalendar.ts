/**
 * The whole calendar of a plan as an iCalendar file (RFC 5545): runs, test windows and freezes over ten years from the
 * effective day. Nothing in it depends on today: equal documents make equal files.
 */
import { freezeIntervals } from "../calendar";
import { civilDay, dayNumber, dayOfDate } from "../civilDay";
import type { Freeze, Plan } from "../plan";
import type { Policy } from "../policy";
import { type RunSeries, type SeriesMember, seriesOf } from "../runSeries";
import { scheduleSentence } from "../scheduleSentence";
import { minutesPerDay } from "../time";
import { startOfDay } from "../zone";
import { type CalendarEvent, eventLines } from "./event";
import { type Horizon, seriesEvents } from "./seriesEvents";
import { calendarText, escapeText, formatUtc } from "./text";
import { zoneComponent } from "./zoneComponent";

/** Freezes recur for ever and a rule cannot say so: what they bar is written out, and so everything has an end. */
const years = 10;

/** @param group only what concerns this group; everything when left out. */
export function toICalendar(policy: Policy, plan: Plan, group?: string): string {
  const horizon = horizonOf(plan);
  const events = [
    ...runEvents(policy, plan, horizon, group),
    ...freezeEvents(plan, horizon, group),
  ];
  const name = `${plan.organisation} patching${group === undefined ? "" : `: ${group}`}`;
  const until = civilDay(Math.floor(horizon.until / minutesPerDay)).year;
  return calendarText([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Patchwarden//Patching calendar//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-CALDESC:${escapeText(`Runs, test windows and freezes from ${plan.effectiveFrom} on, until ${until}`)}`,
    ...zoneComponents(events, horizon),
    ...events.flatMap((event) => eventLines(event, dayOfDate(plan.effectiveFrom) * minutesPerDay)),
    "END:VCALENDAR",
  ]);
}

export function horizonOf({ effectiveFrom, timezone }: Plan): Horizon {
  const first = dayOfDate(effectiveFrom);
  const { year, month, day } = civilDay(first);
  // A day early and late, since each window has a zone of its own.
  return {
    from: startOfDay(timezone, first) - minutesPerDay,
    until: startOfDay(timezone, dayNumber(year + years, month, day)) + minutesPerDay,
  };
}

function runEvents(
  policy: Policy,
  plan: Plan,
  horizon: Horizon,
  group?: string,
): readonly CalendarEvent[] {
  return seriesOf(plan, group).flatMap((series) => {
    const own = startOfDay(series.window.timezone, dayOfDate(plan.effectiveFrom));
    return seriesEvents(
      series,
      { ...horizon, from: Math.max(own, horizon.from) },
      (members) => wording(policy, series, members),
      (words) => uid(plan, [series.kind, series.window.name, ...words], group),
    );
  });
}

function wording(policy: Policy, { kind, window }: RunSeries, members: readonly SeriesMember[]) {
  const { name, schedule, timezone, duration } = window;
  const sentence = scheduleSentence(schedule, timezone, duration);
  const labels = members.map(({ label }) => label).join(", ");
  // A test window may have the name of a window.
  const written = kind === "install" ? policy.windows[name] : undefined;
  const owner = (written ?? policy.testWindows[name])?.owner;
  const agreed = [
    written?.agreedBy === undefined ? "" : ` by ${written.agreedBy}`,
    written?.agreedAt === undefined ? "" : ` on ${written.agreedAt}`,
  ].join("");
  return {
    summary: kind === "install" ? `Patching: ${name}` : `Tests: ${name}`,
    description: [
      `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
      kind === "install" ? `Patched: ${labels}` : `Tested: ${labels}`,
      ...(owner === undefined ? [] : [`Owner: ${owner}`]),
      ...(agreed === "" ? [] : [`Agreed${agreed}`]),
    ],
    category: kind === "install" ? ("PATCHING" as const) : ("TESTING" as const),
  };
}

/** Each time of a freeze is an event of its own: a yearly one of days in February keeps no length. */
function freezeEvents(plan: Plan, horizon: Horizon, group?: string): readonly CalendarEvent[] {
  const all = new Map(
    [...plan.freezes, ...plan.testFreezes].map((freeze) => [freeze.name, freeze]),
  );
  return [...all.values()]
    .filter(({ groups }) => group === undefined || (groups?.includes(group) ?? true))
    .flatMap((freeze) =>
      freezeIntervals(freeze, horizon.from, horizon.until).map(([start, end]) => ({
        uid: uid(plan, ["freeze", freeze.name, formatUtc(start)], group),
        summary: `Freeze: ${freeze.name}`,
        description: [
          `Bars ${barred(plan, freeze)} of ${freeze.groups?.join(", ") ?? "all groups"}.`,
        ],
        category: "FREEZE" as const,
        zone: freeze.timezone,
        start,
        end,
      })),
    );
}

function barred(plan: Plan, { name }: Freeze): string {
  const has = (freezes: readonly Freeze[]): boolean => freezes.some((one) => one.name === name);
  if (has(plan.freezes) && has(plan.testFreezes)) return "installs and tests";
  return has(plan.freezes) ? "installs" : "tests";
}

function zoneComponents(events: readonly CalendarEvent[], horizon: Horizon): readonly string[] {
  const zones = [...new Set(events.map(({ zone }) => zone))]
    .filter((zone) => zone !== "UTC")
    .sort();
  const from = events.reduce((least, { start }) => Math.min(least, start), horizon.from);
  const until = events.reduce((most, { end }) => Math.max(most, end), horizon.until);
  return zones.flatMap((zone) => zoneComponent(zone, from - minutesPerDay, until + minutesPerDay));
}

/** Names hold no dot. */
function uid(plan: Plan, words: readonly (string | number)[], group?: string): string {
  const scope = group === undefined ? [] : ["of", group];
  return `${[...words, ...scope].join(".")}@${plan.organisation}.patchwarden`;
}
