/** The verdict for one cell, with its worst cases as timelines. */
import { acceptingException } from "../exceptions";
import type { PolicyException } from "../plan";
import { type RestBefore, restBefore } from "../restBefore";
import type { ProofContext } from "./context";
import { remembered } from "./memo";
import { type Cell, type Outcome, outcomeOf } from "./outcome";
import { emergencyTimeline, neverCause, routineTimeline } from "./timeline";
import type { CellProof, Verdict, WorstCase } from "./verdict";
import { type Case, latenessOf } from "./worst";

/** Worst cases that were told before, by everything that decides their words. */
export type ToldCases = Map<string, Pick<CellProof, "deadline" | "worstWait" | "worstLateness">>;

export function proveCell(cell: Cell, context: ProofContext, told: ToldCases): CellProof {
  const outcome = outcomeOf(cell, context);
  const { group, ring, system } = cell;
  const words = remembered(told, wordingKey(cell, outcome), () => tell(cell, outcome, context));
  return {
    group: group.name,
    ring: ring.name,
    system: system.system,
    cloud: system.cloud,
    class: cell.class,
    verdict: verdictOf(cell, outcome, context.plan.exceptions),
    survives: outcome.by === "none" ? -1 : outcome.worst.survives,
    ...words,
    // Classes with the same promise share their sweeps, and with them the deadline of the first.
    deadline: { ...words.deadline, class: cell.class },
  };
}

function verdictOf(cell: Cell, outcome: Outcome, exceptions: readonly PolicyException[]): Verdict {
  if (outcome.by === "none") return { kind: "notServed", reason: outcome.reason };
  const late = latenessOf(outcome.worst.lateness);
  if (late <= 0) return { kind: "kept", slack: -late, by: outcome.by };
  const { lateUntil } = outcome.worst;
  const scope = { group: cell.group.name, ring: cell.ring.name };
  const accepted =
    lateUntil === undefined || lateUntil === "never"
      ? undefined
      : acceptingException(exceptions, scope, lateUntil);
  if (accepted !== undefined) return { kind: "accepted", exception: accepted.id };
  if (late !== Number.POSITIVE_INFINITY) return { kind: "late", late };
  const { release } = outcome.worst.lateness;
  const reason =
    outcome.by === "routine"
      ? neverCause(outcome.route, release)
      : `path ${outcome.route.path.name} is barred for 400 days`;
  return { kind: "notServed", reason };
}

/** Two cells with the same key have the same worst cases, word for word. */
function wordingKey(cell: Cell, outcome: Outcome): string {
  const { ring, class: patchClass } = cell;
  const own = outcome.by === "routine" ? outcome.ownDays : "";
  const before = promotedFrom(cell);
  return [
    outcome.key,
    ring.name,
    ring.window.name,
    ring.soak,
    before?.ring.patchGroup,
    before?.soak,
    own,
    patchClass.severity,
    patchClass.exploited,
  ].join("|");
}

/** The ring of another group that a patch rests in before it reaches the cell. */
export function promotedFrom({
  group,
  ring,
  system,
}: Pick<Cell, "group" | "ring" | "system">): RestBefore | undefined {
  const before = group.rings.slice(0, group.rings.indexOf(ring));
  const rest = restBefore(group, before, ring.soak, system);
  return rest?.group === group.name ? undefined : rest;
}

function tell(
  cell: Cell,
  outcome: Outcome,
  context: ProofContext,
): Pick<CellProof, "deadline" | "worstWait" | "worstLateness"> {
  if (outcome.by === "none") {
    const unserved = neverServed(cell, outcome.reason, context);
    return { deadline: unserved.deadline, worstWait: unserved.told, worstLateness: unserved.told };
  }
  const before = promotedFrom(cell);
  const tellCase = (worst: Case): WorstCase => ({
    release: worst.release,
    landing: worst.landing,
    due: worst.due,
    steps:
      outcome.by === "routine"
        ? routineTimeline(outcome.route, worst.release, {
            ring: cell.ring,
            ownDays: outcome.ownDays,
            ...(before === undefined ? {} : { before }),
          })
        : emergencyTimeline(outcome.route, worst.release),
  });
  const { wait, lateness } = outcome.worst;
  const worstLateness = tellCase(lateness);
  return {
    deadline: lateness.deadline,
    worstWait: wait.release === lateness.release ? worstLateness : tellCase(wait),
    worstLateness,
  };
}

function neverServed(
  { deadlines }: Cell,
  cause: string,
  context: ProofContext,
): { readonly deadline: CellProof["deadline"]; readonly told: WorstCase } {
  const allowance = context.allowance(deadlines).value;
  const stretch = allowance.deadlines.findIndex((one) => one !== undefined);
  const deadline = allowance.deadlines[stretch];
  if (deadline === undefined) throw new Error("a cell without a deadline promises nothing");
  const release = allowance.from[stretch] ?? context.horizon.from;
  const due = release + (allowance.minutes[stretch] ?? 0);
  return {
    deadline,
    told: { release, landing: "never", due, steps: [{ from: release, until: due, cause }] },
  };
}
