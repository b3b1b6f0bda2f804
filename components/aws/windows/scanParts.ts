/** The parts of a scan: each is a target and a task of the window. */
import { chunks } from "../../../model/chunks";
import { valuesPerTarget, type WindowWork } from "./maintenanceWindowArgs";

/** By the rings' tags, as many as a target takes, or a resource group. */
export type ScanPart =
  | { readonly key: string; readonly patchGroups: readonly string[] }
  | { readonly key: string; readonly resourceGroup: string };

export function scanParts({
  patchGroups,
  resourceGroups = [],
}: Extract<WindowWork, { kind: "scan" }>): readonly ScanPart[] {
  return [
    ...chunks([...patchGroups].sort(), valuesPerTarget).map((groups, index) => ({
      key: `scan-${index + 1}`,
      patchGroups: groups,
    })),
    ...resourceGroups.map((resourceGroup) => ({ key: `scan-of-${resourceGroup}`, resourceGroup })),
  ];
}
