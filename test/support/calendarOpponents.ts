/** The calendar file of a random plan, held against ical.js and against our own import of it. */
import fc from "fast-check";
import { expect } from "vitest";
import { freezeIntervals } from "../../model/calendar";
import { dayOfDate } from "../../model/civilDay";
import { readClosures } from "../../model/iCalendar/closures";
import { horizonOf, toICalendar } from "../../model/iCalendar/planCalendar";
import type { Freeze, Plan } from "../../model/plan";
import { nextRuns } from "../../model/plannedRuns";
import { union } from "../../model/proof/runs";
import { toLocal } from "../../model/zone";
import { anySchedule } from "../model/arbitraries";
import { deadline, group, months, plan, ring, system, window } from "./plans";
import { randomPolicy } from "./randomPolicies";
import { instantsOfEvents, noPolicy, zones } from "./scheduleOpponents";

export const anyTimezone = fc.constantFrom(...zones);

/** A plan of two windows under random freezes. */
export const calendarScene: fc.Arbitrary<Plan> = fc
  .tuple(
    fc.array(fc.tuple(anySchedule, anyTimezone), { minLength: 2, maxLength: 2 }),
    randomPolicy.map(({ freezes }) => freezes),
  )
  .map(([windows, freezes]) => {
    const rings = windows.map(([schedule, timezone], index) =>
      ring(`r${index}`, window(schedule, { timezone, duration: 90, name: `w${index}` }), [
        system(0),
      ]),
    );
    return plan([group(rings, [deadline(months(1))])], {
      freezes: freezes.map((freeze, index): Freeze => ({ ...freeze, name: `f${index}` })),
    });
  });

const until = Date.parse("2029-06-01") / 60_000;

/** Fails unless ical.js, with the file's own time zones, finds the runs that happen and the freezes. */
export function compareFileWithIcal(planned: Plan): void {
  const found = instantsOfEvents(toICalendar(noPolicy, planned), (start) => start >= until);
  // Of a time that clocks show twice ical.js takes the second.
  const isQuiet = ([start]: Span): boolean =>
    planned.groups[0]?.rings.every(({ window: { timezone } }) =>
      [-60, -30, 30, 60].every(
        (minutes) => toLocal(timezone, start + minutes) - minutes === toLocal(timezone, start),
      ),
    ) ?? true;
  expect(inOrder(found).filter(isQuiet)).toEqual(expectedSpans(planned).filter(isQuiet));
}

/** Fails unless the file, imported as a freeze, closes the runs and the freezes. */
export function compareFileWithImport(planned: Plan, timezone: string): void {
  const read = readClosures(toICalendar(noPolicy, planned), timezone, planned.effectiveFrom);
  const begin = (dayOfDate(planned.effectiveFrom) - 2) * 1440;
  const expected = union(expectedSpans(planned)).filter(([, end]) => end > begin);
  // The last span may join what comes after the time that is compared.
  const found = read.ok ? read.when.spans.slice(0, Math.max(0, expected.length - 1)) : read;
  expect(found).toEqual(expected.slice(0, -1));
}

type Span = readonly [from: number, until: number];

function inOrder(spans: readonly Span[]): readonly Span[] {
  return [...spans].sort(([a, b], [c, d]) => a - c || b - d);
}

/** Runs that happen and freezes; of a start that clocks show twice the first, as in the file. */
function expectedSpans(planned: Plan): readonly Span[] {
  const horizon = horizonOf(planned);
  const runs = nextRuns(planned, 0, 5000).filter(({ frozenBy }) => frozenBy === undefined);
  const barred = planned.freezes.flatMap((freeze) =>
    freezeIntervals(freeze, horizon.from, horizon.until),
  );
  const spans = [...runs.map(({ start }): Span => [start, start + 90]), ...barred];
  return inOrder(spans.filter(([start]) => start < until));
}
