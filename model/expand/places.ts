/** Where rings run: the accounts, regions, subscriptions and locations of their groups. */
import { remembered } from "../memo";
import type { PlannedGroup, PlannedRing } from "../plan";
import type { Policy } from "../policy";

type DocumentGroup = Policy["groups"][string];

export interface PlacedRing {
  readonly group: PlannedGroup;
  readonly ring: PlannedRing;
}

/**
 * Groups by the accounts or subscriptions that they are in, in the order of the document: found in one walk, since a large
 * organisation has hundreds of those and thousands of groups.
 */
export function groupsIn(
  policy: Policy,
  groups: readonly PlannedGroup[],
  placesIn: (group: DocumentGroup) => readonly string[] | undefined,
): ReadonlyMap<string, readonly PlannedGroup[]> {
  const found = new Map<string, PlannedGroup[]>();
  for (const group of groups) {
    const written = policy.groups[group.name];
    const places = written === undefined ? [] : (placesIn(written) ?? []);
    for (const place of new Set(places)) remembered(found, place, () => []).push(group);
  }
  return found;
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
