/** What a maintenance configuration installs, as its API takes it. */
import * as pulumi from "@pulumi/pulumi";
import type { MaintenanceConfigurationArgs } from "./maintenanceConfigurationArgs";
import { toAzureReboot } from "./reboot";

type Patches = Pick<MaintenanceConfigurationArgs, "windows" | "linux" | "reboot">;

export function installPatches(args: Patches) {
  return pulumi.all([args.windows, args.linux, args.reboot]).apply(([windows, linux, reboot]) => ({
    rebootSetting: toAzureReboot(reboot ?? "ifRequired"),
    ...(windows && {
      windowsParameters: {
        ...listed("classificationsToInclude", windows.classifications),
        ...listed("kbNumbersToInclude", windows.includeKbs),
        ...listed("kbNumbersToExclude", windows.excludeKbs),
        ...(windows.excludeKbsRequiringReboot && { excludeKbsRequiringReboot: true }),
      },
    }),
    ...(linux && {
      linuxParameters: {
        ...listed("classificationsToInclude", linux.classifications),
        ...listed("packageNameMasksToInclude", linux.includePackages),
        ...listed("packageNameMasksToExclude", linux.excludePackages),
      },
    }),
  }));
}

/** An empty list is left out: Azure would keep a placeholder for it. */
function listed(property: string, values: readonly string[] | undefined): Record<string, string[]> {
  return values === undefined || values.length === 0 ? {} : { [property]: [...values] };
}
