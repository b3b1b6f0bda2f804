/** The runs that the lints look at: every window's spans over the proved years, each worked out once. */
import { firstStart, forEachOccurrence, freezeIntervals, type Interval } from "../calendar";
import { freezesOf } from "../freezesOf";
import { once, remembered } from "../memo";
import type { Freeze, Plan, PlannedGroup, PlannedWindow } from "../plan";
import { horizonOf } from "../proof/context";
import { union } from "../proof/runs";
import { type Instant, minutesPerDay } from "../time";

/** From the start of a run to its latest end; in a doubled hour of the clock the later start decides. */
export interface RunSpan {
  readonly start: Instant;
  readonly end: Instant;
  /** True when a freeze that applies touches it. */
  readonly barred: boolean;
}

/** Runs as their instants alone: accounts have many windows, and what counts those that are open asks for all of them. */
export interface RunTimes {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export interface LintContext {
  readonly plan: Plan;
  /** First and last instant that the findings are about: those of the proof. */
  readonly from: Instant;
  readonly until: Instant;
  /** Runs of a window under some freezes, from `lookBack` days before `from` to as long after `until`. */
  spans(window: PlannedWindow, freezes: readonly Freeze[]): readonly RunSpan[];
  /** Those of them within the proved years that no freeze bars. */
  openRuns(window: PlannedWindow, freezes: readonly Freeze[]): readonly RunSpan[];
  /** Those that there are without any freeze. */
  openTimes(window: PlannedWindow): RunTimes;
  /** Groups with the same freezes share one list of them. */
  freezesOf(group: PlannedGroup): readonly Freeze[];
}

/** Longer than any freeze that leaves a window of use: a stretch that began before today is seen whole. */
const lookBack = 400 * minutesPerDay;

/** The second of two starts in a doubled hour is at most so much later, minutes. */
const longestRepeat = minutesPerDay;

export function lintContext(plan: Plan, asOf: Instant): LintContext {
  const { from, until } = horizonOf(plan, asOf);
  const known = new Map<string, readonly RunSpan[]>();
  const times = new Map<string, RunTimes>();
  const closures = new Map<string, readonly Interval[]>();
  const freezeLists = new Map<string, readonly Freeze[]>();
  const keyOf = once(({ schedule, timezone, duration }: PlannedWindow) =>
    JSON.stringify([schedule, timezone, duration]),
  );
  const bare = (window: PlannedWindow): readonly RunSpan[] =>
    remembered(known, keyOf(window), () =>
      spansOf(plan, window, from - lookBack, until + lookBack),
    );
  const spans: LintContext["spans"] = (window, freezes) => {
    if (freezes.length === 0) return bare(window);
    const names = freezeNames(freezes);
    return remembered(known, `${keyOf(window)} ${names}`, () => {
      const closed = remembered(closures, names, () =>
        closedIn(freezes, from - lookBack, until + lookBack + 2 * minutesPerDay),
      );
      return barredIn(bare(window), closed);
    });
  };
  const openOf = once((runs: readonly RunSpan[]) =>
    runs.filter(({ start, end, barred }) => !barred && end > from && start < until),
  );
  return {
    plan,
    from,
    until,
    spans,
    openRuns: (window, freezes) => openOf(spans(window, freezes)),
    openTimes: (window) =>
      remembered(times, keyOf(window), () => timesOf(plan, window, from, until)),
    freezesOf: once((group: PlannedGroup) => {
      const own = freezesOf(plan.freezes, group.name);
      return remembered(freezeLists, freezeNames(own), () => own);
    }),
  };
}

/** Tells lists of freezes apart. */
export const freezeNames = once((freezes: readonly Freeze[]) =>
  freezes.map(({ name }) => name).join(" "),
);

/** Where two lists of runs, each in order, overlap first. */
export function firstOverlap(
  left: readonly RunSpan[],
  right: readonly RunSpan[],
): Instant | undefined {
  for (let a = 0, b = 0; ; ) {
    const here = left[a];
    const there = right[b];
    if (here === undefined || there === undefined) return undefined;
    if (here.start < there.end && there.start < here.end) return Math.max(here.start, there.start);
    if (here.end <= there.start) a += 1;
    else b += 1;
  }
}

function spansOf(
  plan: Plan,
  window: PlannedWindow,
  from: Instant,
  until: Instant,
): readonly RunSpan[] {
  const spans: RunSpan[] = [];
  const begin = Math.max(from, firstStart(plan, window));
  forEachOccurrence(window.schedule, window.timezone, [begin, until], (start, second) => {
    spans.push({ start, end: (second ?? start) + window.duration, barred: false });
  });
  return spans;
}

function timesOf(plan: Plan, window: PlannedWindow, from: Instant, until: Instant): RunTimes {
  const { schedule, timezone, duration } = window;
  const begin = Math.max(from - duration - longestRepeat, firstStart(plan, window));
  const [starts, ends]: [Instant[], Instant[]] = [[], []];
  forEachOccurrence(schedule, timezone, [begin, until], (start, second) => {
    const end = (second ?? start) + duration;
    if (end <= from || start >= until) return;
    starts.push(start);
    ends.push(end);
  });
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function closedIn(freezes: readonly Freeze[], from: Instant, until: Instant): readonly Interval[] {
  return union(freezes.flatMap((freeze) => freezeIntervals(freeze, from, until)));
}

/** Most runs touch no freeze: those are the same in every list. */
function barredIn(spans: readonly RunSpan[], closed: readonly Interval[]): readonly RunSpan[] {
  const found = [...spans];
  for (const [from, until] of closed) {
    for (let run = firstEndingAfter(spans, from); run < spans.length; run++) {
      const span = spans[run];
      if (span === undefined || span.start >= until) break;
      // Ends come in order, but for two starts in one change of the clock.
      if (span.end > from) found[run] = { ...span, barred: true };
    }
  }
  return found;
}

/** Index of a run before which none ends after an instant. */
function firstEndingAfter(spans: readonly RunSpan[], instant: Instant): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.end ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
