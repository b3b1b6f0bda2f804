/**
 * One maintenance window and what runs in it: a scan of many rings, or the patch runs of some. SSM starts tasks of
 * one priority together and lower priorities after them, so all gates come before all installations.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { Rate } from "../../model/plan";
import type { Schedule } from "../../model/schedule";
import { toSsmSchedule } from "../../model/ssmSchedule";
import { checkArguments } from "../arguments";
import { checkWindow } from "./maintenanceWindowRules";
import { mergeTags, type Tags } from "./tags";
import { declareInstallTasks } from "./windowInstall";
import { declareScanTasks } from "./windowScan";

/** The patch run of one ring. */
export interface InstallRun {
  /** Value of the `PatchGroup` tag. */
  readonly patchGroup: string;
  readonly concurrency: Rate;
  /** Failures after which no further machine is started. */
  readonly stopAfter: Rate;
  readonly reboot: "ifRequired" | "never" | "always";
  /** Made before the installation; without one nothing is installed. `keepDays` is its expiry. */
  readonly recoveryPoint: { readonly required: boolean; readonly keepDays: number };
  /** Names of the Change Calendars that must be open. */
  readonly calendarNames: readonly pulumi.Input<string>[];
}

export type WindowWork =
  | {
      readonly kind: "scan";
      readonly patchGroups: readonly string[];
      /** @default { kind: "percent", value: 100 } */
      readonly concurrency?: Rate;
    }
  | {
      readonly kind: "install";
      readonly runs: readonly InstallRun[];
      /** Names of the runbooks, as PatchRunbooks gives them. */
      readonly gateDocument: pulumi.Input<string>;
      readonly nodeDocument: pulumi.Input<string>;
    };

export interface MaintenanceWindowArgs {
  readonly region: string;
  /** Physical name, 3–128 letters, digits, `_`, `-` and `.`. @default - the component's name */
  readonly windowName?: string;
  readonly schedule: Schedule;
  /** IANA time zone of the schedule. */
  readonly timezone: string;
  /** Whole hours, 1–24. */
  readonly durationHours: pulumi.Input<number>;
  /** Whole hours before the end in which nothing new starts; 0–23 and less than the duration. */
  readonly cutoffHours: pulumi.Input<number>;
  readonly work: WindowWork;
  /** ARN of the role that the tasks run with. */
  readonly serviceRoleArn: pulumi.Input<string>;
  /** @default true */
  readonly enabled?: boolean;
  /** 1–128 characters. @default - says who made it */
  readonly description?: string;
  /** @default {} */
  readonly tags?: Tags;
}

/**
 * @example
 * new MaintenanceWindow("scan", {
 *   region: "eu-central-1",
 *   schedule: { kind: "daily", at: { hour: 12, minute: 0 } },
 *   timezone: "Europe/Berlin",
 *   durationHours: 2,
 *   cutoffHours: 1,
 *   work: { kind: "scan", patchGroups: ["web.canary", "web.broad"] },
 *   serviceRoleArn: runbooks.windowRoleArn,
 * });
 */
export class MaintenanceWindow extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:MaintenanceWindow";

  readonly windowId: pulumi.Output<string>;
  /** Ids of the registered targets, by patch group; a scan's by the first patch group of each fifty. */
  readonly targetIds: pulumi.Output<Record<string, string>>;
  /** Ids of the tasks, by what they do. */
  readonly taskIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: MaintenanceWindowArgs, opts?: pulumi.ComponentResourceOptions) {
    super(MaintenanceWindow.__pulumiType, name, args, opts);
    const checks = checkArguments(this, "MaintenanceWindow", name);
    const { durationHours, cutoffHours } = checkWindow(checks, name, args);
    checks.throwFaults();

    const window = this.declareWindow(name, { ...args, durationHours, cutoffHours });
    const { work } = args;
    const place = { name, region: args.region, windowId: window.id, parent: this };
    const registered =
      work.kind === "scan"
        ? declareScanTasks({ ...place, serviceRoleArn: args.serviceRoleArn }, work)
        : declareInstallTasks({ ...place, serviceRoleArn: args.serviceRoleArn }, work, {
            runMinutes: pulumi.output(durationHours).apply((hours) => hours * 60),
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
        enabled: args.enabled ?? true,
        allowUnassociatedTargets: false,
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
  }
}
