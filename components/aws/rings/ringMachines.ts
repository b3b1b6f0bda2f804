/**
 * The EC2 instances of a ring as a resource group. A tag in a window's target reaches the machines that answer to Systems
 * Manager; a group reaches those that are stopped too, so that the run can start them.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows.html
 */
import * as resourcegroups from "@pulumi/aws/resourcegroups";
import { mergeTags } from "../../tags";
import { shortName } from "../shortName";
import type { WindowPlace } from "../windows/windowTarget";

/** Names are unique in an account and region, as rings are; at most 127 characters. */
export function ringMachinesName(patchGroup: string): string {
  return shortName(`patch-${patchGroup}`, 127);
}

/** Renewed in place: which machines are in it is found out anew with every run. */
export function declareRingMachines(
  { name, region, parent, tags }: WindowPlace,
  patchGroup: string,
): resourcegroups.Group {
  return new resourcegroups.Group(
    `${name}-${patchGroup}-machines`,
    {
      region,
      name: ringMachinesName(patchGroup),
      description: "Machines of a patch ring and those of them that are stopped",
      resourceQuery: {
        type: "TAG_FILTERS_1_0",
        query: JSON.stringify({
          ResourceTypeFilters: ["AWS::EC2::Instance"],
          TagFilters: [{ Key: "PatchGroup", Values: [patchGroup] }],
        }),
      },
      tags: mergeTags(tags),
    },
    { parent },
  );
}
