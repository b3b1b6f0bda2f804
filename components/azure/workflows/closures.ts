/**
 * Imported freeze calendars in the pre-event workflow: a list of spans, too long for an expression, that each run is
 * held against. What cannot be compared fails, and a run that was not judged is cancelled.
 */
import type { Freeze } from "../../../model/plan";
import type { Instant } from "../../../model/time";
import type { Action, RunAfter } from "./definition";

/** Variable with the ids of the runs that touch a closure. */
export const closedRuns = "closed";

/** An expression: whether a run was found to touch one. */
export function isClosed(id: string): string {
  return `contains(variables('${closedRuns}'), ${id})`;
}

/** Actions that fill the variable; `runs` is an action with the runs, `after` what it comes after. */
export function findClosedRuns(
  freezes: readonly Freeze[],
  runs: string,
  after: RunAfter,
): Record<string, Action> {
  const run = (key: string): string => `items('Find_closed_runs')?['${key}']`;
  const end = `addSeconds(${run("start")}, mul(${run("minutes")}, 60))`;
  const touches = [
    `less(ticks(item()?['from']), ticks(${end}))`,
    `greater(ticks(item()?['until']), ticks(${run("start")}))`,
    `or(equals(length(item()?['groups']), 0), contains(item()?['groups'], ${run("group")}))`,
  ].join(", ");
  return {
    Closures: {
      type: "Compose",
      inputs: freezes.flatMap(closuresOf),
      runAfter: after,
    },
    Find_closed_runs: {
      type: "Foreach",
      foreach: `@body('${runs}')`,
      actions: {
        Touched: {
          type: "Query",
          inputs: { from: "@outputs('Closures')", where: `@and(${touches})` },
          runAfter: {},
        },
        If_touched: {
          type: "If",
          expression: "@greater(length(body('Touched')), 0)",
          actions: {
            Note_closed: {
              type: "AppendToArrayVariable",
              inputs: { name: closedRuns, value: `@${run("id")}` },
              runAfter: {},
            },
          },
          else: { actions: {} },
          runAfter: { Touched: ["Succeeded"] },
        },
      },
      runAfter: { Closures: ["Succeeded"] },
    },
  };
}

interface Closure {
  readonly from: string;
  readonly until: string;
  /** None means all. */
  readonly groups: readonly string[];
}

function closuresOf({ when, groups = [] }: Freeze): readonly Closure[] {
  if (when.kind !== "spans") return [];
  return when.spans.map(([from, until]) => ({ from: utc(from), until: utc(until), groups }));
}

/** `2026-12-24T23:00:00Z` */
function utc(instant: Instant): string {
  return new Date(instant * 60_000).toISOString().replace(".000", "");
}
