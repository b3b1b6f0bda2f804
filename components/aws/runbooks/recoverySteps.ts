/**
 * Steps without which nothing is installed: a recovery point of the machine that is complete and young enough, made by
 * a backup plan before the window, or in the window by a job. A hybrid machine can have neither.
 */
import { place } from "./places";
import type { RunbookParameters, Step } from "./runbook";

export interface RecoveryOptions {
  readonly vaultName: string;
  /** ARN of the role that AWS Backup makes the recovery point with. */
  readonly backupRoleArn: string;
  /** `arn:aws:ec2:<region>:<account>:instance/`. */
  readonly instanceArnPrefix: string;
  /** The step that follows, with or without a recovery point. */
  readonly following: string;
}

export const recoveryParameters: RunbookParameters = {
  RecoveryPoint: {
    type: "String",
    description: "Whether a recovery point must be there, and whether the run makes it.",
    allowedValues: ["before", "inWindow", "none"],
  },
  RecoveryMaxAgeHours: {
    type: "Integer",
    description: "Hours that a recovery point from before the window may be old.",
    default: 24,
  },
  KeepDays: {
    type: "Integer",
    description: "Days after which a recovery point made in the window expires.",
  },
  Hybrid: {
    type: "String",
    description: "Whether a hybrid machine is patched without a recovery point, or refused.",
    allowedValues: ["skip", "refuse"],
    default: "refuse",
  },
};

const refuse = `
def refuse(events, context):
    raise Exception(events["reason"])
`.trimStart();

const flow = { onFailure: place.stopAgain, onCancel: place.stopAgain } as const;

export function recoverySteps(options: RecoveryOptions): readonly Step[] {
  return [
    whetherToProtect(options.following),
    {
      name: "WhetherProtectable",
      action: "aws:branch",
      description: "AWS Backup knows no hybrid machines.",
      choices: [{ variable: "{{ InstanceId }}", startsWith: "mi-", nextStep: "WhetherHybridMay" }],
      defaultStep: "WhetherInWindow",
    },
    {
      name: "WhetherHybridMay",
      action: "aws:branch",
      description: "The policy lets a hybrid machine go without one, or does not.",
      choices: [{ variable: "{{ Hybrid }}", stringEquals: "skip", nextStep: options.following }],
      defaultStep: "RefuseHybrid",
    },
    {
      name: "RefuseHybrid",
      action: "aws:executeScript",
      description: "Ends the run: a recovery point is asked for, and cannot be had.",
      handler: "refuse",
      script: refuse,
      payload: { reason: "a hybrid machine has no recovery point" },
      ...flow,
    },
    {
      name: "WhetherInWindow",
      action: "aws:branch",
      description: "The run makes the recovery point, or a backup plan has made it.",
      choices: [
        {
          variable: "{{ RecoveryPoint }}",
          stringEquals: "inWindow",
          nextStep: "StartRecoveryPoint",
        },
      ],
      defaultStep: "FindRecoveryPoint",
    },
    ...foundBefore(options),
    ...madeInWindow(options),
  ];
}

function whetherToProtect(following: string): Step {
  return {
    name: "WhetherToProtect",
    action: "aws:branch",
    description: "The policy asks for a recovery point, or does not.",
    choices: [{ variable: "{{ RecoveryPoint }}", stringEquals: "none", nextStep: following }],
    defaultStep: "WhetherProtectable",
  };
}

const find = `
import boto3
from datetime import datetime, timedelta, timezone

def find_recovery_point(events, context):
    since = datetime.now(timezone.utc) - timedelta(hours=int(events["hours"]))
    found = []
    for page in boto3.client("backup").get_paginator("list_recovery_points_by_backup_vault").paginate(
            BackupVaultName=events["vault"], ByResourceArn=events["machine"], ByCreatedAfter=since):
        found += [one for one in page.get("RecoveryPoints", []) if one.get("Status") == "COMPLETED"]
    if not found:
        raise Exception(f"no complete recovery point is younger than {events['hours']} hours")
    return {"arn": max(found, key=lambda one: one["CreationDate"])["RecoveryPointArn"]}
`.trimStart();

function foundBefore({ vaultName, instanceArnPrefix, following }: RecoveryOptions): Step[] {
  return [
    {
      name: "FindRecoveryPoint",
      action: "aws:executeScript",
      description: "A complete recovery point from before the window that is young enough.",
      handler: "find_recovery_point",
      script: find,
      payload: {
        vault: vaultName,
        machine: `${instanceArnPrefix}{{ InstanceId }}`,
        hours: "{{ RecoveryMaxAgeHours }}",
      },
      outputs: [{ name: "Arn", selector: "$.Payload.arn", type: "String" }],
      ...flow,
    },
    remember("RememberFound", "{{ FindRecoveryPoint.Arn }}", following),
  ];
}

function madeInWindow(options: RecoveryOptions): Step[] {
  return [
    startJob(options),
    waitForEnd,
    {
      name: "RecoveryPointCompleted",
      action: "aws:assertAwsResourceProperty",
      description: "The recovery point is there; otherwise nothing is installed.",
      ...describeJob,
      selector: "$.State",
      desiredValues: ["COMPLETED"],
      ...flow,
    },
    {
      name: "ReadRecoveryPoint",
      action: "aws:executeAwsApi",
      description: "What the machine would be restored from.",
      ...describeJob,
      outputs: [{ name: "Arn", selector: "$.RecoveryPointArn", type: "String" }],
      ...flow,
    },
    remember("RememberMade", "{{ ReadRecoveryPoint.Arn }}", options.following),
  ];
}

function remember(name: string, value: string, nextStep: string): Step {
  return {
    name,
    action: "aws:updateVariable",
    description: "The recovery point, for the case that the machine must be restored.",
    variable: "RecoveryPointArn",
    value,
    nextStep,
  };
}

const describeJob = {
  service: "backup",
  api: "DescribeBackupJob",
  arguments: { BackupJobId: "{{ StartRecoveryPoint.JobId }}" },
} as const;

function startJob({ vaultName, backupRoleArn, instanceArnPrefix }: RecoveryOptions): Step {
  return {
    name: "StartRecoveryPoint",
    action: "aws:executeAwsApi",
    description: "Starts a backup of the whole machine, with an expiry.",
    service: "backup",
    api: "StartBackupJob",
    arguments: {
      BackupVaultName: vaultName,
      ResourceArn: `${instanceArnPrefix}{{ InstanceId }}`,
      IamRoleArn: backupRoleArn,
      // A repeated call within one run starts no second job.
      IdempotencyToken: "{{ automation:EXECUTION_ID }}",
      Lifecycle: { DeleteAfterDays: "{{ KeepDays }}" },
      // The shortest that AWS Backup takes: a job that has not begun by then is EXPIRED.
      StartWindowMinutes: 60,
      CompleteWindowMinutes: 120,
    },
    outputs: [{ name: "JobId", selector: "$.BackupJobId", type: "String" }],
    ...flow,
  };
}

/**
 * Waiting for COMPLETED alone would sit out the whole timeout after a job that failed. So the wait ends at any end
 * state, and the next step tells the good one from the bad ones.
 */
const waitForEnd: Step = {
  name: "WaitForRecoveryPoint",
  action: "aws:waitForAwsResourceProperty",
  description: "The backup has come to an end, good or bad.",
  ...describeJob,
  selector: "$.State",
  desiredValues: ["COMPLETED", "ABORTING", "ABORTED", "FAILED", "EXPIRED", "PARTIAL"],
  timeoutSeconds: 7200,
  ...flow,
};
