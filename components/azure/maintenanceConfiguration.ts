/**
 * A schedule of Azure Update Manager for the guest systems of machines. Every machine of one configuration starts at
 * the same time; the service knows no approval delay, no concurrency and no cutoff, only classifications.
 */
import * as maintenance from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import { toAzureRecurrence } from "../../model/azureRecurrence";
import type { Schedule } from "../../model/schedule";
import { withTimeouts } from "../childOptions";
import { mergeTags } from "../tags";
import { adopting, never } from "./adoption";
import { checkArgs } from "./argRules";
import { installPatches } from "./installPatches";
import { argumentNames, type MaintenanceConfigurationArgs } from "./maintenanceConfigurationArgs";
import { longestName, longestNames, rules } from "./maintenanceConfigurationRules";
import { warnOfPast } from "./pastDates";
import { physicalName } from "./physicalName";
import { parseArmId } from "./place";
import { toHoursAndMinutes, typedSchedule } from "./runWindow";

export type {
  AdoptedConfiguration,
  MaintenanceConfigurationArgs,
} from "./maintenanceConfigurationArgs";

/**
 * @example
 * new MaintenanceConfiguration("web-canary", {
 *   resourceGroupName: "rg-patching",
 *   location: "westeurope",
 *   schedule: "every sunday at 04:00",
 *   timezone: "Europe/Berlin",
 *   effectiveFrom: "2026-12-01",
 *   duration: 180,
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
    // Whoever composes it anchors its schedules, and says so where it matters.
    if (opts?.parent === undefined) warnOfPast(this, name, checked);
    const configuration = this.createConfiguration(name, checked);
    this.configurationId = configuration.id;
    this.configurationName = configuration.name;
    this.location = pulumi.output(checked.location);
    this.registerOutputs({
      configurationId: this.configurationId,
      configurationName: this.configurationName,
      location: this.location,
    });
  }

  private createConfiguration(name: string, args: MaintenanceConfigurationArgs) {
    const { adopt } = args;
    const recurrence = pulumi
      .all([args.schedule, args.timezone, args.effectiveFrom])
      .apply(([schedule, timezone, from]) =>
        toAzureRecurrence(typedSchedule(schedule as Schedule | string), timezone, from),
      );
    const startDateTime = recurrence.apply(({ startDateTime: start }) =>
      adopt?.startDay === undefined ? start : `${adopt.startDay}${start.slice(10)}`,
    );
    return new maintenance.MaintenanceConfiguration(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        resourceName: args.resourceName ?? parseArmId(adopt?.id)?.name ?? madeName(name, args),
        location: args.location,
        maintenanceScope: "InGuestPatch",
        // The service refuses every other visibility to customers.
        visibility: "Custom",
        namespace: "Microsoft.Maintenance",
        extensionProperties: { InGuestPatchMode: "User" },
        recurEvery: recurrence.recurEvery,
        startDateTime,
        timeZone: recurrence.timeZone,
        duration: pulumi.output(args.duration).apply(toHoursAndMinutes),
        expirationDateTime: args.expires ?? (adopt && never),
        installPatches: installPatches(args),
        tags: mergeTags(args.tags),
      },
      { parent: this, ...adopting(adopt?.id, "configuration") },
    );
  }
}

function madeName(name: string, args: MaintenanceConfigurationArgs): pulumi.Output<string> {
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
