/** Runs that move: for each ring, when it is patched next and how often in a year, before and after. */
import { isDeepStrictEqual } from "node:util";
import { appliesTo, freezeIntervals, occurrencesSince } from "../calendar";
import { alike } from "../expand/alike";
import type { Plan, PlannedGroup, PlannedRing } from "../plan";
import { touches, union } from "../proof/runs";
import { type Instant, minutesPerDay } from "../time";
import type { Side } from "./side";

export interface RunsOfYear {
  readonly window: string;
  readonly timezone: string;
  /** Starts of the next two. */
  readonly next: readonly Instant[];
  /** Runs that no freeze bars, within a year. */
  readonly count: number;
}

export interface RunsChange {
  /** `web.broad`. */
  readonly rings: readonly string[];
  readonly before: RunsOfYear;
  readonly after: RunsOfYear;
}

const shown = 2;
const year = 365 * minutesPerDay;

/** Rings that stand in both documents. */
export function runsChanges(before: Side, after: Side, asOf: Instant): readonly RunsChange[] {
  const now = ringRuns(after.plan, asOf);
  const found = [...ringRuns(before.plan, asOf)].flatMap(([ring, was]) => {
    const is = now.get(ring);
    return is === undefined || isDeepStrictEqual(was.spans, is.spans)
      ? []
      : [{ rings: [ring], before: was.shown, after: is.shown }];
  });
  return alike(found, ({ before: was, after: is }) => JSON.stringify([was, is])).map((changes) => ({
    ...changes[0],
    rings: changes.flatMap(({ rings }) => rings),
  }));
}

interface RingRuns {
  readonly spans: readonly Instant[];
  readonly shown: RunsOfYear;
}

function ringRuns(plan: Plan, asOf: Instant): ReadonlyMap<string, RingRuns> {
  const known = new Map<string, RingRuns>();
  return new Map(
    plan.groups.flatMap((group) =>
      group.rings.map((ring) => {
        const freezes = plan.freezes.filter((freeze) => appliesTo(freeze, group.name));
        const key = JSON.stringify([ring.window, freezes.map(({ name }) => name)]);
        const runs = known.get(key) ?? runsOf(plan, group, ring, asOf);
        known.set(key, runs);
        return [ring.patchGroup, runs] as const;
      }),
    ),
  );
}

function runsOf(plan: Plan, group: PlannedGroup, { window }: PlannedRing, asOf: Instant): RingRuns {
  const until = asOf + year;
  const beyond = until + 2 * minutesPerDay;
  const freezes = plan.freezes.filter((freeze) => appliesTo(freeze, group.name));
  const closed = union(freezes.flatMap((freeze) => freezeIntervals(freeze, asOf, beyond)));
  const spans = occurrencesSince(plan, window, asOf, until)
    .map(({ start, ambiguousUntil }) => ({
      start,
      end: (ambiguousUntil ?? start) + window.duration,
    }))
    .filter(({ start, end }) => !touches(closed, start, end));
  const starts = spans.map(({ start }) => start);
  const { name, timezone } = window;
  return {
    spans: spans.flatMap(({ start, end }) => [start, end]),
    shown: { window: name, timezone, next: starts.slice(0, shown), count: starts.length },
  };
}
