/**
 * Who patches a virtual machine of Azure: two of its settings and whether a schedule is assigned decide together.
 * @see https://learn.microsoft.com/azure/update-manager/prerequsite-for-schedule-patching
 */
export interface MachinePatching {
  /** `patchMode` of the machine. */
  readonly patchMode: "AutomaticByPlatform" | "AutomaticByOS" | "Manual" | "ImageDefault";
  /** `bypassPlatformSafetyChecksOnUserSchedule`. */
  readonly bypass: boolean;
  readonly scheduled: boolean;
}

/** `refused`: its runs end as errors, one after the other. */
export type WhoPatches = "schedule" | "azure" | "nobody" | "refused";

export function whoPatches({ patchMode, bypass, scheduled }: MachinePatching): WhoPatches {
  if (patchMode !== "AutomaticByPlatform") return scheduled ? "refused" : "nobody";
  if (bypass) return scheduled ? "schedule" : "nobody";
  return scheduled ? "refused" : "azure";
}
