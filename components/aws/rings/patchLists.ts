/**
 * The bucket of promotion lists, for systems that know no approval delay: what a ring has had for the soak, and nothing
 * else, is installed in the ring after. AWS's patch document replaces the baseline's choice by such a list, but its scans
 * do not know lists: a patch that is not on one yet is reported as missing, and the machine as non-compliant, until it is.
 */
import * as pulumi from "@pulumi/pulumi";
import { checkNames, type KeysOf } from "../../argumentForms";
import { checkArguments, checkGiven, wholeNumber } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { type Tags, withCheckedTags } from "../../tags";
import { policyDocument } from "../access/serviceRole";
import { bucketName } from "../names";
import { type AwsPlace, checkPlace, partitionOf } from "../place";
import { declarePrivateBucket } from "../privateBucket";

export interface PatchListsArgs extends AwsPlace {
  /** Name of a bucket that exists already. @default - a new one: encrypted, private, versioned, by TLS only */
  readonly bucketName?: pulumi.Input<string>;
  /** Days for which a new bucket keeps former lists, 30–3650: what was installed when. @default 365 */
  readonly keepDays?: number;
  /** @default {} */
  readonly tags?: Tags;
}

const argumentNames: KeysOf<PatchListsArgs> = {
  accountId: "needed text",
  region: "needed text",
  bucketName: true,
  keepDays: true,
  tags: "mapping",
};

/**
 * @example
 * import { PatchLists } from "patchwarden/aws";
 *
 * // What PatchRunbooks takes as lists.bucketName.
 * export const { bucketName } = new PatchLists("lists", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 * });
 */
export class PatchLists extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:PatchLists";

  readonly bucketName: pulumi.Output<string>;
  /** What the machines' own role must be allowed: they fetch their list themselves. */
  readonly machinePolicy: pulumi.Output<string>;

  constructor(name: string, given: PatchListsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchLists.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "PatchLists", name);
    checkNames(checks, given, argumentNames);
    const args = withCheckedTags(checks, given);
    checkPlace(checks, args);
    checks.check("keepDays", args.keepDays ?? 365, wholeNumber(30, 3650));
    const existing = checkGiven(checks, "bucketName", args.bucketName, bucketName);
    checks.throwFaults();

    this.bucketName = pulumi.output(existing ?? this.declareBucket(name, args));
    this.machinePolicy = machinePolicy(args, this.bucketName);
    this.registerOutputs({ bucketName: this.bucketName, machinePolicy: this.machinePolicy });
  }

  /** The newest version of a list stays: a record says since when a ring has had its patches. */
  private declareBucket(name: string, args: PatchListsArgs): pulumi.Output<string> {
    const former = {
      id: "expire-former-lists",
      status: "Enabled",
      filter: { prefix: "" },
      noncurrentVersionExpiration: { noncurrentDays: args.keepDays ?? 365 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    };
    return declarePrivateBucket(name, { ...args, lifecycle: [former] }, this);
  }
}

function machinePolicy(
  { region }: PatchListsArgs,
  bucketName: pulumi.Output<string>,
): pulumi.Output<string> {
  const lists = pulumi.interpolate`arn:${partitionOf(region)}:s3:::${bucketName}/patchwarden/*/lists/*`;
  return policyDocument([
    // Rings and systems come and go; a machine's system is not known to its role.
    { Sid: "OwnPatchList", Effect: "Allow", Action: ["s3:GetObject"], Resource: [lists] },
  ]);
}
