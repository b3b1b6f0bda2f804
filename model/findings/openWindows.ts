/** How many maintenance windows of an account and region are open at once: SSM runs only so many. */

import { once, remembered } from "../memo";
import type { AwsUnit, Finding, PlannedWindow } from "../plan";
import { scanWindow } from "../scanWindow";
import { shortList } from "../textTable";
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import type { LintContext, RunTimes } from "./runSpans";
import { moveText, type Opened, staggered } from "./staggering";

/** Window executions that run at once. @see https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const concurrentExecutions = 5;

interface Crowd {
  readonly at: Instant;
  readonly names: readonly string[];
}

/** Freezes change nothing: SSM opens the window all the same, and the gate finds the calendar closed. */
export function openWindowLints(context: LintContext): Finding[] {
  const known = new Map<string, { readonly crowd: Crowd | undefined; readonly fix?: string }>();
  const units = context.plan.aws
    .map((unit) => ({ unit, runs: namedRuns(context, unit) }))
    .filter(({ runs }) => runs.length > concurrentExecutions);
  const edges = edgesOf(new Set(units.flatMap(({ runs }) => runs.map(({ times }) => times))));
  return units.flatMap(({ unit, runs }) => {
    const names = runs.map(({ name }) => name).join(" ");
    const { crowd, ...concrete } = remembered(known, names, () => {
      const found = largestCrowd(context, edges, runs);
      return { crowd: found, ...(found === undefined ? {} : fixOf(context, unit)) };
    });
    if (crowd === undefined) {
      return [];
    }
    const message = `account ${unit.account} in ${unit.region}: ${crowd.names.length} windows are open at once, first on ${formatInstant(crowd.at, context.plan.timezone)} (${shortList(crowd.names)}), and SSM runs ${concurrentExecutions}`;
    return [
      finding("quota/concurrent-windows", {
        message,
        entry: unit.region,
        ...concrete,
        path: ["clouds", "aws", "accounts", unit.account],
      }),
    ];
  });
}

interface NamedRuns {
  readonly name: string;
  readonly times: RunTimes;
}

function namedRuns({ openTimes }: LintContext, { windows, scan }: AwsUnit): readonly NamedRuns[] {
  return [
    ...windows.map(({ name, window }) => ({ name, times: openTimes(window) })),
    { name: "the scan", times: openTimes(scanAsWindow(scan)) },
  ];
}

/** None when moving windows does not help: then the catalogue's sentence stands. */
function fixOf(context: LintContext, unit: AwsUnit): { readonly fix?: string } {
  const parts = new Map<string, Opened>();
  for (const { window } of unit.windows) {
    const known = parts.get(window.name)?.parts ?? 0;
    parts.set(window.name, { window, parts: known + 1 });
  }
  const scan = { window: scanAsWindow(unit.scan), parts: 1 };
  const moves = staggered(context, [...parts.values(), scan], concurrentExecutions);
  if (moves === undefined) return {};
  return {
    fix: `Move ${moves.map(moveText).join(", ")}: then at most ${concurrentExecutions} are open at once in ${unit.region}. Check again what that does to soaks and promises.`,
  };
}

/** The scan of an account and region as a window of its own, which it is. */
export function scanAsWindow({ schedule, timezone }: AwsUnit["scan"]): PlannedWindow {
  const { durationHours, cutoffHours } = scanWindow;
  return {
    name: "the scan",
    schedule,
    timezone,
    duration: durationHours * 60,
    cutoff: cutoffHours * 60,
    perNode: 0,
  };
}

/** The first of the largest crowds beyond the limit. One that ends makes room for one that starts then. */
function largestCrowd(
  { from }: LintContext,
  { instants, of }: Edges,
  runs: readonly NamedRuns[],
): Crowd | undefined {
  const changes = new Int32Array(instants.length);
  for (const { times } of runs) {
    const { starts, ends } = of(times);
    add(1, starts, changes);
    add(-1, ends, changes);
  }
  let [open, most, at] = [0, concurrentExecutions, 0];
  for (let index = 0; index < changes.length; index++) {
    open += changes[index] ?? 0;
    if (open > most) [most, at] = [open, instants[index] ?? 0];
  }
  return most === concurrentExecutions ? undefined : crowdAt(Math.max(at, from), runs);
}

/** By index, since a large organisation has millions of them: iterators cost more than the sum. */
function add(by: 1 | -1, places: Int32Array, changes: Int32Array): void {
  for (let index = 0; index < places.length; index++) {
    const place = places[index] ?? 0;
    changes[place] = (changes[place] ?? 0) + by;
  }
}

/** The instants at which any runs begin or end, in order, and where those of some runs stand among them. */
interface Edges {
  readonly instants: readonly Instant[];
  of(times: RunTimes): RunTimes;
}

/** Found once: windows are open in many units, and most of them begin and end at the same times of day. */
function edgesOf(all: ReadonlySet<RunTimes>): Edges {
  const first = Math.min(...[...all].map(({ starts }) => starts[0] ?? Number.POSITIVE_INFINITY));
  const last = Math.max(0, ...[...all].map(({ ends }) => ends.reduce((a, b) => Math.max(a, b), 0)));
  // The minutes of the proved years are few enough to have a place each, which sorts them.
  const places = new Int32Array(Math.max(0, last - first + 1));
  for (const { starts, ends } of all) {
    for (let run = 0; run < starts.length; run++) {
      places[(starts[run] ?? 0) - first] = places[(ends[run] ?? 0) - first] = 1;
    }
  }
  const instants: Instant[] = [];
  for (let minute = 0; minute < places.length; minute++) {
    if (places[minute] === 1) places[minute] = instants.push(first + minute) - 1;
  }
  const placeOf = (instant: Instant): number => places[instant - first] ?? 0;
  const of = once(({ starts, ends }: RunTimes) => ({
    starts: starts.map(placeOf),
    ends: ends.map(placeOf),
  }));
  return { instants, of };
}

/** In the order in which they opened. */
function crowdAt(at: Instant, runs: readonly NamedRuns[]): Crowd {
  const open = runs.flatMap(({ name, times: { starts, ends } }) => {
    const run = starts.findIndex((start, index) => start <= at && at < (ends[index] ?? 0));
    return run < 0 ? [] : [{ name, start: starts[run] ?? 0 }];
  });
  return { at, names: open.sort((a, b) => a.start - b.start).map(({ name }) => name) };
}
