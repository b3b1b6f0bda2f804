/** How one cell fares: by routine runs, else by the out-of-cycle path, with the worst releases of either. */

import { rememberedOf } from "../memo";
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
  return { by: "routine", worst: sweepOf(route, allowance, context, sweepRoute), route, ownDays };
}

function sweepRoute(route: Route, allowance: Allowance, { known, horizon }: ProofContext) {
  const travel = rememberedOf(known.travels, route, () => routineTravel(route, horizon));
  return worstOfRoute(travel, allowance);
}

function emergencyOutcome(
  { group, ring, class: patchClass, allowance }: Cell,
  context: ProofContext,
): (Outcome & { readonly by: "outOfCycle" }) | undefined {
  const path = group.outOfCycle;
  if (path === undefined) return undefined;
  if (!servesClass(path, { ...patchClass, exposure: group.exposure })) return undefined;
  const route = emergencyWay({ group, ring, path }, context);
  const worst = sweepOf(route, allowance, context, sweepEmergency);
  return { by: "outOfCycle", worst, route };
}

function sweepEmergency(route: EmergencyRoute, allowance: Allowance, { horizon }: ProofContext) {
  return worstOutOfCycle(route, allowance, horizon);
}

/** Each route is swept once with each allowance; most cells find that done. */
function sweepOf<Way extends Route | EmergencyRoute>(
  route: Way,
  allowance: Allowance,
  context: ProofContext,
  sweep: (route: Way, allowance: Allowance, context: ProofContext) => WorstCases,
): WorstCases {
  const ofRoute = rememberedOf(context.known.sweeps, route, noSweeps);
  const known = ofRoute.get(allowance);
  if (known !== undefined) return known;
  const found = sweep(route, allowance, context);
  ofRoute.set(allowance, found);
  return found;
}

function noSweeps(): Map<Allowance, WorstCases> {
  return new Map();
}
