/**
 * A role with which gates of other accounts read how rings went in this one. A parameter can be shared with another account
 * only in the advanced tier, and then the whole account may read it; this role is for the gates, reads those verdicts and can
 * do nothing else.
 */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { checkArguments } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { mergeTags } from "../../tags";
import { readRingsBefore } from "../access/gateAccess";
import { policyDocument } from "../access/serviceRole";
import { longestRole, madeName } from "../madeName";
import type { VerdictReaderArgs } from "./verdictReaderArgs";
import { checkReader, gatesOf } from "./verdictReaderRules";

export type { VerdictReaderArgs } from "./verdictReaderArgs";

/**
 * @example
 * import { VerdictReader } from "patchwarden/aws";
 *
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
        ...madeName(name, longestRole),
        description: "Patch runs: reads how rings went, for gates of other accounts",
        assumeRolePolicy: policyDocument([gatesOf(args)]),
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
