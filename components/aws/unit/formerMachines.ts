/** Resource groups of rings that a deployment made below their windows, before they belonged to the rings. */
import * as pulumi from "@pulumi/pulumi";
import { MaintenanceWindow } from "../windows/maintenanceWindow";
import type { UnitContext } from "./unitContext";

const groupType = "aws:resourcegroups/group:Group";

/** Options of the runbooks, whose groups stay those that the windows of these names had. */
export function formerMachines({ name, unit, opts }: UnitContext): pulumi.ComponentResourceOptions {
  const windows = new Map(
    unit.windows.flatMap(({ name: window, runs }) =>
      runs
        .filter(({ settings }) => settings?.startStopped === true)
        .map(({ patchGroup }) => [`${name}-${patchGroup}-machines`, { window, patchGroup }]),
    ),
  );
  if (windows.size === 0) return opts;
  const aliasOf = ({ window, patchGroup }: { window: string; patchGroup: string }) => ({
    name: `${name}-${window}-${patchGroup}-machines`,
    parent: pulumi.createUrn(
      `${name}-${window}`,
      MaintenanceWindow.__pulumiType,
      opts.parent as pulumi.Resource,
    ),
  });
  return pulumi.mergeOptions(opts, {
    transformations: [
      ({ type, name: child, props, opts: own }) => {
        const before = type === groupType ? windows.get(child) : undefined;
        if (before === undefined) return undefined;
        return { props, opts: pulumi.mergeOptions(own, { aliases: [aliasOf(before)] }) };
      },
    ],
  });
}
