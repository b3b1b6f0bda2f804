/**
 * A role with which gates of other accounts read how rings went in this one. A parameter can be shared with another account
 * only in the advanced tier, and then the whole account may read it; this role is for the gates, reads those verdicts and can
 * do nothing else.
 */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { type ArgumentChecks, checkArguments, show } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { checkTags, mergeTags, type Tags } from "../../tags";
import { readRingsBefore } from "../access/gateAccess";
import { policyDocument, type Statement } from "../access/serviceRole";
import { policyArn } from "../names";
import { type AwsPlace, checkPlace, partitionOf } from "../place";

export interface VerdictReaderArgs extends AwsPlace {
  /** ARNs of the verdicts: `closeVerdictArns` of PatchRunbooks of this account. */
  readonly verdictArns: readonly string[];
  /** Twelve digits each: the accounts whose gates ask, at most 40. */
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

/**
 * @example
 * new VerdictReader("verdicts", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   verdictArns: ["arn:aws:ssm:eu-central-1:012345678901:parameter/patchwarden/acme/dev/web/web.canary/close"],
 *   readerAccountIds: ["210987654321"],
 *   gateRoles: ["web-gate-*"],
 *   externalId: "acme/dev",
 * });
 */
export class VerdictReader extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:VerdictReader";

  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, given: VerdictReaderArgs, opts?: pulumi.ComponentResourceOptions) {
    super(VerdictReader.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "VerdictReader", name);
    const args = checkReader(checks, given);
    checks.throwFaults();

    const role = new iam.Role(
      name,
      {
        description: "Patch runs: reads how rings went, for gates of other accounts",
        assumeRolePolicy: policyDocument([trust(args)]),
        ...(args.permissionsBoundary === undefined
          ? {}
          : { permissionsBoundary: args.permissionsBoundary }),
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    const policy = policyDocument(readRingsBefore(args.verdictArns));
    const inline = new iam.RolePolicy(name, { role: role.name, policy }, { parent: this });
    this.roleArn = pulumi.all([role.arn, inline.id]).apply(([arn]) => arn);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/** Gates' roles may be made later than this one, so that they are told by their names, not as principals. */
function trust({ region, readerAccountIds, gateRoles, externalId }: VerdictReaderArgs): Statement {
  const iamOf = (account: string, resource: string) =>
    `arn:${partitionOf(region)}:iam::${account}:${resource}`;
  return {
    Sid: "Gates",
    Effect: "Allow",
    Principal: { AWS: readerAccountIds.map((account) => iamOf(account, "root")) },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "sts:ExternalId": externalId },
      ArnLike: { "aws:PrincipalArn": gateRoles.map((role) => iamOf("*", `role/${role}`)) },
    },
  };
}

function checkReader(checks: ArgumentChecks, args: VerdictReaderArgs): VerdictReaderArgs {
  checkPlace(checks, args);
  const { accountId, readerAccountIds, gateRoles, externalId } = args;
  checkCount(checks, "verdictArns", args.verdictArns, 1000);
  checkCount(checks, "readerAccountIds", readerAccountIds, 40);
  checkCount(checks, "gateRoles", gateRoles, 8);
  const foreign = args.verdictArns.find(
    (arn) =>
      !new RegExp(`^arn:aws[a-z-]*:ssm:[a-z0-9-]+:${accountId}:parameter/.+/close$`).test(arn),
  );
  if (foreign !== undefined) {
    checks.refuse(
      "verdictArns",
      `must be verdicts of closes in account ${accountId}, got ${show(foreign)}`,
    );
  }
  const odd = readerAccountIds.find((id) => !/^\d{12}$/.test(id) || id === accountId);
  if (odd !== undefined) {
    checks.refuse("readerAccountIds", `must be other accounts, twelve digits, got ${show(odd)}`);
  }
  const wide = gateRoles.find((role) => !/^[\w+=,.@/*-]{1,128}$/.test(role) || /^\**$/.test(role));
  if (wide !== undefined) {
    checks.refuse("gateRoles", `must name gates' roles, such as web-gate-*, got ${show(wide)}`);
  }
  if (!/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    checks.refuse(
      "externalId",
      `must be 2–1224 letters, digits and +=,.@:/-, got ${show(externalId)}`,
    );
  }
  return {
    ...args,
    ...present({
      permissionsBoundary:
        args.permissionsBoundary &&
        checks.check("permissionsBoundary", args.permissionsBoundary, policyArn),
      tags: checkTags(checks, args.tags),
    }),
  };
}

/** A trust policy holds 2,048 characters. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
function checkCount(
  checks: ArgumentChecks,
  property: string,
  list: readonly string[],
  most: number,
): void {
  if (list.length < 1 || list.length > most) {
    checks.refuse(property, `must name 1–${most}, got ${list.length}`);
  }
}
