/** What the runbooks of a patch run are made from. */
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags";
import type { AwsPlace } from "../place";
import type { ApprovalOptions } from "../runbooks/approvalSteps";
import type { RingRun } from "../runbooks/ringRuns";
import type { CommandOutput } from "../runbooks/runbook";

export interface PatchRunbooksArgs extends AwsPlace {
  /** Values of the `PatchGroup` tag: the only machines that the roles may touch. */
  readonly patchGroups: readonly string[];
  /**
   * Names of resource groups that windows find machines by. The component's own `ringMachines` need not be
   * named. @default []
   */
  readonly resourceGroups?: readonly string[];
  /** ARNs of the Change Calendars that the runbooks ask. */
  readonly calendarArns: readonly pulumi.Input<string>[];
  /** Where recovery points go. */
  readonly vault: { readonly name: pulumi.Input<string>; readonly arn: pulumi.Input<string> };
  /**
   * Vaults in which recovery points from before may lie: those of SnapshotPolicy's `formerKeys`. A run finds them there, a restore too.
   * @default []
   */
  readonly formerVaults?: readonly {
    readonly name: pulumi.Input<string>;
    readonly arn: pulumi.Input<string>;
  }[];
  /** Role that AWS Backup makes recovery points with. */
  readonly backupRoleArn: pulumi.Input<string>;
  /**
   * ARNs of keys of one's own, in this region, that machines' volumes are encrypted with.
   * @default [] - a machine with such a volume is neither started nor restored, and its run says so
   */
  readonly volumeKeyArns?: readonly pulumi.Input<string>[];
  /** What is asked of a ring's run, by its patch group. @default {} */
  readonly rings?: Readonly<Record<string, RingRun>>;
  /** Who says yes to the rings that ask. @default - no ring may ask */
  readonly approval?: ApprovalOptions;
  /** Where what commands print is kept; the machines' own role writes it. @default - 24,000 characters in SSM */
  readonly output?: CommandOutput;
  /**
   * Bucket of the promotion lists, such as PatchLists makes one. The machines' own role reads their lists there.
   * @default - no ring may have soakMinutes
   */
  readonly lists?: { readonly bucketName: pulumi.Input<string> };
  /** Who reads verdicts in other accounts, by their ids: such as VerdictReader makes one. @default {} */
  readonly verdictReaders?: Readonly<Record<string, ReaderOfVerdicts>>;
  /**
   * Roles that exist already, by use; the others are made. That of the window must be the one that the tasks of the windows have,
   * since what it starts is taken for a window's run. @default {}
   */
  readonly roles?: {
    readonly gate?: pulumi.Input<string>;
    readonly node?: pulumi.Input<string>;
    readonly close?: pulumi.Input<string>;
    readonly restore?: pulumi.Input<string>;
    readonly window?: pulumi.Input<string>;
    readonly dispatch?: pulumi.Input<string>;
    readonly event?: pulumi.Input<string>;
  };
  /** ARN of the policy that bounds every role that is made. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

export interface ReaderOfVerdicts {
  /** ARN of a role of the account that the gate may assume. */
  readonly roleArn: pulumi.Input<string>;
  readonly externalId: string;
}
