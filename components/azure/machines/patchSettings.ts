/**
 * The operating system settings that a virtual machine needs so that a schedule, and nothing but a schedule, patches it.
 * With any other combination a schedule fails, or Azure patches the machine when it likes.
 */
import type { types } from "@pulumi/azure-native";
import type { Reboot } from "../../../model/plan";
import { toAzureReboot } from "../reboot";

type WindowsConfiguration = types.input.compute.WindowsConfigurationArgs;
type LinuxConfiguration = types.input.compute.LinuxConfigurationArgs;

export interface PatchSettingsOptions {
  /** The machine's own setting, which wins over the schedule's. @default - none: the schedule decides */
  readonly reboot?: Reboot;
}

/**
 * For `osProfile.windowsConfiguration`. Merge it with your own settings.
 *
 * @example
 * osProfile: { windowsConfiguration: { ...windowsPatchSettings(), timeZone: "W. Europe Standard Time" } }
 * @see https://learn.microsoft.com/azure/update-manager/prerequsite-for-schedule-patching
 */
export function windowsPatchSettings(options: PatchSettingsOptions = {}): WindowsConfiguration {
  return {
    provisionVMAgent: true,
    // Azure takes AutomaticByPlatform only together with automatic updates, and only when the machine is made.
    enableAutomaticUpdates: true,
    patchSettings: {
      ...patchSettings(options, true),
      // Hotpatching and the bypass that schedules need exclude each other.
      enableHotpatching: false,
    },
  };
}

/**
 * For `osProfile.linuxConfiguration`. Merge it with your own settings.
 *
 * @example
 * osProfile: { linuxConfiguration: { ...linuxPatchSettings(), disablePasswordAuthentication: true } }
 */
export function linuxPatchSettings(options: PatchSettingsOptions = {}): LinuxConfiguration {
  return { provisionVMAgent: true, patchSettings: patchSettings(options, true) };
}

/** @param bypass whether a schedule of one's own patches it, and not Azure at a time of Azure's own. */
export function patchSettings({ reboot }: PatchSettingsOptions, bypass: boolean) {
  return {
    patchMode: "AutomaticByPlatform",
    assessmentMode: "AutomaticByPlatform",
    automaticByPlatformSettings: {
      bypassPlatformSafetyChecksOnUserSchedule: bypass,
      ...(reboot !== undefined && { rebootSetting: toAzureReboot(reboot) }),
    },
  };
}
