/** How many maintenance windows of an account and region are open at once: SSM runs only so many. */
import type { AwsUnit, Finding, PlannedWindow } from "../plan";
import { remembered } from "../proof/memo";
import { scanWindow } from "../scanWindow";
import { shortList } from "../textTable";
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import type { LintContext, RunSpan } from "./runSpans";

/** Window executions that run at once. @see https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const concurrentExecutions = 5;

interface Crowd {
  readonly at: Instant;
  readonly names: readonly string[];
}

/** Freezes change nothing: SSM opens the window all the same, and the gate finds the calendar closed. */
export function openWindowLints(context: LintContext): Finding[] {
  const known = new Map<string, { readonly crowd: Crowd | undefined }>();
  const changes = new Int16Array(context.until - context.from + 1);
  return context.plan.aws.flatMap((unit) => {
    const windows = windowsOf(unit);
    const { crowd } = remembered(known, JSON.stringify(windows), () => ({
      crowd:
        windows.length > concurrentExecutions
          ? largestCrowd(context, windows, changes.fill(0))
          : undefined,
    }));
    if (crowd === undefined) {
      return [];
    }
    const message = `account ${unit.account} in ${unit.region}: ${crowd.names.length} windows are open at once, first on ${formatInstant(crowd.at, context.plan.timezone)} (${shortList(crowd.names)}), and SSM runs ${concurrentExecutions}`;
    return [
      finding("quota/concurrent-windows", {
        message,
        entry: unit.region,
        path: ["clouds", "aws", "accounts", unit.account],
      }),
    ];
  });
}

function windowsOf({ windows, scan }: AwsUnit): readonly PlannedWindow[] {
  const { schedule, timezone } = scan;
  const { durationHours, cutoffHours } = scanWindow;
  return [
    ...windows.map(({ name, window }) => ({ ...window, name })),
    {
      name: "the scan",
      schedule,
      timezone,
      duration: durationHours * 60,
      cutoff: cutoffHours * 60,
      perNode: 0,
    },
  ];
}

/**
 * The first of the largest crowds beyond the limit. One that ends makes room for one that starts then. Minutes are
 * counted, not runs compared: a unit may have dozens of windows, and an organisation hundreds of units.
 * @param changes zeros, one for each minute
 */
function largestCrowd(
  { from, until, spans }: LintContext,
  windows: readonly PlannedWindow[],
  changes: Int16Array,
): Crowd | undefined {
  const runs = windows.map((window) => ({ name: window.name, spans: spans(window, []) }));
  for (const { spans: ofWindow } of runs) {
    for (const { start, end } of ofWindow) {
      if (end <= from || start >= until) continue;
      add(changes, Math.max(start - from, 0), 1);
      if (end < until) add(changes, end - from, -1);
    }
  }
  let [open, most, at] = [0, concurrentExecutions, 0];
  for (let minute = 0; minute < changes.length; minute++) {
    open += changes[minute] ?? 0;
    if (open > most) [most, at] = [open, from + minute];
  }
  return most === concurrentExecutions ? undefined : crowdAt(at, runs);
}

function add(counts: Int16Array, index: number, more: number): void {
  counts[index] = (counts[index] ?? 0) + more;
}

interface NamedRuns {
  readonly name: string;
  readonly spans: readonly RunSpan[];
}

/** In the order in which they opened. */
function crowdAt(at: Instant, runs: readonly NamedRuns[]): Crowd {
  const open = runs.flatMap(({ name, spans }) => {
    const span = spans.find(({ start, end }) => start <= at && at < end);
    return span === undefined ? [] : [{ name, start: span.start }];
  });
  return { at, names: open.sort((a, b) => a.start - b.start).map(({ name }) => name) };
}
