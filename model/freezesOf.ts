/** The freezes that hold for a group. */
import { appliesTo } from "./calendar";
import { once } from "./memo";
import type { Freeze } from "./plan";

/** In the order of the document. Groups that no freeze names share one list, so that what depends on it is found once. */
export function freezesOf(freezes: readonly Freeze[], group: string): readonly Freeze[] {
  const { named, general } = divided(freezes);
  return named.get(group) ?? general;
}

interface Divided {
  /** By the groups that freezes name. */
  readonly named: ReadonlyMap<string, readonly Freeze[]>;
  readonly general: readonly Freeze[];
}

const divided = once((freezes: readonly Freeze[]): Divided => {
  const names = new Set(freezes.flatMap(({ groups }) => groups ?? []));
  const named = [...names].map(
    (name) => [name, freezes.filter((freeze) => appliesTo(freeze, name))] as const,
  );
  return {
    named: new Map(named),
    general: freezes.filter(({ groups }) => groups === undefined),
  };
});
