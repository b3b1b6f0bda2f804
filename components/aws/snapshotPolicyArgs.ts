/** What recovery points before windows are made from. */
import type * as pulumi from "@pulumi/pulumi";
import type { Schedule } from "../../model/schedule";
import type { Tags } from "../tags";
import type { AwsPlace } from "./place";

/** Recovery points of the machines of some rings, before one window. */
export interface SnapshotRule {
  /** 1–40 letters, digits, `_`, `-` and `.`; names the backup plan, and so is its identity. */
  readonly name: string;
  /** Values of the `PatchGroup` tag. */
  readonly patchGroups: readonly string[];
  /** The window's schedule and zone, not the backup's. */
  readonly before: Schedule;
  readonly timezone: string;
  /** Days after which the recovery points expire, 1–36500. */
  readonly keepDays: number;
}

export interface SnapshotPolicyArgs extends AwsPlace {
  readonly rules: readonly SnapshotRule[];
  /** Hours between the backup and the window, 3–24: one to begin in, two to finish in. @default 4 */
  readonly leadHours?: number;
  /** A vault that exists already. @default - a new one */
  readonly vault?: { readonly name: pulumi.Input<string>; readonly arn: pulumi.Input<string> };
  /** Key of a new vault. @default - the account's own key of AWS Backup */
  readonly kmsKeyArn?: pulumi.Input<string>;
  /** ARN of a role that exists already and that AWS Backup may assume. @default - a new one */
  readonly roleArn?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}
