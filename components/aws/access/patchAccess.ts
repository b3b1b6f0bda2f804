/**
 * Roles for the people around patch runs: who asks for a run or stops one, who approves, who audits. What carries a run
 * out is the runbooks' own roles, which nobody of these may assume. No person may be both requester and approver.
 */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { checkArguments } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { mergeTags } from "../../tags";
import { longestRole, madeName } from "../madeName";
import { auditorStatements } from "./auditorAccess";
import type { PatchAccessArgs, people, RoleTrust } from "./patchAccessArgs";
import { checkAccess } from "./patchAccessRules";
import { approverStatements, type PeopleAccess, requesterStatements } from "./peopleAccess";
import { policyDocument, type Statement } from "./serviceRole";

export type { PatchAccessArgs, PeopleOfRuns, PersonRole, RoleTrust } from "./patchAccessArgs";

/**
 * @example
 * import { PatchAccess, PatchRunbooks } from "patchwarden/aws";
 *
 * const place = { accountId: "012345678901", region: "eu-central-1" };
 * const runbooks = new PatchRunbooks("web", {
 *   ...place,
 *   patchGroups: ["web.all"],
 *   calendarArns: ["arn:aws:ssm:eu-central-1:012345678901:document/freezes"],
 *   vault: {
 *     name: "recovery",
 *     arn: "arn:aws:backup:eu-central-1:012345678901:backup-vault:recovery",
 *   },
 *   backupRoleArn: "arn:aws:iam::012345678901:role/backup",
 *   approval: { approvers: ["arn:aws:iam::012345678901:role/patch-approver"] },
 *   rings: { "web.all": { approval: true } },
 * });
 * new PatchAccess("web", {
 *   ...place,
 *   runbooks,
 *   requester: { principals: ["arn:aws:iam::012345678901:role/operations"] },
 *   approver: {
 *     principals: ["arn:aws:iam::012345678901:role/change-board"],
 *     roleName: "patch-approver",
 *   },
 *   auditor: {
 *     principals: ["arn:aws:iam::210987654321:role/audit"],
 *     externalId: "audit-2027",
 *     requireMfa: false,
 *   },
 * });
 */
export class PatchAccess extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:PatchAccess";

  /** Absent, as the other two, when nobody is to have the role. */
  readonly requesterRoleArn: pulumi.Output<string | undefined>;
  /** What a gate's `approval.approvers` names. */
  readonly approverRoleArn: pulumi.Output<string | undefined>;
  readonly auditorRoleArn: pulumi.Output<string | undefined>;

  constructor(name: string, given: PatchAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PatchAccess.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "PatchAccess", name);
    const args = checkAccess(checks, name, given);
    checks.throwFaults();

    const access = accessOf(args);
    this.requesterRoleArn = this.declareRole(name, "requester", args, () =>
      requesterStatements(args, access),
    );
    this.approverRoleArn = this.declareRole(name, "approver", args, () =>
      approverStatements(args, access),
    );
    this.auditorRoleArn = this.declareRole(name, "auditor", args, () =>
      auditorStatements(args, access),
    );
    this.registerOutputs({
      requesterRoleArn: this.requesterRoleArn,
      approverRoleArn: this.approverRoleArn,
      auditorRoleArn: this.auditorRoleArn,
    });
  }

  private declareRole(
    name: string,
    person: (typeof people)[number],
    args: PatchAccessArgs,
    statements: () => readonly Statement[],
  ): pulumi.Output<string | undefined> {
    const wanted = args[person];
    if (wanted === undefined) return pulumi.output(undefined);
    if ("existingRoleArn" in wanted) return pulumi.output(wanted.existingRoleArn);
    const role = new iam.Role(
      `${name}-${person}`,
      {
        ...(wanted.roleName === undefined
          ? madeName(`${name}-${person}`, longestRole)
          : { name: wanted.roleName }),
        description: `Patch runs: what the ${person} may do`,
        assumeRolePolicy: policyDocument(trusts(wanted)),
        maxSessionDuration: (wanted.sessionHours ?? 1) * 3600,
        ...(args.permissionsBoundary === undefined
          ? {}
          : { permissionsBoundary: args.permissionsBoundary }),
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    const policy = policyDocument(statements());
    const inline = new iam.RolePolicy(
      `${name}-${person}`,
      { role: role.name, policy },
      { parent: this },
    );
    return pulumi.all([role.arn, inline.id]).apply(([arn]) => arn);
  }
}

function accessOf({ runbooks, ...args }: PatchAccessArgs): PeopleAccess {
  return {
    runbooks: [
      { name: runbooks.gateDocument, version: runbooks.gateVersion },
      { name: runbooks.nodeDocument, version: runbooks.nodeVersion },
      { name: runbooks.restoreDocument, version: runbooks.restoreVersion },
    ],
    runbookRoleArns: [runbooks.gateRoleArn, runbooks.nodeRoleArn, runbooks.restoreRoleArn],
    verdictPath: runbooks.verdictPath,
    windowIds: args.windowIds ?? [],
    calendarArns: args.calendarArns ?? [],
    vaultArns: [
      ...(args.vaultArn === undefined ? [] : [args.vaultArn]),
      ...(args.formerVaultArns ?? []),
    ],
  };
}

/**
 * Users show their second factor. Roles and their sessions cannot: what AssumeRole gives carries no such mark, and a condition on it
 * would shut them out for good. Theirs is asked for where the role is taken.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
function trusts(trust: RoleTrust): readonly Statement[] {
  const { principals, requireMfa = true, externalId } = trust;
  const isUser = (arn: string): boolean => /^arn:[^:]+:iam::\d{12}:user\//.test(arn);
  const [users, roles] = [true, false].map((wanted) =>
    principals.filter((arn) => isUser(arn) === wanted),
  );
  return [
    statement("Users", users ?? [], requireMfa, externalId),
    statement("Roles", roles ?? [], false, externalId),
  ].flat();
}

function statement(
  sid: string,
  principals: readonly string[],
  requireMfa: boolean,
  externalId: string | undefined,
): readonly Statement[] {
  if (principals.length === 0) return [];
  const condition = {
    ...(requireMfa ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {}),
    ...(externalId === undefined ? {} : { StringEquals: { "sts:ExternalId": externalId } }),
  };
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Principal: { AWS: principals },
      Action: ["sts:AssumeRole"],
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    },
  ];
}
