/**
 * The EC2 instances of a ring as a resource group. A tag in a window's target reaches the machines that answer to Systems
 * Manager; a group reaches those that are stopped too, so that the run can start them.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows.html
 */
import * as resourcegroups from "@pulumi/aws/resourcegroups";
import type * as pulumi from "@pulumi/pulumi";
import { mergeTags } from "../../tags";
import { shortName } from "../shortName";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";

/** Names are unique in an account and region, as rings are; at most 127 characters. */
export function ringMachinesName(patchGroup: string): string {
  return shortName(`patch-${patchGroup}`, 127);
}

/** Rings whose stopped machines are to be reached. */
export function reachedStopped({ rings = {} }: PatchRunbooksArgs): readonly string[] {
  return Object.entries(rings).flatMap(([patchGroup, { startStopped }]) =>
    startStopped === true ? [patchGroup] : [],
  );
}

/**
 * A ring's group lives as long as the ring, whichever window it runs in: its name cannot be taken a second time while another
 * window takes the place of the first.
 * @returns the names of the groups, by patch group.
 */
export function declareRingMachines(
  name: string,
  args: PatchRunbooksArgs,
  parent: pulumi.Resource,
): Readonly<Record<string, pulumi.Output<string>>> {
  return Object.fromEntries(
    reachedStopped(args).map((patchGroup) => [
      patchGroup,
      declareGroup(`${name}-${patchGroup}-machines`, patchGroup, args, parent).name,
    ]),
  );
}

/** Renewed in place: which machines are in it is found out anew with every run. */
function declareGroup(
  name: string,
  patchGroup: string,
  { region, tags }: PatchRunbooksArgs,
  parent: pulumi.Resource,
): resourcegroups.Group {
  return new resourcegroups.Group(
    name,
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
