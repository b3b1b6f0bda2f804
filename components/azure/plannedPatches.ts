/** What a ring of the plan installs, in the words of the components, which check them. */
import type { AzureConfiguration } from "../../model/plan";
import type { LinuxPatches, WindowsPatches } from "./patchContent";

export function windowsPatches(ring: AzureConfiguration): WindowsPatches | undefined {
  const classifications = ring.windowsClassifications as WindowsPatches["classifications"];
  return (
    classifications && {
      classifications,
      ...(ring.includeKbs && { includeKbs: ring.includeKbs }),
      excludeKbs: ring.excludeKbs,
      ...(ring.excludeKbsRequiringReboot && { excludeKbsRequiringReboot: true }),
    }
  );
}

export function linuxPatches(ring: AzureConfiguration): LinuxPatches | undefined {
  const classifications = ring.linuxClassifications as LinuxPatches["classifications"];
  return (
    classifications && {
      classifications,
      ...(ring.includePackages && { includePackages: ring.includePackages }),
      excludePackages: ring.excludePackages,
    }
  );
}
