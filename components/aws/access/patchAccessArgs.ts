/** Who may act on patch runs, and as what. */
import type * as pulumi from "@pulumi/pulumi";
import { type RunPart, runParts } from "../../../model/runPeople";
import type { Tags } from "../../tags";
import type { AwsPlace } from "../place";

/** Who may assume a role, and how. */
export interface RoleTrust {
  /** ARNs of users and roles, of this account or of another one; never everybody. */
  readonly principals: readonly string[];
  /**
   * Whether users must show a second factor. Roles and their sessions cannot, since what AssumeRole gives carries no mark of
   * one: ask for it where the role is taken, in its own trust or by the identity provider.
   * @default true
   */
  readonly requireMfa?: boolean;
  /** What a tool of another account must say, 2–1224 characters. @default - nothing */
  readonly externalId?: string;
  /** 1–12. @default 1 */
  readonly sessionHours?: number;
  /** Physical name, so that an approval can name the role before it is made. @default - Pulumi's */
  readonly roleName?: string;
}

/** A role that is made, or the ARN of one that exists; its permissions are then its owner's affair. */
export type PersonRole = RoleTrust | { readonly existingRoleArn: pulumi.Input<string> };

export interface PatchAccessArgs extends AwsPlace {
  /** What may be started, in its default version, and read: of PatchRunbooks, as that component gives it. */
  readonly runbooks: {
    readonly gateDocument: pulumi.Input<string>;
    readonly nodeDocument: pulumi.Input<string>;
    readonly restoreDocument: pulumi.Input<string>;
    readonly gateVersion: pulumi.Input<string>;
    readonly nodeVersion: pulumi.Input<string>;
    readonly restoreVersion: pulumi.Input<string>;
    readonly gateRoleArn: pulumi.Input<string>;
    readonly nodeRoleArn: pulumi.Input<string>;
    readonly restoreRoleArn: pulumi.Input<string>;
    readonly verdictPath: string;
    /** Whom the gate asks, none of whom may be requester. @default [] */
    readonly approvers?: readonly string[];
  };
  /** Windows whose runs may be cancelled. @default [] */
  readonly windowIds?: readonly pulumi.Input<string>[];
  /** ARNs of the Change Calendars that an auditor reads. @default [] */
  readonly calendarArns?: readonly pulumi.Input<string>[];
  /** ARN of the vault whose recovery points an auditor lists. @default - none */
  readonly vaultArn?: pulumi.Input<string>;
  /** ARNs of vaults in which recovery points from before may lie, which an auditor lists, too. @default [] */
  readonly formerVaultArns?: readonly pulumi.Input<string>[];
  /** Starts runs outside a window and stops runs in flight. @default - nobody */
  readonly requester?: PersonRole;
  /** Answers gates that ask. Nobody who may be requester. @default - nobody */
  readonly approver?: PersonRole;
  /** Reads all of it and changes nothing. @default - nobody */
  readonly auditor?: PersonRole;
  /** ARN of the policy that bounds every role that is made. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

/** Who has which part, wherever it is. */
export type PeopleOfRuns = Pick<PatchAccessArgs, RunPart>;

export { runParts as people };
