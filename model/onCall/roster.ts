/** Who is on shift when, and who may decide when: the roster and the authorities of the document as spans of instants. */
import type { Interval } from "../calendar";
import { dayOfDate } from "../civilDay";
import type { Policy } from "../policy";
import { union } from "../proof/runs";
import type { CivilDate, Instant, Minutes, ZoneName } from "../time";
import { minutesPerDay } from "../time";
import { firstInstantAt, startOfDay, toLocal } from "../zone";

type OnCall = NonNullable<Policy["onCall"]>;
type Shift = OnCall["shifts"][number];

export interface Roster {
  readonly zone: ZoneName;
  readonly handover: Minutes;
  readonly shifts: readonly Shift[];
}

export function rosterOf(policy: Policy): Roster | undefined {
  const { onCall, timezone } = policy;
  return onCall === undefined
    ? undefined
    : { zone: onCall.timezone ?? timezone, handover: onCall.handover, shifts: onCall.shifts };
}

/** Every person's time on shift within `[from, until)`: disjoint spans in order. */
export function onShift(
  roster: Roster,
  from: Instant,
  until: Instant,
): ReadonlyMap<string, readonly Interval[]> {
  const spans = new Map<string, Interval[]>();
  for (const shift of roster.shifts) {
    for (const { people, first, last } of turnsOf(shift, roster, from, until)) {
      const begin = Math.max(from, handoverOf(roster, first));
      const end = Math.min(until, handoverOf(roster, last + 1));
      if (begin >= end) continue;
      for (const name of people) spans.set(name, [...(spans.get(name) ?? []), [begin, end]]);
    }
  }
  return new Map([...spans].map(([name, list]) => [name, union(list)]));
}

/** The days of one turn, both inclusive. A day of the roster lasts from its hand-over to the next one. */
interface Turn {
  readonly people: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** The turns that can reach the span; those before and after it are not even counted. */
function turnsOf(shift: Shift, { zone }: Roster, from: Instant, until: Instant): readonly Turn[] {
  const { people, rotate } = shift;
  const [first, last] = [dayOfDate(shift.from), dayOfDate(shift.to)];
  if (rotate === undefined) return [{ people, first, last }];
  // A day to each side: the hand-over may be anywhere in the day, and zones skip whole days.
  const begin = Math.max(first, localDay(zone, from) - 2);
  const end = Math.min(last, localDay(zone, until) + 2);
  const turns: Turn[] = [];
  for (let turn = Math.floor((begin - first) / rotate); first + turn * rotate <= end; turn++) {
    const name = people[turn % people.length];
    const start = first + turn * rotate;
    const stop = Math.min(last, start + rotate - 1);
    if (name !== undefined) turns.push({ people: [name], first: start, last: stop });
  }
  return turns;
}

function localDay(zone: ZoneName, instant: Instant): number {
  return Math.floor(toLocal(zone, instant) / minutesPerDay);
}

/** Where clocks jump over the time of hand-over, the jump; where they show it twice, the first time. */
function handoverOf({ zone, handover }: Roster, day: number): Instant {
  return firstInstantAt(zone, day * minutesPerDay + handover);
}

export interface Authority {
  readonly path: string;
  readonly from: CivilDate | undefined;
  readonly until: CivilDate;
  readonly span: Interval;
}

/** What a person may decide, day by day of the roster's zone. */
export function authoritiesOf(
  person: NonNullable<Policy["people"]>[string],
  zone: ZoneName,
): readonly Authority[] {
  return person.authority.flatMap(({ paths, from, until }) => {
    const begin = from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(zone, dayOfDate(from));
    const span: Interval = [begin, startOfDay(zone, dayOfDate(until) + 1)];
    return paths.map((path) => ({ path, from, until, span }));
  });
}
