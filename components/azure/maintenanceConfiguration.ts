/**
 * A schedule of Azure Update Manager for the guest systems of machines. Every machine of one configuration starts at
 * the same time; the service knows no approval delay, no concurrency and no cutoff, only classifications.
 */
import * as maintenance from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import { toAzureRecurrence } from "../../model/azureRecurrence";
import type { Schedule } from "../../model/schedule";
import type { CivilDate, Minutes, ZoneName } from "../../model/time";
import { type KeysOf, show } from "../arguments";
import { withTimeouts } from "../childOptions";
import { mergeTags, type Tags } from "../tags";
import { type ArgRule, checkArgs } from "./argRules";
import {
  type LinuxPatches,
  linuxComplaint,
  type WindowsPatches,
  windowsComplaint,
} from "./patchContent";
import { physicalName } from "./physicalName";
import { groupComplaint, locationComplaint } from "./place";
import { type RebootSetting, rebootComplaint, toAzureReboot } from "./reboot";
import {
  dateComplaint,
  durationComplaint,
  expiryComplaint,
  scheduleComplaint,
  timezoneComplaint,
  toHoursAndMinutes,
  typedSchedule,
} from "./runWindow";

export interface MaintenanceConfigurationArgs {
  /** Existing resource group that holds the configuration. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Where the configuration lives, such as `westeurope`. */
  readonly location: pulumi.Input<string>;
  /** When it runs: a schedule of the model or its text, such as `second tuesday +1 day at 22:00`. */
  readonly schedule: pulumi.Input<Schedule | string>;
  /** IANA zone of the schedule, such as `Europe/Berlin`. */
  readonly timezone: pulumi.Input<ZoneName>;
  /** First day on which it may run, `YYYY-MM-DD`. */
  readonly effectiveFrom: pulumi.Input<CivilDate>;
  /** Length of the window in minutes, 90–235. */
  readonly duration: pulumi.Input<Minutes>;
  /** What is installed on Windows machines. @default - nothing */
  readonly windows?: pulumi.Input<WindowsPatches>;
  /** What is installed on Linux machines. @default - nothing */
  readonly linux?: pulumi.Input<LinuxPatches>;
  /** @default ifRequired */
  readonly reboot?: pulumi.Input<RebootSetting>;
  /** Local time after which it never runs again, `YYYY-MM-DD hh:mm`. @default - none */
  readonly expires?: pulumi.Input<string>;
  /** Exact physical name, for a configuration that exists already. @default - `<name>-<hash>` */
  readonly resourceName?: pulumi.Input<string>;
  /** @default - none */
  readonly tags?: Tags;
}

const argumentNames: KeysOf<MaintenanceConfigurationArgs> = {
  resourceGroupName: "needed",
  location: "needed",
  schedule: "needed",
  timezone: "needed",
  effectiveFrom: "needed",
  duration: "needed",
  windows: true,
  linux: true,
  reboot: true,
  expires: true,
  resourceName: true,
  tags: true,
};

/**
 * @example
 * new MaintenanceConfiguration("web-canary", {
 *   resourceGroupName: "rg-patching", location: "westeurope", schedule: "every sunday at 04:00",
 *   timezone: "Europe/Berlin", effectiveFrom: "2026-12-01", duration: 180,
 *   linux: { classifications: ["Critical", "Security"] },
 * });
 * @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations
 */
export class MaintenanceConfiguration extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:MaintenanceConfiguration";

  /** ARM id: what assignments and Event Grid topics attach to. */
  readonly configurationId: pulumi.Output<string>;
  readonly configurationName: pulumi.Output<string>;
  readonly location: pulumi.Output<string>;

  constructor(
    name: string,
    args: MaintenanceConfigurationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(MaintenanceConfiguration.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "MaintenanceConfiguration", name, args, argumentNames, rules);
    const configuration = this.createConfiguration(name, checked);
    this.configurationId = configuration.id;
    this.configurationName = configuration.name;
    this.location = pulumi.output(args.location);
    this.registerOutputs({
      configurationId: this.configurationId,
      configurationName: this.configurationName,
      location: this.location,
    });
  }

  private createConfiguration(name: string, args: MaintenanceConfigurationArgs) {
    const recurrence = pulumi
      .all([args.schedule, args.timezone, args.effectiveFrom])
      .apply(([schedule, timezone, from]) =>
        toAzureRecurrence(typedSchedule(schedule as Schedule | string), timezone, from),
      );
    return new maintenance.MaintenanceConfiguration(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        resourceName: args.resourceName ?? configurationName(name, args),
        location: args.location,
        maintenanceScope: "InGuestPatch",
        // The service refuses every other visibility to customers.
        visibility: "Custom",
        namespace: "Microsoft.Maintenance",
        extensionProperties: { InGuestPatchMode: "User" },
        recurEvery: recurrence.recurEvery,
        startDateTime: recurrence.startDateTime,
        timeZone: recurrence.timeZone,
        duration: pulumi.output(args.duration).apply(toHoursAndMinutes),
        expirationDateTime: args.expires,
        installPatches: installPatches(args),
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
  }
}

/** Resource group and configuration name together stay under 128 characters. */
const longestNames = 127;
const longestName = 112;

const rules: readonly ArgRule<MaintenanceConfigurationArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  {
    property: "resourceName",
    beside: ["resourceGroupName"],
    complaint: (args) => nameComplaint(args.resourceName, args.resourceGroupName),
  },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  { property: "schedule", complaint: ({ schedule }) => scheduleComplaint(schedule as Schedule) },
  { property: "effectiveFrom", complaint: ({ effectiveFrom }) => dateComplaint(effectiveFrom) },
  {
    property: "timezone",
    beside: ["effectiveFrom"],
    complaint: ({ timezone, effectiveFrom }) =>
      dateComplaint(effectiveFrom) === undefined
        ? timezoneComplaint(timezone, effectiveFrom)
        : undefined,
  },
  { property: "duration", complaint: ({ duration }) => durationComplaint(duration) },
  {
    property: "windows",
    beside: ["linux"],
    complaint: ({ windows, linux }) =>
      windows === undefined && linux === undefined
        ? "or linux must say what is installed, got neither"
        : windowsComplaint(windows),
  },
  { property: "linux", complaint: ({ linux }) => linuxComplaint(linux) },
  { property: "reboot", complaint: ({ reboot }) => rebootComplaint(reboot) },
  {
    property: "expires",
    beside: ["effectiveFrom"],
    complaint: ({ expires, effectiveFrom }) => expiryComplaint(expires, effectiveFrom),
  },
];

function configurationName(
  name: string,
  args: MaintenanceConfigurationArgs,
): pulumi.Output<string> {
  return pulumi
    .all([args.resourceGroupName, args.location])
    .apply(([group, location]) =>
      physicalName(
        name,
        [group, location, "InGuestPatch"],
        Math.min(longestName, longestNames - group.length),
      ),
    );
}

function installPatches(args: MaintenanceConfigurationArgs) {
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

function nameComplaint(name: string | undefined, group: string): string | undefined {
  if (name === undefined) {
    return undefined;
  }
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,110}[a-zA-Z0-9_]$/.test(name)) {
    return `must be 2–112 letters, digits and ._- from a letter or digit to one or _, got ${show(name)}`;
  }
  const length = name.length + group.length;
  return length <= longestNames
    ? undefined
    : `and resourceGroupName together must have at most 127 characters, got ${length}`;
}
