/** What a machine of Azure Arc needs: nothing for schedules, and a daily assessment, so that what it lacks is known. */
import type { types } from "@pulumi/azure-native";

type ArcProfile = types.input.hybridcompute.OSProfileArgs;

/**
 * For `osProfile` of a `hybridcompute.Machine`. Schedules patch Arc machines whatever their patch mode; Azure never patches one
 * by itself.
 *
 * @example
 * new hybridcompute.Machine("ledger", { …, osProfile: arcPatchSettings("Linux"), tags: patchTags(plan, "ledger", "all") })
 * @see https://learn.microsoft.com/azure/update-manager/assessment-options#periodic-assessment
 */
export function arcPatchSettings(system: "Windows" | "Linux"): ArcProfile {
  const assessed = { assessmentMode: "AutomaticByPlatform" };
  return system === "Windows"
    ? { windowsConfiguration: assessed }
    : { linuxConfiguration: assessed };
}
