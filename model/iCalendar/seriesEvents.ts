/** The events of a window or test window: one series for the members that the same freezes bar, without what they bar. */
import { appliesTo, freezeIntervals, occurrences } from "../calendar";
import { civilDay } from "../civilDay";
import type { Freeze } from "../plan";
import { touches, union } from "../proof/runs";
import type { RunSeries, SeriesMember } from "../runSeries";
import type { Instant, Interval, Minutes } from "../time";
import { minutesPerDay } from "../time";
import { instantsOf } from "../zone";
import type { CalendarEvent } from "./event";
import { type ScheduleRule, scheduleRules } from "./scheduleRules";

export interface Horizon {
  readonly from: Instant;
  readonly until: Instant;
}

type Wording = Pick<CalendarEvent, "summary" | "description" | "category">;

/** `uid` makes an identity of the words that tell the events of a series apart. */
export function seriesEvents(
  series: RunSeries,
  horizon: Horizon,
  wording: (members: readonly SeriesMember[]) => Wording,
  uid: (words: readonly (string | number)[]) => string,
): readonly CalendarEvent[] {
  return partitions(series).flatMap(({ members, freezes }, place) => {
    const closed = union(
      freezes.flatMap((freeze) =>
        freezeIntervals(freeze, horizon.from, horizon.until + 3 * minutesPerDay),
      ),
    );
    return scheduleRules(series.window.schedule).flatMap((rule, index) => {
      const starts = startsOf(series.window, rule, horizon, closed);
      const words = [
        ...(place === 0 ? [] : [members[0]?.group ?? place]),
        ...(index === 0 ? [] : [index + 1]),
      ];
      return recurring(series.window, rule, starts).map((event) => ({
        ...event,
        ...wording(members),
        uid: uid(words),
      }));
    });
  });
}

interface Partition {
  readonly members: SeriesMember[];
  readonly freezes: readonly Freeze[];
}

function partitions({ members, freezes }: RunSeries): readonly Partition[] {
  const found = new Map<string, Partition>();
  for (const member of members) {
    const barring = freezes.filter((freeze) => appliesTo(freeze, member.group));
    const key = barring.map(({ name }) => name).join(" ");
    const partition = found.get(key) ?? { members: [], freezes: barring };
    partition.members.push(member);
    found.set(key, partition);
  }
  return [...found.values()];
}

interface Start {
  /** Wall-clock minutes. */
  readonly local: Minutes;
  /** Absent when the run does not happen: barred, or inside a gap of the clock. */
  readonly at?: Instant;
}

function startsOf(
  { schedule, timezone, duration }: RunSeries["window"],
  { has }: ScheduleRule,
  { from, until }: Horizon,
  closed: readonly Interval[],
): readonly Start[] {
  // In UTC every local time exists once: these are the wall-clock times that the schedule means.
  return occurrences(schedule, "UTC", from - minutesPerDay, until + minutesPerDay)
    .filter(({ start }) => has(civilDay(Math.floor(start / minutesPerDay))))
    .map(({ start: local }): Start => {
      const [at, second = at] = instantsOf(timezone, local);
      const happens =
        at !== undefined && second !== undefined && !touches(closed, at, second + duration);
      return happens ? { local, at } : { local };
    })
    .filter(({ at }) => at === undefined || (at >= from && at < until));
}

/** From the first start that happens to the last. */
function recurring(
  { timezone, duration }: RunSeries["window"],
  { rule }: ScheduleRule,
  starts: readonly Start[],
): readonly Omit<CalendarEvent, "uid" | keyof Wording>[] {
  const first = starts.find(({ at }) => at !== undefined);
  const last = starts.findLast(({ at }) => at !== undefined);
  if (first?.at === undefined || last?.at === undefined) return [];
  const excluded = starts
    .slice(starts.indexOf(first), starts.indexOf(last))
    .flatMap(({ at, local }) => (at === undefined ? [local] : []));
  // Half a day more: some programs take the rule's end for a local time.
  const until = last.at + minutesPerDay / 2;
  const recurrence = { rule, until, excluded };
  return [{ zone: timezone, start: first.at, end: first.at + duration, recurrence }];
}
