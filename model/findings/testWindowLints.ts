/** Test windows in the way of freezes, of installs on the same machines, and of each other. */
import { appliesTo } from "../calendar";
import type { Finding, PlannedGroup, PlannedTestWindow, PlannedWindow } from "../plan";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import { firstOverlap, type LintContext, type RunSpan } from "./runSpans";

export function testWindowLints(context: LintContext): Finding[] {
  return context.plan.testWindows.flatMap((window, index) => [
    ...frozenFindings(context, window),
    ...installFindings(context, window),
    ...overlapFindings(context, window, context.plan.testWindows.slice(0, index)),
  ]);
}

function about(
  window: PlannedTestWindow,
  message: string,
): Omit<Finding, "rule" | "level" | "fix"> {
  const text = `test window ${window.name}${window.owner === undefined ? "" : ` of ${window.owner}`}: ${message}`;
  return { message: text, entry: window.name, path: ["testWindows", window.name] };
}

/** Runs that count: those within the proved years. */
function proved({ from, until }: LintContext, spans: readonly RunSpan[]): readonly RunSpan[] {
  return spans.filter(({ start, end }) => end > from && start < until);
}

/** As the lints of windows see one; cutoff and time of a machine mean nothing to a test. */
function asWindow({ name, schedule, timezone, duration }: PlannedTestWindow): PlannedWindow {
  return { name, schedule, timezone, duration, cutoff: 0, perNode: 0 };
}

/** One finding a freeze: they may have owners of their own. */
function frozenFindings(context: LintContext, window: PlannedTestWindow): Finding[] {
  return context.plan.testFreezes
    .filter((freeze) => window.groups.some((group) => appliesTo(freeze, group)))
    .flatMap((freeze) => {
      const runs = proved(context, context.spans(asWindow(window), [freeze]));
      const barred = runs.filter((run) => run.barred);
      const [first] = barred;
      if (first === undefined) return [];
      const message = `freeze ${freeze.name} bars ${barred.length} of ${runs.length} runs, the first on ${formatInstant(first.start, window.timezone)}`;
      return [finding("test-window/frozen", about(window, message))];
    });
}

/** A machine that is being patched while it is tested proves nothing. */
function installFindings(context: LintContext, window: PlannedTestWindow): Finding[] {
  const tests = openRuns(context, window);
  return context.plan.groups
    .filter(({ name }) => window.groups.includes(name))
    .flatMap((group) => {
      const overlaps = group.rings
        .filter(({ window: used }, at) => firstRingIn(group, used.name) === at)
        .map((ring) => {
          const installs = context.openRuns(ring.window, context.freezesOf(group));
          return { ring, at: firstOverlap(tests, installs) };
        })
        .filter(({ at }) => at !== undefined);
      return overlaps.map(({ ring, at = 0 }) => {
        const message = `ring ${ring.patchGroup} is patched in window ${ring.window.name} meanwhile, first on ${formatInstant(at, window.timezone)}`;
        return finding("test-window/install", { ...about(window, message), group: group.name });
      });
    });
}

/** One finding a window, however many rings are patched in it. */
function firstRingIn({ rings }: PlannedGroup, window: string): number {
  return rings.findIndex((ring) => ring.window.name === window);
}

/** One finding a window, however many it meets: copies of one window would have as many as there are pairs of them. */
function overlapFindings(
  context: LintContext,
  window: PlannedTestWindow,
  before: readonly PlannedTestWindow[],
): Finding[] {
  const meets = before.flatMap((other) => {
    const shared = window.groups.filter((group) => other.groups.includes(group));
    const at =
      shared.length === 0
        ? undefined
        : firstOverlap(openRuns(context, window), openRuns(context, other));
    return at === undefined ? [] : [{ other, shared, at }];
  });
  const [first, ...others] = meets;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : `, and ${others.length} more do`;
  const message = `test window ${first.other.name} tests ${first.shared.join(", ")} meanwhile, first on ${formatInstant(first.at, window.timezone)}${more}`;
  return [finding("test-window/overlap", about(window, message))];
}

/** Barred only when no group that it tests is left. */
function openRuns(context: LintContext, window: PlannedTestWindow): readonly RunSpan[] {
  const freezes = context.plan.testFreezes.filter((freeze) =>
    window.groups.every((group) => appliesTo(freeze, group)),
  );
  return context.openRuns(asWindow(window), freezes);
}
