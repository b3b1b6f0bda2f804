/** Where a patch rests before it reaches a ring: in the nearest ring before with the same system, else in the ring promoted from. */
import type { PlannedGroup, PlannedRing, RingSystem } from "./plan";
import type { Minutes } from "./time";

/** A ring in which a patch rests first. */
export interface RestBefore {
  /** Its group: another one where a patch is promoted from there. */
  readonly group: string;
  readonly ring: PlannedRing;
  /** The same system on the same cloud there; absent when a ring promoted from lacks it. */
  readonly system?: RingSystem;
  readonly soak: Minutes;
}

type SystemName = Pick<RingSystem, "system" | "cloud">;

/** Nothing for a system's first ring in a group that is not promoted. */
export function restBefore(
  group: Pick<PlannedGroup, "name" | "promotedFrom">,
  before: readonly PlannedRing[],
  soak: Minutes,
  system: SystemName,
): RestBefore | undefined {
  const ring = before.findLast((candidate) => sameSystem(candidate, system) !== undefined);
  if (ring !== undefined) return rest(group.name, ring, soak, system);
  const { promotedFrom } = group;
  return promotedFrom && rest(promotedFrom.group, promotedFrom.ring, promotedFrom.soak, system);
}

function rest(group: string, ring: PlannedRing, soak: Minutes, system: SystemName): RestBefore {
  const same = sameSystem(ring, system);
  return { group, ring, soak, ...(same === undefined ? {} : { system: same }) };
}

function sameSystem(ring: PlannedRing, { system, cloud }: SystemName): RingSystem | undefined {
  return ring.systems.find((other) => other.system === system && other.cloud === cloud);
}
