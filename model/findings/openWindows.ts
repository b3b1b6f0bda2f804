/** How many maintenance windows of an account and region are open at once: SSM runs only so many. */
import type { AwsUnit, Finding, PlannedWindow } from "../plan";
import { remembered, rememberedOf } from "../proof/memo";
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
  return context.plan.aws.flatMap((unit) => {
    const windows = windowsOf(unit);
    const names = windows.map(({ name }) => name).join(" ");
    const { crowd } = remembered(known, names, () => ({
      crowd: windows.length > concurrentExecutions ? largestCrowd(context, windows) : undefined,
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

/** The first of the largest crowds beyond the limit. One that ends makes room for one that starts then. */
function largestCrowd(
  { from, until, spans }: LintContext,
  windows: readonly PlannedWindow[],
): Crowd | undefined {
  const runs = windows.map((window) => ({ name: window.name, spans: spans(window, []) }));
  const within = runs.map((one) => edgesOf(one.spans, from, until));
  // Numbers sort fast, and a unit may have dozens of windows in an organisation of hundreds of units.
  const starts = sorted(within.map((one) => one.starts));
  const ends = sorted(within.map((one) => one.ends));
  let [ended, most, at] = [0, concurrentExecutions, 0];
  starts.forEach((start, begun) => {
    while ((ends[ended] ?? Number.POSITIVE_INFINITY) <= start) ended++;
    const open = begun + 1 - ended;
    if (open > most) [most, at] = [open, Math.max(start, from)];
  });
  return most === concurrentExecutions ? undefined : crowdAt(at, runs);
}

interface Edges {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Each window is open in many units. */
const known = new WeakMap<readonly RunSpan[], Edges>();

function edgesOf(spans: readonly RunSpan[], from: Instant, until: Instant): Edges {
  return rememberedOf(known, spans, () => {
    const within = spans.filter(({ start, end }) => end > from && start < until);
    return {
      starts: new Int32Array(within.map(({ start }) => start)),
      ends: new Int32Array(within.map(({ end }) => end)),
    };
  });
}

function sorted(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
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
