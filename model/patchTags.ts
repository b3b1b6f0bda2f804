/** The one tag that puts a machine into a ring, on both clouds. */
import { closest } from "fastest-levenshtein";
import { batchTags } from "./azureBatches";
import type { Plan } from "./plan";

/**
 * The tag that a team puts on its machines; `batch`, from 1, is for a ring that has batches on Azure.
 * @throws Error for a group, ring or batch that the plan lacks, with the nearest one.
 */
export function patchTags(
  plan: Plan,
  group: string,
  ring: string,
  batch = 1,
): { PatchGroup: string } {
  const planned = pick("group", plan.groups, group, "the policy");
  const { patchGroup, batches } = pick("ring", planned.rings, ring, `group "${group}"`);
  const tags = batchTags(patchGroup, batches?.count);
  const tag = tags[batch - 1];
  if (tag === undefined) {
    throw new Error(`ring "${patchGroup}" has batches 1 to ${tags.length}, got ${batch}`);
  }
  return { PatchGroup: tag };
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
