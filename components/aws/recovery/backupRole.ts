/** Roles that AWS Backup works with. */
import type * as pulumi from "@pulumi/pulumi";
import { declareServiceRole } from "../access/serviceRole";
import { managedPolicyArn } from "../place";
import type { SnapshotPolicyArgs } from "./snapshotPolicyArgs";

export interface BackupWork {
  /** Name of AWS's own policy for it: what it needs changes with AWS Backup itself, and AWS keeps that up to date. */
  readonly policy: string;
  readonly description: string;
}

export function declareBackupRole(
  name: string,
  args: SnapshotPolicyArgs,
  parent: pulumi.Resource,
  { policy, description }: BackupWork,
): pulumi.Output<string> {
  const options = {
    service: "backup.amazonaws.com",
    place: args,
    // AWS Backup does not document that it sends the source account or ARN when it assumes a role.
    source: "unstated",
    statements: [],
    managedPolicyArns: [managedPolicyArn(args, `service-role/${policy}`)],
    description,
    permissionsBoundary: args.permissionsBoundary,
    tags: args.tags,
  } as const;
  return declareServiceRole(name, options, parent);
}
