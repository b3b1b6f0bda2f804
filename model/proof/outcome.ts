/** How one cell fares: by routine runs, else by the out-of-cycle path, with the worst releases of either. */

import { remembered, rememberedOf } from "../memo";
import type { Allowance } from "./allowance";
import type { ProofContext } from "./context";
import { undeployedReason, unknownReason } from "./images";
import type { Route } from "./landing";
import { type EmergencyRoute, servesClass, worstOutOfCycle } from "./outOfCycle";
import { routineTravel, worstOfRoute } from "./sweep";
import { emergencyWay, type RoutineWay, type Traveller } from "./ways";
import { latenessOf, type WorstCases } from "./worst";

/** One cell to be proved. */
export interface Cell extends Traveller {
  /** What the deadlines of its class allow. */
  readonly allowance: Allowance;
  /** The way of its class by routine runs. */
  readonly way: RoutineWay;
}

/** The better way that a cell has. */
export type Outcome =
  | {
      readonly by: "routine";
      readonly worst: WorstCases;
      readonly route: Route;
      readonly ownDays: number;
    }
  | { readonly by: "outOfCycle"; readonly worst: WorstCases; readonly route: EmergencyRoute }
  /** No run can serve it, whatever the release. */
  | { readonly by: "none"; readonly reason: string };

/**
 * Routine runs where they keep every deadline; else the out-of-cycle path where it does better. A path patches in place:
 * machines from the next image would lack what it brought.
 */
export function outcomeOf(cell: Cell, context: ProofContext): Outcome {
  const unknown = unknownReason(cell.group);
  if (unknown !== undefined) return { by: "none", reason: unknown };
  const routine = routineOutcome(cell, context);
  if (undeployedReason(cell.group) !== undefined) return routine;
  if (routine.by === "routine" && latenessOf(routine.worst.lateness) <= 0) return routine;
  const emergency = emergencyOutcome(cell, context);
  if (emergency === undefined) return routine;
  if (routine.by !== "routine") return emergency;
  return latenessOf(emergency.worst.lateness) < latenessOf(routine.worst.lateness)
    ? emergency
    : routine;
}

function routineOutcome({ way, allowance }: Cell, context: ProofContext): Outcome {
  if ("never" in way) return { by: "none", reason: way.never };
  const { route, ownDays } = way;
  const worst = sweepOf(route, allowance, context, () => {
    const travel = rememberedOf(context.known.travels, route, () =>
      routineTravel(route, context.horizon),
    );
    return worstOfRoute(travel, allowance);
  });
  return { by: "routine", worst, route, ownDays };
}

function emergencyOutcome(
  { group, ring, class: patchClass, allowance }: Cell,
  context: ProofContext,
): (Outcome & { readonly by: "outOfCycle" }) | undefined {
  const path = group.outOfCycle;
  if (path === undefined) return undefined;
  if (!servesClass(path, { ...patchClass, exposure: group.exposure })) return undefined;
  const route = emergencyWay({ group, ring, path }, context);
  const worst = sweepOf(route, allowance, context, () =>
    worstOutOfCycle(route, allowance, context.horizon),
  );
  return { by: "outOfCycle", worst, route };
}

/** Each route is swept once with each allowance. */
function sweepOf(
  route: Route | EmergencyRoute,
  allowance: Allowance,
  { known }: ProofContext,
  sweep: () => WorstCases,
): WorstCases {
  const ofRoute = rememberedOf(known.sweeps, route, () => new Map<Allowance, WorstCases>());
  return remembered(ofRoute, allowance, sweep);
}
