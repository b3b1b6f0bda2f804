/** What recovery points before windows are made from. */
import type * as pulumi from "@pulumi/pulumi";
import type { Schedule } from "../../../model/schedule";
import type { Tags } from "../../tags";
import type { AwsPlace } from "../place";

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

export interface VaultLock {
  /**
   * `governance`: who may change the vault's lock can take it away. `compliance`: after `changeableForDays` nobody can,
   * not even AWS; the vault and its lock are protected then. @default "governance"
   */
  readonly mode?: "governance" | "compliance";
  /** Days in which a `compliance` lock can still be taken back, 3–36500. */
  readonly changeableForDays?: number;
  /** Every `keepDays` must be as long. @default 1 */
  readonly minKeepDays?: number;
  /** No `keepDays` may be longer. @default - no limit */
  readonly maxKeepDays?: number;
}

export interface CopyTarget {
  /** A region other than the policy's. A new vault is made there, unless `vaultArn` names one. */
  readonly region: string;
  /** A vault that exists already, in this or another account. @default - a new one */
  readonly vaultArn?: pulumi.Input<string>;
  /** Days after which a copy expires, 1–36500. @default - the rule's */
  readonly keepDays?: number;
  /**
   * Key of a new vault, which encrypts the copies; `create` makes one that is rotated every year. There must be one: AWS
   * Backup copies no machine into a vault that has its own key. @default "create" for a new vault
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html#copy-encryption
   */
  readonly kmsKeyArn?: "create" | pulumi.Input<string>;
}

export interface RestoreTests {
  /** In the zone beside it. AWS Backup knows no offset of days. */
  readonly schedule: Schedule;
  readonly timezone: string;
  /** Hours in which a test may begin, 1–168. @default 8 */
  readonly startHours?: number;
  /** Hours that a restored machine stays at most, 1–168: it is deleted once its test has a verdict. @default 1 */
  readonly validationHours?: number;
  /**
   * Whether EC2's status checks of the restored machine are the verdict of its test. `false` leaves it to checks of
   * one's own, and without any AWS Backup calls the test timed out. @default true
   */
  readonly check?: boolean;
  /** ARN of a role that AWS Backup may assume and restore with. @default - a new one */
  readonly roleArn?: pulumi.Input<string>;
  /** ARN of a role that SSM may assume and check with. @default - a new one */
  readonly checkRoleArn?: pulumi.Input<string>;
  /** ARN of a role that EventBridge may assume and start the check with. @default - a new one */
  readonly eventRoleArn?: pulumi.Input<string>;
}

export interface ExistingVault {
  readonly name: pulumi.Input<string>;
  readonly arn: pulumi.Input<string>;
}

export interface SnapshotPolicyArgs extends AwsPlace {
  readonly rules: readonly SnapshotRule[];
  /** Hours between the backup and the window, 3–24: one to begin in, two to finish in. @default 4 */
  readonly leadHours?: number;
  /** A vault that exists already. @default - a new one */
  readonly vault?: ExistingVault;
  /**
   * Key of a new vault; `create` makes one that is rotated every year. A machine's recovery points keep the keys of its
   * volumes, whatever the vault's. @default - the account's own key of AWS Backup
   */
  readonly kmsKeyArn?: "create" | pulumi.Input<string>;
  /**
   * Keys of vaults that were made before `kmsKeyArn` was another or `vault` was given, `default` for the account's own key of AWS
   * Backup: each such vault stays beside the one of now until its recovery points have expired and its key is left out here. AWS
   * changes no vault's key, and deletes no vault with points in it. @default []
   */
  readonly formerKeys?: readonly ("default" | "create" | string)[];
  /**
   * Vaults that exist already and that `vault` was before: what runs, restores and auditors are given as former vaults, until the
   * recovery points in them have expired. @default []
   */
  readonly formerVaults?: readonly ExistingVault[];
  /** Nobody deletes recovery points of new vaults before their time, copies included. @default - no lock */
  readonly lock?: VaultLock;
  /** A second place for each recovery point. @default - none */
  readonly copyTo?: CopyTarget;
  /** Recovery points of all rules are restored on a schedule, and what was restored is deleted again. @default - never */
  readonly restoreTests?: RestoreTests;
  /** ARN of a role that exists already and that AWS Backup may assume. @default - a new one */
  readonly roleArn?: pulumi.Input<string>;
  /** ARN of the policy that bounds every role that is made. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}
