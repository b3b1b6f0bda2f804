/** How one cell fares: by routine runs, else by the out-of-cycle path, with the worst releases of either. */
import { formatDuration } from "../duration";
import type { Deadline, PatchClass, PlannedGroup, PlannedRing, RingSystem } from "../plan";
import { systemFacts } from "../systems";
import type { Allowance } from "./allowance";
import type { Keyed, ProofContext } from "./context";
import { approvalDelay } from "./kinds";
import { type Route, routineTravel, worstOfRoute } from "./landing";
import { remembered } from "./memo";
import { type EmergencyRoute, servesClass, worstOutOfCycle } from "./outOfCycle";
import { finishAfter } from "./runs";
import { latenessOf, type WorstCases } from "./worst";

/** One cell to be proved. */
export interface Cell {
  readonly group: PlannedGroup;
  readonly ring: PlannedRing;
  readonly system: RingSystem;
  readonly class: PatchClass;
  readonly deadlines: readonly Deadline[];
}

/** The better way that a cell has. `key` names everything that decides it. */
export type Outcome =
  | {
      readonly by: "routine";
      readonly key: string;
      readonly worst: WorstCases;
      readonly route: Route;
      readonly ownDays: number;
    }
  | {
      readonly by: "outOfCycle";
      readonly key: string;
      readonly worst: WorstCases;
      readonly route: EmergencyRoute;
    }
  /** No run can serve it, whatever the release. */
  | { readonly by: "none"; readonly key: string; readonly reason: string };

/** Routine runs where they keep every deadline; else the out-of-cycle path where it does better. */
export function outcomeOf(cell: Cell, context: ProofContext): Outcome {
  const allowance = context.allowance(cell.deadlines);
  const routine = routineOutcome(cell, allowance, context);
  if (routine.by === "routine" && routine.worst.survives >= 0) return routine;
  const emergency = emergencyOutcome(cell, allowance, context);
  if (emergency === undefined) return routine;
  if (routine.by !== "routine") return emergency;
  return latenessOf(emergency.worst.lateness) < latenessOf(routine.worst.lateness)
    ? emergency
    : routine;
}

function routineOutcome(cell: Cell, allowance: Keyed<Allowance>, context: ProofContext): Outcome {
  const { ring, system, group } = cell;
  const delay = approvalDelay(system, cell.class, context.plan.severities);
  if ("never" in delay) {
    const reason = `no rule of baseline ${system.baseline} approves ${delay.never} patches`;
    return { by: "none", key: `${allowance.key} ${reason}`, reason };
  }
  const reason = system.cloud === "aws" ? capacityFault(ring) : undefined;
  if (reason !== undefined) return { by: "none", key: `${allowance.key} ${reason}`, reason };
  const runs = context.runs(ring.window, group);
  const { cumulative } = systemFacts(system.system);
  const route: Route = {
    runs: runs.value,
    finishAfter: finishAfter(ring.window, system.cloud),
    delayDays: delay.days,
    supersedings: cumulative ? context.patchTuesdays : noSupersedings,
  };
  const way = [runs.key, system.cloud, delay.days, cumulative].join("/");
  const key = `${way}/${allowance.key}`;
  const worst = remembered(context.sweeps, key, () => {
    const travel = remembered(context.travels, way, () => routineTravel(route, context.horizon));
    return worstOfRoute(route, travel, allowance.value);
  });
  return { by: "routine", key, worst, route, ownDays: delay.ownDays };
}

const noSupersedings = new Int32Array(0);

/** A ring that patches a share of its machines at a time needs time for every batch before the cutoff. */
function capacityFault({ window, concurrency }: PlannedRing): string | undefined {
  // A number of machines at a time says nothing without the number of machines.
  if (concurrency.kind === "count") return undefined;
  const batches = Math.ceil(100 / concurrency.value);
  const needed = (batches - 1) * window.perNode;
  const available = window.duration - window.cutoff;
  if (needed <= available) return undefined;
  return `capacity: ${concurrency.value}% at a time is ${batches} batches of ${formatDuration(window.perNode)}, the last one starts ${formatDuration(needed)} into window ${window.name}, and its cutoff is after ${formatDuration(available)}`;
}

function emergencyOutcome(
  { group, ring, class: patchClass }: Cell,
  allowance: Keyed<Allowance>,
  context: ProofContext,
): (Outcome & { readonly by: "outOfCycle" }) | undefined {
  const path = group.outOfCycle;
  if (path === undefined || !servesClass(path, patchClass)) return undefined;
  const names = group.rings.map(({ name }) => name);
  const rings = names.slice(0, names.indexOf(ring.name) + 1);
  const closed = path.inFreeze ? undefined : context.closed(group);
  const route: EmergencyRoute = { path, rings, closed: closed?.value ?? [] };
  const key = JSON.stringify([path, rings, closed?.key, allowance.key]);
  const worst = remembered(context.sweeps, key, () =>
    worstOutOfCycle(route, allowance.value, context.horizon),
  );
  return { by: "outOfCycle", key, worst, route };
}
