/** What an auditor may read: baselines, windows, runs, verdicts, recovery points, compliance, and who did what. */
import * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn, partitionOf } from "../place";
import { documentArn } from "./commandAccess";
import { type PeopleAccess, readRuns, readVerdicts } from "./peopleAccess";
import { namedOr } from "./policySize";
import type { Statement } from "./serviceRole";

/** Lists and reports; IAM lets no resource be named for them, or only one that nobody knows beforehand. */
const lists = [
  "backup:DescribeBackupJob",
  "backup:ListBackupJobs",
  "cloudtrail:LookupEvents",
  "config:DescribeComplianceByConfigRule",
  "config:DescribeConfigRules",
  "config:GetComplianceDetailsByConfigRule",
  "ssm:DescribeAutomationExecutions",
  "ssm:DescribeInstanceInformation",
  "ssm:DescribeInstancePatches",
  "ssm:DescribeInstancePatchStates",
  "ssm:DescribeInstancePatchStatesForPatchGroup",
  "ssm:DescribeMaintenanceWindowExecutions",
  "ssm:DescribeMaintenanceWindowExecutionTaskInvocations",
  "ssm:DescribeMaintenanceWindowExecutionTasks",
  "ssm:DescribeMaintenanceWindows",
  "ssm:DescribeMaintenanceWindowTargets",
  "ssm:DescribeMaintenanceWindowTasks",
  "ssm:DescribePatchBaselines",
  "ssm:DescribePatchGroups",
  "ssm:DescribePatchGroupState",
  "ssm:ListCommandInvocations",
  "ssm:ListCommands",
  "ssm:ListComplianceItems",
  "ssm:ListResourceComplianceSummaries",
];

export function auditorStatements(place: AwsPlace, access: PeopleAccess): readonly Statement[] {
  return [
    {
      Sid: "Lists",
      Effect: "Allow",
      Action: lists,
      // See above.
      Resource: ["*"],
    },
    readRuns(place),
    {
      Sid: "ReadBaselines",
      Effect: "Allow",
      Action: ["ssm:GetPatchBaseline"],
      // Ids are given by the service, and AWS's own baselines, which serve machines without a group, are of accounts of AWS.
      Resource: [`arn:${partitionOf(place.region)}:ssm:${place.region}:*:patchbaseline/*`],
    },
    // The history holds the verdicts of the last hundred runs.
    readVerdicts(place, access, ["ssm:GetParameterHistory"]),
    ...readDocuments(place, access),
    ...readVaults(access),
  ];
}

function readDocuments(
  place: AwsPlace,
  { runbooks, calendarArns }: PeopleAccess,
): readonly Statement[] {
  return [
    {
      Sid: "ReadRunbooks",
      Effect: "Allow",
      Action: ["ssm:GetDocument"],
      Resource: runbooks.map(({ name }) =>
        pulumi.output(name).apply((text) => documentArn(place, text)),
      ),
    },
    ...(calendarArns.length === 0
      ? []
      : [
          {
            Sid: "ReadFreezes",
            Effect: "Allow",
            Action: ["ssm:GetCalendarState", "ssm:GetDocument"],
            // Of many, any document of the account's own: an auditor reads them all.
            Resource: namedOr(calendarArns, arnIn(place, "ssm", "document/*")),
          } as const,
        ]),
  ];
}

function readVaults({ vaultArns }: PeopleAccess): readonly Statement[] {
  return vaultArns.length === 0
    ? []
    : [
        {
          Sid: "ReadRecoveryPoints",
          Effect: "Allow",
          Action: ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"],
          Resource: vaultArns,
        },
      ];
}
