/**
 * One maintenance window and what runs in it: a scan of many rings, or the patch runs of some. SSM starts tasks of
 * one priority together and lower priorities after them, so all gates come before all installations.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { toSsmSchedule } from "../../../model/ssmSchedule";
import { checkArguments, derive } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { mergeTags } from "../../tags";
import { adoptedParts, adopting } from "../adoption";
import type { MaintenanceWindowArgs } from "./maintenanceWindowArgs";
import { checkWindow } from "./maintenanceWindowRules";
import { declareInstallTasks } from "./windowInstall";
import { declareScanTasks } from "./windowScan";

export type {
  AdoptedWindow,
  InstallRun,
  MaintenanceWindowArgs,
  WindowWork,
} from "./maintenanceWindowArgs";

/**
 * @example
 * import { MaintenanceWindow } from "patchwarden/aws";
 *
 * new MaintenanceWindow("scan", {
 *   region: "eu-central-1",
 *   schedule: { kind: "daily", at: { hour: 12, minute: 0 } },
 *   timezone: "Europe/Berlin",
 *   durationHours: 2,
 *   cutoffHours: 1,
 *   work: { kind: "scan", patchGroups: ["web.canary", "web.broad"] },
 *   // Beside PatchRunbooks, its windowRoleArn.
 *   serviceRoleArn: "arn:aws:iam::012345678901:role/patch-windows",
 * });
 */
export class MaintenanceWindow extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:MaintenanceWindow";

  readonly windowId: pulumi.Output<string>;
  /** Ids of the registered targets, by patch group; a scan's as `scan-1` and on, fifty groups each. */
  readonly targetIds: pulumi.Output<Record<string, string>>;
  /** Ids of the tasks, by what they do. */
  readonly taskIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: MaintenanceWindowArgs, opts?: pulumi.ComponentResourceOptions) {
    super(MaintenanceWindow.__pulumiType, name, args, withTimeouts(opts));
    const checks = checkArguments(this, "MaintenanceWindow", name);
    const checked = { ...args, ...checkWindow(checks, name, args) };
    checks.throwFaults();

    const { durationHours } = checked;
    const window = this.declareWindow(name, checked);
    const { work } = checked;
    const place = {
      name,
      region: args.region,
      windowId: window.id,
      parent: this,
      adopted: adoptedParts(args.adopt),
    };
    const registered =
      work.kind === "scan"
        ? declareScanTasks({ ...place, serviceRoleArn: checked.serviceRoleArn }, work)
        : declareInstallTasks({ ...place, serviceRoleArn: checked.serviceRoleArn }, work, {
            runMinutes: derive(durationHours, (hours) => `${hours * 60}`),
          });
    this.windowId = window.id;
    this.targetIds = pulumi.output(registered.targetIds);
    this.taskIds = pulumi.output(registered.taskIds);
    this.registerOutputs({
      windowId: this.windowId,
      targetIds: this.targetIds,
      taskIds: this.taskIds,
    });
  }

  private declareWindow(name: string, args: MaintenanceWindowArgs): ssm.MaintenanceWindow {
    const { expression, offsetDays } = toSsmSchedule(args.schedule);
    return new ssm.MaintenanceWindow(
      name,
      {
        region: args.region,
        name: args.windowName ?? name,
        description: args.description ?? "Managed by Patchwarden",
        schedule: expression,
        scheduleTimezone: args.timezone,
        ...(offsetDays === undefined ? {} : { scheduleOffset: offsetDays }),
        duration: args.durationHours,
        cutoff: args.cutoffHours,
        ...(args.startDate === undefined ? {} : { startDate: args.startDate }),
        ...(args.endDate === undefined ? {} : { endDate: args.endDate }),
        enabled: args.enabled ?? true,
        allowUnassociatedTargets: false,
        tags: mergeTags(args.tags),
      },
      { parent: this, ...adopting(args.adopt?.windowId, args.region) },
    );
  }
}
