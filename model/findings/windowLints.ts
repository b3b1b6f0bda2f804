/** Windows in each other's way, in the business's way, or barred by freezes for long. */
import { weekdayIndex } from "../civilDay";
import { remembered } from "../memo";
import type { Finding, Freeze, Plan, PlannedGroup, PlannedRing, PlannedWindow } from "../plan";
import type { Policy } from "../policy";
import { weekdays } from "../schedule";
import { counted, shortList } from "../textTable";
import { type Instant, minutesPerDay, type ZoneName } from "../time";
import { formatInstant, toLocal } from "../zone";
import { finding } from "./finding";
import { firstOverlap, freezeNames, type LintContext, type RunSpan } from "./runSpans";

export function windowLints(policy: Policy, context: LintContext): Finding[] {
  return [
    ...frozenFindings(context),
    ...overlapFindings(context),
    ...peakFindings(policy, context),
  ];
}

/** The longest time between two runs of a monthly window: what a freeze adds is beyond any rhythm. */
const longestRhythmDays = 35;

interface FrozenWindow {
  readonly window: PlannedWindow;
  readonly freezes: readonly Freeze[];
  readonly groups: string[];
}

function frozenFindings(context: LintContext): Finding[] {
  const uses = new Map<string, FrozenWindow>();
  for (const group of context.plan.groups) {
    const freezes = context.freezesOf(group);
    for (const { window } of group.rings) {
      const key = `${window.name} ${freezeNames(freezes)}`;
      const { groups } = remembered(uses, key, () => ({ window, freezes, groups: [] }));
      if (groups.at(-1) !== group.name) groups.push(group.name);
    }
  }
  return [...uses.values()].flatMap((use) => frozenFinding(context, use));
}

function frozenFinding(context: LintContext, { window, freezes, groups }: FrozenWindow): Finding[] {
  const stretch = firstLongStretch(context, window, freezes);
  if (stretch === undefined) {
    return [];
  }
  const day = (instant: Instant): string => dayIn(window.timezone, instant);
  const runs = shortList(stretch.runs.map(({ start }) => day(start)));
  const span = `${stretch.before === undefined ? "" : `after ${day(stretch.before)} `}${stretch.after === undefined ? "for good" : `until ${day(stretch.after)}`}`;
  const [only, ...others] = groups;
  const message = `window ${window.name}, ${others.length === 0 ? "group" : "groups"} ${shortList(groups)}: freezes bar ${counted(stretch.runs.length, "run", "runs in a row")} (${runs}); nothing is installed ${span}`;
  return [
    finding("window/frozen", {
      message,
      path: ["windows", window.name],
      ...(only === undefined || others.length > 0 ? {} : { group: only }),
    }),
  ];
}

interface Stretch {
  readonly runs: readonly RunSpan[];
  /** Starts of the last run before and the first after, where there are any. */
  readonly before: Instant | undefined;
  readonly after: Instant | undefined;
}

function firstLongStretch(
  { from, until, spans }: LintContext,
  window: PlannedWindow,
  freezes: readonly Freeze[],
): Stretch | undefined {
  if (freezes.length === 0) return undefined;
  return stretches(spans(window, freezes)).find(({ runs, before, after }) => {
    const [first, last] = [runs[0], runs.at(-1)];
    if (first === undefined || last === undefined) return false;
    const days = localDays(window.timezone, before ?? first.start, after ?? last.end);
    return last.end > from && first.start < until && days > longestRhythmDays;
  });
}

/** Barred runs in a row, with the runs around them. */
function stretches(spans: readonly RunSpan[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let first = 0; first < spans.length; first++) {
    if (spans[first]?.barred !== true) continue;
    let end = first;
    while (spans[end]?.barred === true) end++;
    const runs = spans.slice(first, end);
    found.push({ runs, before: spans[first - 1]?.start, after: spans[end]?.start });
    first = end;
  }
  return found;
}

/** By the calendar, so that a change of the clock adds no hour. */
function localDays(zone: ZoneName, from: Instant, until: Instant): number {
  return localDay(zone, until) - localDay(zone, from);
}

function localDay(zone: ZoneName, instant: Instant): number {
  return Math.floor(toLocal(zone, instant) / minutesPerDay);
}

function dayIn(zone: ZoneName, instant: Instant): string {
  return formatInstant(instant, zone).slice(0, 10);
}

/** Rings that share a window say so themselves; those with two windows expect them to lie apart. */
function overlapFindings(context: LintContext): Finding[] {
  const known = new Map<string, { readonly at: Instant | undefined }>();
  return context.plan.groups.flatMap((group) =>
    pairs(group.rings).flatMap(([earlier, later]) => {
      const freezes = context.freezesOf(group);
      const key = `${earlier.window.name} ${later.window.name} ${freezeNames(freezes)}`;
      const { at } = remembered(known, key, () => ({
        at: firstOverlapOf(context, earlier.window, later.window, freezes),
      }));
      return at === undefined ? [] : [overlapFinding(context.plan, group, earlier, later, at)];
    }),
  );
}

function pairs(rings: readonly PlannedRing[]): (readonly [PlannedRing, PlannedRing])[] {
  return rings.flatMap((later, index) =>
    rings
      .slice(0, index)
      .filter((earlier) => earlier.window.name !== later.window.name)
      .map((earlier) => [earlier, later] as const),
  );
}

/** The first instant at which runs of two windows overlap; `otherFreezes` where the other's group has freezes of its own. */
export function firstOverlapOf(
  { openRuns }: LintContext,
  one: PlannedWindow,
  other: PlannedWindow,
  freezes: readonly Freeze[],
  otherFreezes = freezes,
): Instant | undefined {
  return firstOverlap(openRuns(one, freezes), openRuns(other, otherFreezes));
}

function overlapFinding(
  plan: Plan,
  group: PlannedGroup,
  earlier: PlannedRing,
  later: PlannedRing,
  at: Instant,
): Finding {
  const message = `group ${group.name}: ring ${later.name} in window ${later.window.name} runs while ring ${earlier.name} does in window ${earlier.window.name}, first on ${formatInstant(at, plan.timezone)}`;
  return finding("window/overlap", {
    message,
    group: group.name,
    ring: later.name,
    entry: earlier.name,
    path: ["groups", group.name, "rings", group.rings.indexOf(later), "window"],
  });
}

function peakFindings(policy: Policy, context: LintContext): Finding[] {
  const used = new Map(
    context.plan.groups.flatMap(({ rings }) => rings.map(({ window }) => [window.name, window])),
  );
  return [...used.values()].flatMap((window) => {
    const runs = context.openRuns(window, []);
    return (policy.windows[window.name]?.peaks ?? []).flatMap((peak, index) => {
      const disturbing = runs.filter((run) => touchesPeak(window.timezone, run, peak));
      const [first] = disturbing;
      if (first === undefined) {
        return [];
      }
      const hours = `${clock(peak.from)} to ${clock(peak.to)}`;
      const message = `window ${window.name}: ${disturbing.length} of ${runs.length} runs touch the peak from ${hours}, the first on ${formatInstant(first.start, window.timezone)}`;
      return [finding("window/peak", { message, path: ["windows", window.name, "peaks", index] })];
    });
  });
}

type Peak = Policy["windows"][string]["peaks"][number];

function touchesPeak(zone: ZoneName, { start, end }: RunSpan, { days, from, to }: Peak): boolean {
  const [begin, stop] = [toLocal(zone, start), toLocal(zone, end)];
  for (let day = Math.floor(begin / minutesPerDay); day * minutesPerDay < stop; day += 1) {
    const weekday = weekdays[weekdayIndex(day)];
    const midnight = day * minutesPerDay;
    const isPeakDay = weekday !== undefined && days.includes(weekday);
    if (isPeakDay && begin < midnight + to && midnight + from < stop) return true;
  }
  return false;
}

function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
