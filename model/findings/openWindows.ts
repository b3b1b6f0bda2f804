/** How many maintenance windows of an account and region are open at once: SSM runs only so many. */
import type { AwsUnit, Finding, PlannedWindow } from "../plan";
import { once, remembered } from "../proof/memo";
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
  const units = context.plan.aws
    .map((unit) => ({ unit, runs: namedRuns(context, unit) }))
    .filter(({ runs }) => runs.length > concurrentExecutions);
  const edges = edgesOf(new Set(units.flatMap(({ runs }) => runs.map(({ spans }) => spans))));
  return units.flatMap(({ unit, runs }) => {
    const names = runs.map(({ name }) => name).join(" ");
    const { crowd } = remembered(known, names, () => ({
      crowd: largestCrowd(context, edges, runs),
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

interface NamedRuns {
  readonly name: string;
  readonly spans: readonly RunSpan[];
}

function namedRuns({ openRuns }: LintContext, unit: AwsUnit): readonly NamedRuns[] {
  return windowsOf(unit).map((window) => ({ name: window.name, spans: openRuns(window, []) }));
}

/** The first of the largest crowds beyond the limit. One that ends makes room for one that starts then. */
function largestCrowd(
  { from }: LintContext,
  { instants, of }: Edges,
  runs: readonly NamedRuns[],
): Crowd | undefined {
  const changes = new Int32Array(instants.length);
  for (const { spans } of runs) {
    const { starts, ends } = of(spans);
    for (const index of starts) changes[index] = (changes[index] ?? 0) + 1;
    for (const index of ends) changes[index] = (changes[index] ?? 0) - 1;
  }
  let [open, most, at] = [0, concurrentExecutions, 0];
  for (let index = 0; index < changes.length; index++) {
    open += changes[index] ?? 0;
    if (open > most) [most, at] = [open, instants[index] ?? 0];
  }
  return most === concurrentExecutions ? undefined : crowdAt(Math.max(at, from), runs);
}

/** The instants at which any runs begin or end, in order, and where those of some runs stand among them. */
interface Edges {
  readonly instants: Int32Array;
  of(spans: readonly RunSpan[]): { readonly starts: Int32Array; readonly ends: Int32Array };
}

/** Sorted once: windows are open in many units, and most of them begin and end at the same times of day. */
function edgesOf(all: ReadonlySet<readonly RunSpan[]>): Edges {
  const distinct = new Set<Instant>();
  for (const spans of all) for (const { start, end } of spans) distinct.add(start).add(end);
  const instants = new Int32Array(distinct).sort();
  const places = new Map(Array.from(instants, (instant, index) => [instant, index]));
  const placesOf = (some: readonly Instant[]): Int32Array =>
    Int32Array.from(some, (instant) => places.get(instant) ?? 0);
  const of = once((spans: readonly RunSpan[]) => ({
    starts: placesOf(spans.map(({ start }) => start)),
    ends: placesOf(spans.map(({ end }) => end)),
  }));
  return { instants, of };
}

/** In the order in which they opened. */
function crowdAt(at: Instant, runs: readonly NamedRuns[]): Crowd {
  const open = runs.flatMap(({ name, spans }) => {
    const span = spans.find(({ start, end }) => start <= at && at < end);
    return span === undefined ? [] : [{ name, start: span.start }];
  });
  return { at, names: open.sort((a, b) => a.start - b.start).map(({ name }) => name) };
}
