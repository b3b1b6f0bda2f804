/** The rings that a patch rests in on its way to a cell: they decide when it gets there. */
import type { PathStep } from "../../fault";
import type { PlannedRing, PlannedWindow } from "../../plan";
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
  // An image goes through every ring, whether or not it rests there.
  const isHandedOn = group?.strategy?.image !== undefined;
  while (first > 0 && (isHandedOn || (rings[first]?.soak ?? 0) > 0)) first--;
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

/** A window on the way, and where the document names it. */
export interface ChainWindow {
  readonly window: PlannedWindow;
  readonly path: readonly PathStep[];
  /** `ring web.broad runs`, `images of web are built`. */
  readonly what: string;
}

/** Those of the rings; where machines are replaced, that of their images comes first. */
export function windowsOf(
  cell: Parameters<typeof chainOf>[0],
  situation: Pick<Situation, "plan">,
): readonly ChainWindow[] {
  const image = situation.plan.groups.find(({ name }) => name === cell.group)?.strategy?.image;
  const built: ChainWindow | undefined = image && {
    window: image,
    path: ["groups", cell.group, "strategy", "image"],
    what: `images of ${cell.group} are built`,
  };
  return [
    ...(built === undefined ? [] : [built]),
    ...chainOf(cell, situation).map(({ group, ring, index }) => ({
      window: ring.window,
      path: ["groups", group, "rings", index, "window"],
      what: `ring ${group}.${ring.name} runs`,
    })),
  ];
}
