/** The runs that the lints look at: every window's spans over the proved years, each worked out once. */
import { appliesTo, freezeIntervals, type Interval, occurrencesSince } from "../calendar";
import type { Freeze, Plan, PlannedGroup, PlannedWindow } from "../plan";
import { horizonOf } from "../proof/context";
import { remembered } from "../proof/memo";
import { touches, union } from "../proof/runs";
import { type Instant, minutesPerDay } from "../time";

/** From the start of a run to its latest end; in a doubled hour of the clock the later start decides. */
export interface RunSpan {
  readonly start: Instant;
  readonly end: Instant;
  /** True when a freeze that applies touches it. */
  readonly barred: boolean;
}

export interface LintContext {
  readonly plan: Plan;
  /** First and last instant that the findings are about: those of the proof. */
  readonly from: Instant;
  readonly until: Instant;
  /** Runs of a window under some freezes, from `lookBack` days before `from` to as long after `until`. */
  spans(window: PlannedWindow, freezes: readonly Freeze[]): readonly RunSpan[];
}

/** Longer than any freeze that leaves a window of use: a stretch that began before today is seen whole. */
const lookBack = 400 * minutesPerDay;

export function lintContext(plan: Plan, asOf: Instant): LintContext {
  const { from, until } = horizonOf(plan, asOf);
  const known = new Map<string, readonly RunSpan[]>();
  return {
    plan,
    from,
    until,
    spans: (window, freezes) => {
      const { schedule, timezone, duration } = window;
      const key = JSON.stringify([schedule, timezone, duration, freezes.map(({ name }) => name)]);
      return remembered(known, key, () =>
        spansOf(plan, window, freezes, from - lookBack, until + lookBack),
      );
    },
  };
}

/** Where two lists of runs, each in order, overlap first. */
export function firstOverlap(
  left: readonly RunSpan[],
  right: readonly RunSpan[],
): Instant | undefined {
  for (let a = 0, b = 0; ; ) {
    const [here, there] = [left[a], right[b]];
    if (here === undefined || there === undefined) return undefined;
    if (here.start < there.end && there.start < here.end) return Math.max(here.start, there.start);
    if (here.end <= there.start) a += 1;
    else b += 1;
  }
}

export function freezesOf(plan: Plan, group: PlannedGroup): readonly Freeze[] {
  return plan.freezes.filter((freeze) => appliesTo(freeze, group.name));
}

function spansOf(
  plan: Plan,
  window: PlannedWindow,
  freezes: readonly Freeze[],
  from: Instant,
  until: Instant,
): readonly RunSpan[] {
  const beyond = until + 2 * minutesPerDay;
  const closed: readonly Interval[] = union(
    freezes.flatMap((freeze) => freezeIntervals(freeze, from, beyond)),
  );
  return occurrencesSince(plan, window, from, until).map(({ start, ambiguousUntil }) => {
    const end = (ambiguousUntil ?? start) + window.duration;
    return { start, end, barred: touches(closed, start, end) };
  });
}
