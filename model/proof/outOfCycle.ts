/** The path for what routine windows cannot serve: notice, decision, then ring after ring, held back by freezes that bar it. */
import type { Interval } from "../calendar";
import { applies, type Facts } from "../obligations/applies";
import type { OutOfCyclePath, Trigger } from "../plan";
import type { Instant, Minutes } from "../time";
import type { Allowance, Horizon } from "./allowance";
import { longestWait } from "./landing";
import { countedOnce, latenessOf, type Travel, type WorstCases, worstCases } from "./worst";

/** The path up to one ring. */
export interface EmergencyRoute {
  readonly path: OutOfCyclePath;
  /** Rings in the order of the path; the last one is the ring that is proved. */
  readonly rings: readonly string[];
  /** Freezes that bar the path: disjoint, in order. */
  readonly closed: readonly Interval[];
}

/** A stretch of time on the path. */
export interface EmergencyStep {
  readonly from: Instant;
  readonly until: Instant;
  readonly kind: "notice" | "decision" | "soak" | "freeze" | "execution";
  /** The ring that is executed, waited for or soaked in. */
  readonly ring: string;
}

/** True when one of the path's triggers fits; what is not known fits. */
export function servesClass({ when }: Pick<OutOfCyclePath, "when">, facts: Facts): boolean {
  return when.some((trigger) => isTriggered(trigger, facts));
}

export function isTriggered(trigger: Trigger, facts: Facts): boolean {
  if (typeof trigger !== "string") return applies(trigger, facts);
  return trigger === "exploited"
    ? facts.exploited !== false
    : facts.severity === undefined || facts.severity === trigger;
}

/** The worst releases when each of them triggers the path at once. */
export function worstOutOfCycle(
  route: EmergencyRoute,
  allowance: Allowance,
  horizon: Horizon,
): WorstCases {
  const worst = worstCases(emergencyTravel(route, 0, horizon), allowance);
  if (latenessOf(worst.lateness) > 0) return { ...worst, survives: () => -1 };
  const inTime = (losses: number): boolean => {
    const { lateness } = worstCases(emergencyTravel(route, losses, horizon), allowance);
    return latenessOf(lateness) <= 0;
  };
  return { ...worst, survives: countedOnce((most) => mostInTime(inTime, most)) };
}

/** The largest number of losses up to one that is in time, when none is: more losses are never earlier. Small ones are cheap. */
function mostInTime(inTime: (losses: number) => boolean, most: number): number {
  let [low, high] = [0, 1];
  while (high <= most && inTime(high)) [low, high] = [high, high * 2];
  high = Math.min(high, most + 1);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (inTime(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** How releases travel when every ring loses that many executions and starts again each time. */
function emergencyTravel(route: EmergencyRoute, losses: number, { from, until }: Horizon): Travel {
  const changes = new Set([from]);
  for (const offset of executionOffsets(route, losses)) {
    for (const [begin] of route.closed) {
      const firstBarred = begin - route.path.perRing + 1 - offset;
      if (firstBarred > from && firstBarred <= until) changes.add(firstBarred);
    }
  }
  return {
    changes: Int32Array.from(changes).sort(),
    landing: (release) => {
      const end = emergencySteps(route, release, losses).at(-1)?.until ?? release;
      return end - release > longestWait ? Number.POSITIVE_INFINITY : end;
    },
  };
}

/** Minutes from the trigger to the start of each execution when no freeze is in the way. */
function executionOffsets({ path, rings }: EmergencyRoute, losses: number): readonly Minutes[] {
  const executions = losses + 1;
  const perRing = executions * path.perRing + path.soak;
  return rings.flatMap((_, ring) =>
    Array.from(
      { length: executions },
      (_, execution) => path.notice + path.decideWithin + ring * perRing + execution * path.perRing,
    ),
  );
}

/** What happens after a trigger, in order. */
export function emergencySteps(
  { path, rings, closed }: EmergencyRoute,
  trigger: Instant,
  losses = 0,
): readonly EmergencyStep[] {
  const steps: EmergencyStep[] = [];
  let at = trigger;
  const spend = (kind: EmergencyStep["kind"], length: Minutes, ring: string): void => {
    if (length > 0) steps.push({ from: at, until: at + length, kind, ring });
    at += length;
  };
  spend("notice", path.notice, "");
  spend("decision", path.decideWithin, "");
  rings.forEach((ring, index) => {
    if (index > 0) spend("soak", path.soak, rings[index - 1] ?? "");
    for (let execution = 0; execution <= losses; execution++) {
      spend("freeze", openFor(closed, at, path.perRing) - at, ring);
      spend("execution", path.perRing, ring);
    }
  });
  return steps;
}

/** The first instant from which an execution fits between freezes. */
function openFor(closed: readonly Interval[], from: Instant, length: Minutes): Instant {
  let at = from;
  for (const [begin, end] of closed) {
    if (at < end && at + length > begin) at = end;
  }
  return at;
}
