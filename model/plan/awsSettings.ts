/** What a document says of AWS for all accounts and regions: names of what exists in each of them. */
import type { Schedule } from "../schedule";
import type { Minutes, ZoneName } from "../time";

export interface AwsLock {
  readonly mode: "governance" | "compliance";
  /** Days in which a compliance lock can be taken back; there, and only there. */
  readonly changeableForDays?: number;
  readonly minKeepDays: number;
  readonly maxKeepDays?: number;
}

/** Where recovery points lie. */
export interface AwsRecovery {
  /** Name of a vault that exists. @default - a new one */
  readonly vault?: string;
  /** `create`, or ARNs of KMS keys, one for each region. @default - the account's own key of AWS Backup */
  readonly key?: "create" | readonly string[];
  /** `default`, `create`, or ARNs: keys of vaults that stay until their points have expired. @default - none */
  readonly formerKeys?: readonly string[];
  /** Names of vaults that exist, in which points from before may lie. @default - none */
  readonly formerVaults?: readonly string[];
  /** ARNs of the organisation's own keys that machines' volumes are encrypted with, of all regions. @default - none */
  readonly volumeKeys?: readonly string[];
  readonly lock?: AwsLock;
  readonly copyTo?: {
    readonly region: string;
    /** ARN of a vault that exists. @default - a new one */
    readonly vaultArn?: string;
    /** @default - as long as the point that is copied */
    readonly keepDays?: number;
    /** `create`, or the ARN of a KMS key there. @default - "create" for a new vault */
    readonly key?: string;
  };
  readonly restoreTests?: {
    readonly schedule: Schedule;
    readonly timezone: ZoneName;
    readonly startHours: number;
    readonly validationHours: number;
    /** Whether EC2's status checks are the verdict. */
    readonly check: boolean;
  };
  /** The most recovery points of one machine at a time, copies counted. @default - no cap */
  readonly maxPoints?: number;
}

/** Uses of a role that an account may have already. */
export type AwsRoleUse =
  | "gate"
  | "node"
  | "close"
  | "restore"
  | "window"
  | "dispatch"
  | "event"
  | "backup"
  | "restoreTests"
  | "restoreCheck"
  | "verdicts";

/** Who may take a role that is made, or the path and name of one that exists. */
export type AwsPerson =
  | {
      /** `user/<name>` and `role/<name>` of the same account, or ARNs. */
      readonly principals: readonly string[];
      /** Whether a second factor is asked for. */
      readonly mfa: boolean;
      readonly externalId?: string;
      readonly sessionHours: number;
      /** `-<region>` is added to it. @default - a new one */
      readonly name?: string;
    }
  | { readonly existing: string };

export interface AwsSettings {
  readonly recovery?: AwsRecovery;
  readonly approvals?: {
    /** Users by name, roles of the same account as `role/<name>`, or ARNs of either; the role of `access.approver` is asked beside them. */
    readonly approvers: readonly string[];
    readonly minimum: number;
    readonly timeout: Minutes;
    /** Name of an SNS topic. @default - nobody is told */
    readonly topic?: string;
  };
  /** Where what commands print is kept. @default - SSM alone, 24,000 characters */
  readonly output?: {
    readonly bucket?: string;
    readonly prefix?: string;
    readonly logGroup?: string;
  };
  /** Paths and names of roles. @default - new ones */
  readonly roles?: Readonly<Partial<Record<AwsRoleUse, string>>>;
  /** People with roles of their own. @default - nobody */
  readonly access?: Readonly<Partial<Record<"requester" | "approver" | "auditor", AwsPerson>>>;
  /** Path and name of a policy. @default - none */
  readonly permissionsBoundary?: string;
}
