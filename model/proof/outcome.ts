/** How one cell fares: by routine runs, else by the out-of-cycle path, with the worst releases of either. */
import type { Deadline } from "../plan";
import type { Allowance } from "./allowance";
import type { Keyed, ProofContext } from "./context";
import { type Route, routineTravel, worstOfRoute } from "./landing";
import { remembered } from "./memo";
import { type EmergencyRoute, servesClass, worstOutOfCycle } from "./outOfCycle";
import { emergencyWay, routineWay, type Traveller, undeployedReason } from "./ways";
import { latenessOf, type WorstCases } from "./worst";

/** One cell to be proved. */
export interface Cell extends Traveller {
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
  const undeployed = undeployedReason(cell.group);
  if (undeployed !== undefined) {
    return { by: "none", key: `${allowance.key} ${undeployed}`, reason: undeployed };
  }
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
  const way = routineWay(cell, context);
  if ("never" in way) {
    return { by: "none", key: `${allowance.key} ${way.never}`, reason: way.never };
  }
  const { route, ownDays } = way;
  const key = `${way.key}/${allowance.key}`;
  const worst = remembered(context.sweeps, key, () => {
    const travel = remembered(context.travels, way.key, () =>
      routineTravel(route, context.horizon),
    );
    return worstOfRoute(travel, allowance.value);
  });
  return { by: "routine", key, worst, route, ownDays };
}

function emergencyOutcome(
  cell: Cell,
  allowance: Keyed<Allowance>,
  context: ProofContext,
): (Outcome & { readonly by: "outOfCycle" }) | undefined {
  const { group, ring, class: patchClass } = cell;
  const path = group.outOfCycle;
  if (path === undefined) return undefined;
  if (!servesClass(path, { ...patchClass, exposure: group.exposure })) return undefined;
  const way = emergencyWay({ group, ring, path }, context);
  const key = `${way.key}${allowance.key}`;
  const worst = remembered(context.sweeps, key, () =>
    worstOutOfCycle(way.route, allowance.value, context.horizon),
  );
  return { by: "outOfCycle", key, worst, route: way.route };
}
