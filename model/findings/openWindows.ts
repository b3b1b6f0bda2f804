/** How many maintenance windows of an account and region are open at once: SSM runs only so many. */
import type { AwsUnit, Finding, PlannedWindow } from "../plan";
import { remembered } from "../proof/memo";
import { scanWindow } from "../scanWindow";
import { shortList } from "../textTable";
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import type { LintContext } from "./runSpans";

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
    const { crowd } = remembered(known, JSON.stringify(windows), () => ({
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
  const events = windows
    .flatMap((window) =>
      spans(window, [])
        .filter(({ start, end }) => end > from && start < until)
        .flatMap(({ start, end }) => [
          { at: start, name: window.name, opens: true },
          { at: end, name: window.name, opens: false },
        ]),
    )
    .sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens));
  const open = new Set<string>();
  let largest: Crowd | undefined;
  for (const { at, name, opens } of events) {
    if (opens) open.add(name);
    else open.delete(name);
    if (open.size > Math.max(concurrentExecutions, largest?.names.length ?? 0)) {
      largest = { at, names: [...open] };
    }
  }
  return largest;
}
