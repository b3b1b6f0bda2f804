/** What the patch run may do: one policy for the window, one for the gate, one for the node runbook. */
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn, partitionOf } from "./place";
import type { Statement } from "./serviceRole";

/** A command may only reach machines whose tag names one of these rings. */
function sendPatchCommand(place: AwsPlace, patchGroups: readonly string[]): readonly Statement[] {
  return [
    {
      Sid: "PatchDocument",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      Resource: [
        `arn:${partitionOf(place.region)}:ssm:${place.region}::document/AWS-RunPatchBaseline`,
      ],
    },
    {
      Sid: "MachinesOfTheRings",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      // Which machines exist is not known here; the tag decides.
      Resource: [arnIn(place, "ec2", "instance/*"), arnIn(place, "ssm", "managed-instance/*")],
      Condition: { StringEquals: { "ssm:resourceTag/PatchGroup": patchGroups } },
    },
    {
      Sid: "FollowCommands",
      Effect: "Allow",
      Action: ["ssm:ListCommands", "ssm:ListCommandInvocations", "ssm:GetCommandInvocation"],
      // IAM lets no resource be named for these: a command has no ARN.
      Resource: ["*"],
    },
  ];
}

function readCalendars(
  place: AwsPlace,
  calendars: readonly pulumi.Input<string>[],
): readonly Statement[] {
  return [
    {
      Sid: "Calendars",
      Effect: "Allow",
      Action: ["ssm:GetCalendarState"],
      Resource: calendars.length > 0 ? calendars : [arnIn(place, "ssm", "document/none")],
    },
  ];
}

export interface NodeAccess {
  readonly patchGroups: readonly string[];
  readonly calendarArns: readonly pulumi.Input<string>[];
  readonly vaultArn: pulumi.Input<string>;
  readonly backupRoleArn: pulumi.Input<string>;
}

export function gateStatements(
  place: AwsPlace,
  calendarArns: readonly pulumi.Input<string>[],
): readonly Statement[] {
  return readCalendars(place, calendarArns);
}

export function nodeStatements(place: AwsPlace, access: NodeAccess): readonly Statement[] {
  return [
    ...readCalendars(place, access.calendarArns),
    {
      Sid: "StartRecoveryPoint",
      Effect: "Allow",
      Action: ["backup:StartBackupJob"],
      Resource: [access.vaultArn],
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
      Resource: [access.backupRoleArn],
      Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
    ...sendPatchCommand(place, access.patchGroups),
    {
      Sid: "Reboot",
      Effect: "Allow",
      Action: ["ec2:RebootInstances"],
      Resource: [arnIn(place, "ec2", "instance/*")],
      Condition: { StringEquals: { "aws:ResourceTag/PatchGroup": access.patchGroups } },
    },
  ];
}

export interface WindowAccess {
  readonly patchGroups: readonly string[];
  /** Names of the gate and node documents. */
  readonly documentNames: readonly pulumi.Output<string>[];
  /** Roles of the gate and node documents, which starting them passes on. */
  readonly runbookRoleArns: readonly pulumi.Input<string>[];
}

export function windowStatements(place: AwsPlace, access: WindowAccess): readonly Statement[] {
  return [
    {
      Sid: "StartRunbooks",
      Effect: "Allow",
      Action: ["ssm:StartAutomationExecution"],
      Resource: access.documentNames.map((document) =>
        document.apply((name) => arnIn(place, "ssm", `automation-definition/${name}:*`)),
      ),
    },
    {
      Sid: "FollowRunbooks",
      Effect: "Allow",
      Action: ["ssm:GetAutomationExecution", "ssm:StopAutomationExecution"],
      // Executions get their ids when they start.
      Resource: [arnIn(place, "ssm", "automation-execution/*")],
    },
    {
      Sid: "PassRunbookRoles",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: access.runbookRoleArns,
      Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
    },
    ...sendPatchCommand(place, access.patchGroups),
    {
      Sid: "StopScans",
      Effect: "Allow",
      Action: ["ssm:CancelCommand"],
      // As for FollowCommands: a command has no ARN.
      Resource: ["*"],
    },
    {
      Sid: "FindMachinesByTag",
      Effect: "Allow",
      Action: ["tag:GetResources"],
      // The tagging service lets no resource be named.
      Resource: ["*"],
    },
  ];
}
