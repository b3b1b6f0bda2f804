/** The verdict for one cell, with its worst cases as timelines. */
import { acceptingException } from "../exceptions";
import type { PolicyException } from "../plan";
import { restBefore } from "../restBefore";
import type { ProofContext } from "./context";
import { imageWay, undeployedReason, unknownReason } from "./images";
import { listWay } from "./lists";
import { type Cell, type Outcome, outcomeOf } from "./outcome";
import { emergencyTimeline, neverCause, routineTimeline, type Wording } from "./timeline";
import type { CellProof, TimelineStep, Verdict, WorstCase } from "./verdict";
import { type Case, latenessOf, mostLosses, type WorstCases } from "./worst";

export function proveCell(cell: Cell, context: ProofContext): CellProof {
  const outcome = outcomeOf(cell, context);
  const { group, ring, system, class: patchClass } = cell;
  const { wait, lateness } = outcome.by === "none" ? neverServed(cell) : outcome.worst;
  const { deadline } = lateness;
  return {
    group: group.name,
    ring: ring.name,
    system: system.system,
    cloud: system.cloud,
    class: patchClass,
    verdict: verdictOf(cell, outcome, context.plan.exceptions),
    survives: (most = mostLosses) => (outcome.by === "none" ? -1 : outcome.worst.survives(most)),
    // Classes with the same promise share their sweeps, and with them the deadline of the first.
    deadline: deadline.class === patchClass ? deadline : { ...deadline, class: patchClass },
    worstWait: wait,
    worstLateness: lateness,
    steps: (worst) => stepsOf(worst, cell, outcome),
  };
}

function verdictOf(cell: Cell, outcome: Outcome, exceptions: readonly PolicyException[]): Verdict {
  if (outcome.by === "none") {
    const undeployed = unknownReason(cell.group) === undefined ? {} : { undeployed: true as const };
    return { kind: "notServed", reason: outcome.reason, ...undeployed };
  }
  const late = latenessOf(outcome.worst.lateness);
  const undeployed = undeployedReason(cell.group);
  if (late <= 0) {
    const slack = Math.abs(late);
    return undeployed === undefined
      ? { kind: "kept", slack, by: outcome.by }
      : { kind: "notDeployed", slack, reason: undeployed };
  }
  const { lateUntil } = outcome.worst;
  const scope = { group: cell.group.name, ring: cell.ring.name };
  // Nobody knows until when it would be accepted where nothing lands.
  const accepted =
    undeployed !== undefined || lateUntil === undefined || lateUntil === "never"
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

/** What a timeline's words need of a cell. */
export function wordingOf(
  { group, ring, system }: Pick<Cell, "group" | "ring" | "system">,
  ownDays: number,
): Wording {
  const images = imageWay(group, ring, system);
  const lists = images === undefined ? listWay(group, ring, system) : undefined;
  // The approval of an image waits for what the first ring with its system waits for.
  const approving = images?.stops[0].ring ?? lists?.first ?? ring;
  const before = group.rings.slice(0, group.rings.indexOf(approving));
  const rest = restBefore(group, before, approving.soak, system);
  return {
    ring: approving,
    window: images?.image ?? approving.window,
    ownDays,
    by: images !== undefined ? "image" : lists !== undefined ? "list" : "baseline",
    rings: (images ?? lists)?.stops.map((stop) => stop.ring) ?? [],
    // The ring of another group that a patch rests in before it reaches the cell.
    ...(rest === undefined || rest.group === group.name ? {} : { before: rest }),
  };
}

function stepsOf(
  { release }: WorstCase,
  { group, ring, system }: Cell,
  outcome: Outcome,
): readonly TimelineStep[] {
  // Nothing happens to it; the verdict says why.
  if (outcome.by === "none") return [];
  if (outcome.by === "outOfCycle") return emergencyTimeline(outcome.route, release);
  return routineTimeline(
    outcome.route,
    release,
    wordingOf({ group, ring, system }, outcome.ownDays),
  );
}

/** The first promised release stands for all. */
function neverServed({ allowance }: Cell): Pick<WorstCases, "wait" | "lateness"> {
  const stretch = allowance.deadlines.findIndex((one) => one !== undefined);
  const deadline = allowance.deadlines[stretch];
  if (deadline === undefined) throw new Error("a cell without a deadline promises nothing");
  const release = allowance.from[stretch] ?? 0;
  const due = release + (allowance.minutes[stretch] ?? 0);
  const worst: Case = { release, landing: "never", due, deadline };
  return { wait: worst, lateness: worst };
}
