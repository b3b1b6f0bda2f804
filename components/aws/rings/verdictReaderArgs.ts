import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../tags";
import type { AwsPlace } from "../place";

export interface VerdictReaderArgs extends AwsPlace {
  /** ARNs of the verdicts: `closeVerdictArns` of PatchRunbooks of this account. */
  readonly verdictArns: readonly string[];
  /** Twelve digits each: the accounts whose gates ask, at most 40, each once. */
  readonly readerAccountIds: readonly string[];
  /**
   * Patterns of the paths and names of their gates' roles, such as `prod-*-gate-*`: `gateRoleArn` of PatchRunbooks there.
   * At most 8.
   */
  readonly gateRoles: readonly string[];
  /** What a gate must say besides, as its `verdictReaders` does: 2–1224 letters, digits and +=,.@:/-. */
  readonly externalId: string;
  /** ARN of the policy that bounds the role. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}
