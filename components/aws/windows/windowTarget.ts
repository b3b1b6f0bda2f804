/** Where the targets and tasks of one window belong, and how they are registered. */
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import type { Rate } from "../../../model/plan";
import { type AdoptedParts, adopting } from "../adoption";
import { shortName } from "../shortName";

/** The window that targets and tasks are registered with. */
export interface WindowPlace {
  /** The component's name, which every child's begins with. */
  readonly name: string;
  readonly region: string;
  readonly windowId: pulumi.Input<string>;
  readonly serviceRoleArn: pulumi.Input<string>;
  readonly parent: pulumi.Resource;
  /** Ids of targets and tasks that exist already. */
  readonly adopted: AdoptedParts;
}

/** Ids of what was registered, by the key that names it in the component's outputs. */
export interface Registered {
  readonly targetIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly taskIds: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Machines whose `PatchGroup` tag has one of up to fifty values. */
export function declareTarget(
  place: WindowPlace,
  key: string,
  patchGroups: readonly string[],
): ssm.MaintenanceWindowTarget {
  return new ssm.MaintenanceWindowTarget(
    `${place.name}-${key}`,
    {
      region: place.region,
      windowId: place.windowId,
      resourceType: "INSTANCE",
      name: shortName(key, 128),
      targets: [{ key: "tag:PatchGroup", values: [...patchGroups] }],
    },
    { parent: place.parent, ...adopting(place.adopted.target(key), place.region) },
  );
}

/** EC2 instances of a resource group, running or not. */
export function declareGroupTarget(
  place: WindowPlace,
  key: string,
  resourceGroup: pulumi.Input<string>,
): ssm.MaintenanceWindowTarget {
  return new ssm.MaintenanceWindowTarget(
    `${place.name}-${key}`,
    {
      region: place.region,
      windowId: place.windowId,
      resourceType: "RESOURCE_GROUP",
      name: shortName(key, 128),
      targets: [
        { key: "resource-groups:Name", values: [resourceGroup] },
        { key: "resource-groups:ResourceTypeFilters", values: ["AWS::EC2::INSTANCE"] },
      ],
    },
    { parent: place.parent, ...adopting(place.adopted.target(key), place.region) },
  );
}

/** `25%` or `5`, as SSM writes a rate. */
export function renderRate(rate: Rate): string {
  return rate.kind === "percent" ? `${rate.value}%` : `${rate.value}`;
}
