/** The rings that a patch rests in on its way to a cell: they decide when it gets there. */
import type { PlannedRing } from "../../plan";
import type { Situation } from "../lever";

export interface ChainRing {
  readonly group: string;
  readonly ring: PlannedRing;
  readonly index: number;
}

/** The cell's own ring first, then those before it as far back as soaks reach, through groups promoted from. */
export function chainOf(
  cell: { readonly group: string; readonly ring: string },
  { plan }: Pick<Situation, "plan">,
): readonly ChainRing[] {
  const group = plan.groups.find(({ name }) => name === cell.group);
  const rings = group?.rings ?? [];
  const last = rings.findIndex(({ name }) => name === cell.ring);
  let first = last;
  while (first > 0 && (rings[first]?.soak ?? 0) > 0) first--;
  const own = rings.map((ring, index) => ({ group: cell.group, ring, index }));
  const source = first === 0 ? group?.promotedFrom : undefined;
  return [
    ...own.slice(Math.max(0, first), last + 1).reverse(),
    // The document refuses promotions in a circle.
    ...(source === undefined
      ? []
      : chainOf({ group: source.group, ring: source.ring.name }, { plan })),
  ];
}
