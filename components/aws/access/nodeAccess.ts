/** What the node runbook may do: to machines of the rings, and to nothing else. */
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn } from "../place";
import type { Statement } from "../serviceRole";
import { definitionArn, documentArn, powerMachines, sendCommands } from "./commandAccess";
import { readCalendars, verdicts } from "./gateAccess";
import { useVolumeKeys } from "./keyAccess";
import { type ListAccess, listStatements } from "./listAccess";

export interface NodeAccess {
  readonly prefix: string;
  readonly patchGroups: readonly string[];
  readonly calendarArns: readonly pulumi.Input<string>[];
  readonly vaultArn: pulumi.Input<string>;
  readonly backupRoleArn: pulumi.Input<string>;
  /** Names of the documents that it sends beside AWS's own. */
  readonly prestageDocument: pulumi.Output<string>;
  readonly ownDocuments: readonly string[];
  readonly restoreDocument: pulumi.Output<string>;
  readonly restoreRoleArn: pulumi.Input<string>;
  /** Own keys of machines' volumes. @default [] */
  readonly volumeKeyArns?: readonly pulumi.Input<string>[];
  /** @default - no ring installs from lists */
  readonly promotions?: ListAccess;
}

export function nodeStatements(place: AwsPlace, access: NodeAccess): readonly Statement[] {
  return [
    verdicts(place, access.prefix, "read", "gate"),
    readCalendars(place, access.calendarArns),
    {
      Sid: "SeeMachines",
      Effect: "Allow",
      Action: [
        "ec2:DescribeInstances",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeInstancePatchStates",
        ...(access.promotions === undefined ? [] : ["ssm:DescribeInstancePatches"]),
      ],
      // IAM lets no resource be named for these.
      Resource: ["*"],
    },
    powerMachines(place, access.patchGroups, [
      "ec2:RebootInstances",
      "ec2:StartInstances",
      "ec2:StopInstances",
    ]),
    ...useVolumeKeys(place, access.volumeKeyArns),
    ...sendCommands(place, access.patchGroups, [
      documentArn(place, "AWS-RunPatchBaseline"),
      access.prestageDocument.apply((name) => documentArn(place, name)),
      ...access.ownDocuments.map((name) => documentArn(place, name)),
    ]),
    ...protect(access),
    ...restore(place, access),
    ...listStatements(access.promotions, { read: "lists" }),
  ];
}

function protect({ vaultArn, backupRoleArn }: NodeAccess): readonly Statement[] {
  return [
    {
      Sid: "RecoveryPoints",
      Effect: "Allow",
      Action: ["backup:ListRecoveryPointsByBackupVault", "backup:StartBackupJob"],
      Resource: [vaultArn],
    },
    {
      Sid: "FollowRecoveryPoint",
      Effect: "Allow",
      Action: ["backup:DescribeBackupJob"],
      // A backup job has no ARN of its own that IAM could name.
      Resource: ["*"],
    },
    {
      Sid: "PassBackupRole",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [backupRoleArn],
      Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
  ];
}

function restore(place: AwsPlace, access: NodeAccess): readonly Statement[] {
  return [
    {
      Sid: "StartRestore",
      Effect: "Allow",
      Action: ["ssm:StartAutomationExecution"],
      Resource: [definitionArn(place, access.restoreDocument)],
    },
    {
      Sid: "FollowRestore",
      Effect: "Allow",
      Action: ["ssm:GetAutomationExecution"],
      // Executions get their ids when they start.
      Resource: [arnIn(place, "ssm", "automation-execution/*")],
    },
    {
      Sid: "PassRestoreRole",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [access.restoreRoleArn],
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    },
  ];
}
