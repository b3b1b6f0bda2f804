/** What a maintenance window is made from, and what can run in it. */
import type * as pulumi from "@pulumi/pulumi";
import type { Rate } from "../../../model/plan";
import type { Schedule } from "../../../model/schedule";
import type { Tags } from "../../tags";
import type { CommandOutput } from "../runbooks/runbook";

/** SSM takes 50 values a target. */
export const valuesPerTarget = 50;

/** The patch run of one ring. What it asks of its machines stands in `rings` of PatchRunbooks. */
export interface InstallRun {
  /** Value of the `PatchGroup` tag. */
  readonly patchGroup: string;
  /**
   * Name of a resource group whose EC2 instances are the ring's machines: also those that are stopped, which a tag does
   * not reach, and no hybrid ones; `ringMachines` of PatchRunbooks has it. A scan reaches none that is stopped.
   * @default - the machines with the tag
   */
  readonly resourceGroup?: pulumi.Input<string>;
  readonly concurrency: Rate;
  /** Failures after which no further machine is started. */
  readonly stopAfter: Rate;
}

/** Ids of a window that exists already, and of what is registered with it. */
export interface AdoptedWindow {
  /** Such as `mw-0123456789abcdef0`. */
  readonly windowId: string;
  /** By the same keys as the output `targetIds`; the others are registered anew. @default {} */
  readonly targetIds?: Readonly<Record<string, string>>;
  /** By the same keys as the output `taskIds`; the others are registered anew. @default {} */
  readonly taskIds?: Readonly<Record<string, string>>;
}

export type WindowWork =
  | {
      readonly kind: "scan";
      readonly patchGroups: readonly string[];
      /** Names of resource groups whose EC2 instances are scanned too. @default [] */
      readonly resourceGroups?: readonly string[];
      /** @default { kind: "percent", value: 100 } */
      readonly concurrency?: Rate;
      /** Where what scans print is kept; the machines' own role writes it. @default - 24,000 characters in SSM */
      readonly output?: CommandOutput;
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
  /** Instant before which the window does not open, such as `2026-12-01T00:00:00Z`. @default - at once */
  readonly startDate?: pulumi.Input<string>;
  /** Instant after which it does not open any more. @default - never */
  readonly endDate?: pulumi.Input<string>;
  readonly work: WindowWork;
  /** ARN of the role that the tasks run with. */
  readonly serviceRoleArn: pulumi.Input<string>;
  /** @default true */
  readonly enabled?: boolean;
  /** 1–128 characters. @default - says who made it */
  readonly description?: string;
  /**
   * A window that exists already becomes this one, with the targets and tasks that are named. Leave it out again after the
   * first deployment: until then names, descriptions and tags stay as they are. @default - a new window
   */
  readonly adopt?: AdoptedWindow;
  /** @default {} */
  readonly tags?: Tags;
}
