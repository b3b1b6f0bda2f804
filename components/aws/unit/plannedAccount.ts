/** What the plan says of every account on AWS, as the components of one account and region take it: names become ARNs. */
import { keysIn } from "../../../model/kmsKeys";
import type { AwsRecovery, AwsRoleUse, AwsSettings } from "../../../model/plan";
import { present } from "../../../model/present";
import { type AwsPlace, arnIn, iamArn } from "../place";
import type { CopyTarget, SnapshotPolicyArgs } from "../recovery/snapshotPolicyArgs";
import type { PatchRunbooksArgs } from "../rings/patchRunbooksArgs";

/** The account's policy that bounds every role that is made there. */
export function boundary(
  { permissionsBoundary }: AwsSettings,
  place: AwsPlace,
): { readonly permissionsBoundary?: string } {
  return permissionsBoundary === undefined
    ? {}
    : { permissionsBoundary: iamArn(place, `policy/${permissionsBoundary}`) };
}

export function plannedRecovery(
  settings: AwsSettings,
  place: AwsPlace,
): Omit<SnapshotPolicyArgs, "accountId" | "region" | "rules" | "leadHours" | "tags"> {
  const { vault, key, formerKeys, formerVaults, lock, copyTo, restoreTests } =
    settings.recovery ?? {};
  const existing = (name: string) => ({
    name,
    arn: arnIn(place, "backup", `backup-vault:${name}`),
  });
  const role = roleOf(settings, place, "backup");
  return present({
    vault: vault === undefined ? undefined : existing(vault),
    kmsKeyArn: key === "create" ? key : keysIn(place.region, key ?? [])[0],
    formerKeys: formerKeys && formerIn(place, formerKeys),
    formerVaults: formerVaults?.map(existing),
    lock,
    copyTo: copyTo && plannedCopy(copyTo),
    restoreTests: restoreTests && { ...restoreTests, ...testRoles(settings, place) },
    roleArn: role,
    ...boundary(settings, place),
  });
}

/** Keys of other regions are those of other vaults. */
function formerIn({ region }: AwsPlace, formers: readonly string[]): readonly string[] {
  const arns = formers.filter((one) => one.startsWith("arn:"));
  return [...formers.filter((one) => !one.startsWith("arn:")), ...keysIn(region, arns)];
}

function plannedCopy({ key, ...copyTo }: NonNullable<AwsRecovery["copyTo"]>): CopyTarget {
  return { ...copyTo, ...present({ kmsKeyArn: key }) };
}

function testRoles(settings: AwsSettings, place: AwsPlace) {
  return present({
    roleArn: roleOf(settings, place, "restoreTests"),
    checkRoleArn: roleOf(settings, place, "restoreCheck"),
    eventRoleArn: roleOf(settings, place, "event"),
  });
}

/** @param approverArn of the role whose sessions answer the gates of this place. */
export function plannedRunbooks(
  settings: AwsSettings,
  place: AwsPlace,
  approverArn?: string,
): Pick<
  PatchRunbooksArgs,
  "approval" | "output" | "roles" | "volumeKeyArns" | "permissionsBoundary"
> {
  const volumeKeyArns = keysIn(place.region, settings.recovery?.volumeKeys ?? []);
  const uses = ["gate", "node", "close", "restore", "window", "dispatch", "event"] as const;
  const roles = uses.flatMap((use) => {
    const arn = roleOf(settings, place, use);
    return arn === undefined ? [] : [[use, arn] as const];
  });
  return {
    ...plannedApproval(settings, place, approverArn),
    ...plannedOutput(settings),
    ...(roles.length === 0 ? {} : { roles: Object.fromEntries(roles) }),
    ...(volumeKeyArns.length === 0 ? {} : { volumeKeyArns }),
    ...boundary(settings, place),
  };
}

function plannedApproval(
  { approvals }: AwsSettings,
  place: AwsPlace,
  approverArn: string | undefined,
): Pick<PatchRunbooksArgs, "approval"> {
  if (approvals === undefined) return {};
  const { approvers, minimum, timeout, topic } = approvals;
  const named = approvers.map((one) => (one.startsWith("role/") ? iamArn(place, one) : one));
  return {
    approval: {
      approvers: [...new Set([...named, ...(approverArn === undefined ? [] : [approverArn])])],
      minimum,
      timeoutMinutes: timeout,
      ...present({ topicArn: topic === undefined ? undefined : arnIn(place, "sns", topic) }),
    },
  };
}

/** Where what commands print is kept: those of runs, and those of scans. */
export function plannedOutput({ output }: AwsSettings): Pick<PatchRunbooksArgs, "output"> {
  if (output === undefined) return {};
  const { bucket, prefix, logGroup } = output;
  return {
    output: present({ bucketName: bucket, prefix, logGroupName: logGroup }),
  };
}

function roleOf({ roles }: AwsSettings, place: AwsPlace, use: AwsRoleUse): string | undefined {
  const name = roles?.[use];
  return name === undefined ? undefined : iamArn(place, `role/${name}`);
}
