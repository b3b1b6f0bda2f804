/** Where rings run: the accounts, regions, subscriptions and locations of their groups. */
import type { PlannedGroup, PlannedRing } from "../plan";
import type { Policy } from "../policy";

type DocumentGroup = Policy["groups"][string];

export interface PlacedRing {
  readonly group: PlannedGroup;
  readonly ring: PlannedRing;
}

/** Every region or location that one of the groups names, sorted. */
export function placesOf(
  policy: Policy,
  groups: readonly PlannedGroup[],
  placesIn: (group: DocumentGroup) => readonly string[] | undefined,
): string[] {
  const places = groups.flatMap(({ name }) => {
    const written = policy.groups[name];
    return written === undefined ? [] : (placesIn(written) ?? []);
  });
  return [...new Set(places)].sort();
}

/** The rings that run at a place, in the order of the document. */
export function ringsAt(
  policy: Policy,
  groups: readonly PlannedGroup[],
  isThere: (group: DocumentGroup, ring: number) => boolean,
): PlacedRing[] {
  return groups.flatMap((group) => {
    const written = policy.groups[group.name];
    return group.rings.flatMap((ring, index) =>
      written !== undefined && isThere(written, index) ? [{ group, ring }] : [],
    );
  });
}
