/** The values of the `PatchGroup` tag that the document's plan has, and what is wrong with one it has not. */
import { closest, distance } from "fastest-levenshtein";
import { batchTags } from "../model/azureBatches";
import type { Cloud, Plan } from "../model/plan";
import { broken, type Outcome, show } from "./outcome";

/** Values on one cloud, in the plan's order. */
function plannedPatchGroups(plan: Plan, cloud: Cloud): readonly string[] {
  const rings = plan.groups.flatMap((group) => group.rings);
  return rings
    .filter((ring) => ring.systems.some((system) => system.cloud === cloud))
    .flatMap(({ patchGroup, batches }) =>
      batchTags(patchGroup, cloud === "azure" ? batches?.count : undefined),
    );
}

const listedAtMost = 6;

function listed(values: readonly string[]): string {
  const shown = values.slice(0, listedAtMost).join(", ");
  const more = values.length - listedAtMost;
  return more > 0 ? `one of ${shown} and ${more} more` : `one of ${shown}`;
}

const mostSlips = 3;

/** The value that was meant, when one is a few slips away. */
function misspelt(value: string, planned: readonly string[]): string | undefined {
  const nearest = planned.length === 0 ? undefined : closest(value, planned);
  return nearest !== undefined && distance(value, nearest) <= mostSlips ? nearest : undefined;
}

/** Tells a value that the plan does not have, with the nearest one that it has. */
export function unplannedPatchGroup(
  plan: Plan,
  cloud: Cloud,
  property: string,
  value: string | undefined,
): readonly Outcome[] {
  const planned = plannedPatchGroups(plan, cloud);
  if (value !== undefined && planned.includes(value)) {
    return [];
  }
  const nearest = value === undefined ? undefined : misspelt(value, planned);
  return [
    broken({
      problem:
        value === undefined
          ? "no patch group, so the machine gets the vendor's default patches and no window"
          : "the patch group is not one of the document's, so nothing patches the machine",
      property,
      seen: show(value),
      allowed:
        planned.length === 0 ? `none: the document has no groups on ${cloud}` : listed(planned),
      fix: nearest
        ? `set ${property} to ${nearest}, or add the group to the document`
        : `set ${property} to <group>.<ring> of the machine's group, as patchTags(plan, group, ring) gives it`,
    }),
  ];
}
