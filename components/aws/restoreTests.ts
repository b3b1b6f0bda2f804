/** Whether recovery points can be restored: AWS Backup tries the latest one of each ring's machines, and cleans up. */
import * as backup from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import { toSsmSchedule } from "../../model/ssmSchedule";
import { mergeTags } from "../tags";
import { managedPolicyArn } from "./place";
import { declareServiceRole } from "./serviceRole";
import { underscored } from "./shortName";
import type { RestoreTests, SnapshotPolicyArgs } from "./snapshotPolicyArgs";

/** The component that it belongs to. */
interface Policy extends pulumi.Resource {
  readonly vaultArn: pulumi.Output<string>;
}

export function declareRestoreTests(
  name: string,
  args: SnapshotPolicyArgs,
  tests: RestoreTests,
  parent: Policy,
): void {
  const plan = new backup.RestoreTestingPlan(
    name,
    {
      region: args.region,
      name: underscored(name, 50),
      scheduleExpression: toSsmSchedule(tests.schedule).expression,
      scheduleExpressionTimezone: tests.timezone,
      startWindowHours: tests.startHours ?? 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [parent.vaultArn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: selectionDays(args),
      },
      tags: mergeTags(args.tags),
    },
    { parent },
  );
  const iamRoleArn = pulumi.output(tests.roleArn ?? declareRestoreRole(name, args, parent));
  for (const patchGroup of patchGroupsOf(args)) {
    new backup.RestoreTestingSelection(
      `${name}-restore-${patchGroup}`,
      {
        region: args.region,
        restoreTestingPlanName: plan.name,
        name: underscored(patchGroup, 50),
        protectedResourceType: "EC2",
        // Conditions need the wildcard beside them.
        protectedResourceArns: ["*"],
        protectedResourceConditions: {
          stringEquals: [{ key: "aws:ResourceTag/PatchGroup", value: patchGroup }],
        },
        iamRoleArn,
        validationWindowHours: tests.validationHours ?? 1,
      },
      { parent },
    );
  }
}

/** Every ring once, whichever rules it stands in. */
export function patchGroupsOf({ rules }: Pick<SnapshotPolicyArgs, "rules">): readonly string[] {
  return [...new Set(rules.flatMap(({ patchGroups }) => patchGroups))];
}

/** As far back as points are kept, within what AWS Backup takes. */
function selectionDays({ rules }: SnapshotPolicyArgs): number {
  return Math.min(365, Math.max(1, ...rules.map(({ keepDays }) => keepDays)));
}

function declareRestoreRole(
  name: string,
  args: SnapshotPolicyArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const options = {
    service: "backup.amazonaws.com",
    place: args,
    // AWS Backup does not document that it sends the source account or ARN when it assumes a role.
    source: "unstated",
    statements: [],
    // What a restore needs changes with AWS Backup itself; AWS keeps this policy up to date.
    managedPolicyArns: [
      managedPolicyArn(args, "service-role/AWSBackupServiceRolePolicyForRestores"),
    ],
    description: "Restores recovery points of patch runs to test them",
    permissionsBoundary: args.permissionsBoundary,
    tags: args.tags,
  } as const;
  return declareServiceRole(`${name}-restore-tests`, options, parent);
}
