/** Who is accountable, responsible, consulted and informed for each layer of each group. */
import type { Policy } from "../policy";

export const layerNames = ["application", "operatingSystem", "platform", "security"] as const;
export type LayerName = (typeof layerNames)[number];

/** RACI of one layer of one group. */
export interface EffectiveLayer {
  readonly group: string;
  readonly layer: LayerName;
  /** Without repetitions; exactly one is right. */
  readonly accountable: readonly string[];
  /** The accountable ones where the document names nobody else. */
  readonly responsible: readonly string[];
  readonly consulted: readonly string[];
  readonly informed: readonly string[];
  /** Whose words count: the group's own, the document's, or nobody's. */
  readonly from: "group" | "document" | "nowhere";
}

/** A group's entry replaces the document's whole. */
export function effectiveLayers(policy: Policy): readonly EffectiveLayer[] {
  return Object.entries(policy.groups).flatMap(([group, { layers }]) =>
    layerNames.map((layer) => {
      const own = layers?.[layer];
      const written = own ?? policy.layers?.[layer];
      const accountable = [...new Set(written?.accountable ?? [])];
      return {
        group,
        layer,
        accountable,
        responsible: written?.responsible ?? accountable,
        consulted: written?.consulted ?? [],
        informed: written?.informed ?? [],
        from: own !== undefined ? "group" : written === undefined ? "nowhere" : "document",
      };
    }),
  );
}

/** `check` asks nothing of a group as long as neither it nor the document has `layers`. */
export function hasLayers(policy: Policy, group: string): boolean {
  return policy.layers !== undefined || policy.groups[group]?.layers !== undefined;
}

/** True when exactly one is accountable. */
export function isOwned({ accountable }: EffectiveLayer): boolean {
  return accountable.length === 1;
}
