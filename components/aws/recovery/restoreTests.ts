/** Whether recovery points can be restored: AWS Backup tries the latest one of each ring's machines, and cleans up. */
import * as backup from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import { toSsmSchedule } from "../../../model/ssmSchedule";
import { mergeTags } from "../../tags";
import { underscored } from "../shortName";
import { stackPath } from "../stackPath";
import { declareBackupRole } from "./backupRole";
import { declareRestoreChecks } from "./restoreChecks";
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
      // Taken once an account and region, and several stacks may deploy one policy there.
      name: underscored(stackPath(name).replace("/patchwarden/", ""), 50),
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
  const iamRoleArn = pulumi.output(
    tests.roleArn ??
      declareBackupRole(`${name}-restore-tests`, args, parent, {
        policy: "AWSBackupServiceRolePolicyForRestores",
        description: "Restores recovery points of patch runs to test them",
      }),
  );
  if (tests.check !== false) declareRestoreChecks(name, args, tests, plan, parent);
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
