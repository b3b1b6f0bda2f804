/** The one tag that puts a machine into a ring, on both clouds. */
import { closest } from "fastest-levenshtein";
import type { Plan } from "./plan";

/**
 * The tag that a team puts on its machines.
 * @throws Error for a group or ring that the plan lacks, with the nearest one.
 */
export function patchTags(plan: Plan, group: string, ring: string): { PatchGroup: string } {
  const planned = pick("group", plan.groups, group, "the policy");
  return { PatchGroup: pick("ring", planned.rings, ring, `group "${group}"`).patchGroup };
}

function pick<T extends { readonly name: string }>(
  what: string,
  all: readonly T[],
  name: string,
  holder: string,
): T {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) {
    return found;
  }
  const names = all.map((one) => one.name);
  throw new Error(
    names.length === 0
      ? `${holder} has no ${what} at all, got "${name}"`
      : `${holder} has no ${what} "${name}", did you mean "${closest(name, names)}"? It has ${names.join(", ")}`,
  );
}
