/** The next runs of a plan: installs and tests, in order, with the freezes that bar them. */
import { appliesTo, freezeIntervals, occurrencesSince } from "./calendar";
import { dayOfDate } from "./civilDay";
import type { Cloud, Freeze, Plan } from "./plan";
import { type RunSeries, seriesOf } from "./runSeries";
import type { Instant, ZoneName } from "./time";
import { minutesPerDay } from "./time";

/** One run of a window, or the part of it that a freeze bars. */
export interface PlannedRun {
  readonly kind: "install" | "test";
  readonly start: Instant;
  /** Of the later start, where clocks show the start twice. */
  readonly end: Instant;
  readonly window: string;
  readonly timezone: ZoneName;
  /** Patch groups that run, or groups that are tested; those that the freeze keeps from it. */
  readonly rings: readonly string[];
  /** Clouds that the rings are on; none for a test. */
  readonly clouds: readonly Cloud[];
  /** Name of the freeze that bars it; absent when it runs. */
  readonly frozenBy?: string;
}

/** How far ahead `nextRuns` looks at the most, in days. */
const farthestDays = 1200;

/**
 * The next `count` runs over all windows and test windows, in order, with the barred ones among them reported and not
 * counted. `group` leaves only its own.
 */
export function nextRuns(
  plan: Plan,
  from: Instant,
  count: number,
  group?: string,
): readonly PlannedRun[] {
  const series = seriesOf(plan, group);
  const begin = Math.max(from, dayOfDate(plan.effectiveFrom) * minutesPerDay - minutesPerDay);
  for (let days = 32; ; days *= 2) {
    const until = begin + Math.min(days, farthestDays) * minutesPerDay;
    const runs = series
      .flatMap((one) => runsOf(plan, one, begin, until))
      .sort((a, b) => a.start - b.start || compareText(a.window, b.window));
    const happening = runs.filter((run) => run.frozenBy === undefined);
    if (happening.length >= count || days >= farthestDays) {
      const last = happening[count - 1];
      return last === undefined ? runs : runs.slice(0, runs.indexOf(last) + 1);
    }
  }
}

function runsOf(
  plan: Plan,
  { kind, window, members, freezes }: RunSeries,
  from: Instant,
  until: Instant,
): readonly PlannedRun[] {
  const frozen = freezes.map((freeze) => ({
    freeze,
    intervals: freezeIntervals(freeze, from, until + window.duration + 2 * minutesPerDay),
  }));
  return occurrencesSince(plan, window, from, until).flatMap((occurrence) => {
    const end = (occurrence.ambiguousUntil ?? occurrence.start) + window.duration;
    const touching = frozen
      .filter(({ intervals }) => intervals.some(([a, b]) => a < end && b > occurrence.start))
      .map(({ freeze }) => freeze);
    return [...byFreeze(members, touching)].map(([frozenBy, barred]) => ({
      kind,
      start: occurrence.start,
      end,
      window: window.name,
      timezone: window.timezone,
      rings: barred.map(({ label }) => label),
      clouds: cloudsOf(barred),
      ...(frozenBy === undefined ? {} : { frozenBy }),
    }));
  });
}

type Members = RunSeries["members"];

/** Members under the name of the first freeze that bars them; under `undefined` those that run. */
function byFreeze(
  members: Members,
  touching: readonly Freeze[],
): ReadonlyMap<string | undefined, Members> {
  const found = new Map<string | undefined, Members>();
  for (const member of members) {
    const barring = touching.find((freeze) => appliesTo(freeze, member.group))?.name;
    found.set(barring, [...(found.get(barring) ?? []), member]);
  }
  return found;
}

function cloudsOf(members: Members): readonly Cloud[] {
  return (["aws", "azure"] as const).filter((cloud) =>
    members.some(({ clouds }) => clouds.includes(cloud)),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
