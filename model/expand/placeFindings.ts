/** Regions and locations that this release does not know: most of them are misspelt, and a deployment would find out. */
import { suggestion } from "../document/suggestion";
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";
import { awsRegions, azureLocations } from "../regions";

/** Rings name only places of their groups. */
export function placeFindings(policy: Policy): Finding[] {
  return Object.entries(policy.groups).flatMap(([group, { aws, azure }]) => [
    ...unknown(group, ["aws", "regions"], "AWS region", aws?.regions, awsRegions),
    ...unknown(group, ["azure", "locations"], "Azure location", azure?.locations, azureLocations),
  ]);
}

function unknown(
  group: string,
  below: readonly string[],
  what: string,
  places: readonly string[] | undefined,
  known: readonly string[],
): Finding[] {
  return (places ?? []).flatMap((place, index) => {
    if (known.includes(place)) return [];
    const message = `group ${group}: this release knows no ${what} ${place}${suggestion(place, known)}`;
    const path = ["groups", group, ...below, index];
    return [finding("place/unknown", { message, group, path })];
  });
}
