/**
 * Windows machines that are patched without a restart, by Azure and not by a schedule: hotpatches need the platform's own
 * checks, which a schedule has to bypass. Such a machine has no `PatchGroup` tag of the plan.
 */
import type { types } from "@pulumi/azure-native";
import * as pulumi from "@pulumi/pulumi";
import { show } from "../../arguments";
import { type PatchSettingsOptions, patchSettings } from "./patchSettings";

/**
 * The only images that take hotpatches: none of one's own, and no other combination. As the vendor listed them on 2026-11-27.
 * @see https://learn.microsoft.com/windows-server/get-started/hotpatch#supported-platforms
 */
const hotpatchImages = {
  publisher: "MicrosoftWindowsServer",
  offer: "WindowsServer",
  skus: [
    "2022-Datacenter-Azure-Edition-Core",
    "2022-Datacenter-Azure-Edition-Core-smalldisk",
    "2022-Datacenter-Azure-Edition-Hotpatch",
    "2022-Datacenter-Azure-Edition-Hotpatch-smalldisk",
    "2025-Datacenter-Azure-Edition",
    "2025-Datacenter-Azure-Edition-smalldisk",
    "2025-Datacenter-Azure-Edition-Core",
    "2025-Datacenter-Azure-Edition-Core-smalldisk",
  ],
} as const;

/** As `storageProfile.imageReference` names it; an image of one's own has an id and none of these. */
export interface MarketplaceImage {
  readonly publisher?: string;
  readonly offer?: string;
  readonly sku?: string;
}

/** Whether an image takes hotpatches; Azure compares the names without case. */
export function takesHotpatches({ publisher, offer, sku }: MarketplaceImage): boolean {
  const isSame = (one: string | undefined, other: string): boolean =>
    one?.toLowerCase() === other.toLowerCase();
  return (
    isSame(publisher, hotpatchImages.publisher) &&
    isSame(offer, hotpatchImages.offer) &&
    hotpatchImages.skus.some((one) => isSame(sku, one))
  );
}

/**
 * For `osProfile.windowsConfiguration` of a machine from one of the images that take hotpatches.
 *
 * @example
 * osProfile: { windowsConfiguration: hotpatchSettings(imageReference) }
 * @throws pulumi.RunError for another image, since Azure would refuse the machine
 */
export function hotpatchSettings(
  image: MarketplaceImage,
  options: PatchSettingsOptions = {},
): types.input.compute.WindowsConfigurationArgs {
  if (!takesHotpatches(image)) {
    throw new pulumi.RunError(
      `hotpatchSettings: the image must be of ${hotpatchImages.publisher}, ${hotpatchImages.offer}, with one of ${hotpatchImages.skus.join(", ")}, got ${show(image)}; use windowsPatchSettings for any other`,
    );
  }
  return {
    provisionVMAgent: true,
    enableAutomaticUpdates: true,
    patchSettings: { ...patchSettings(options, false), enableHotpatching: true },
  };
}
