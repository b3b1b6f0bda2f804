/** Steps that make a recovery point of the machine, with an expiry, and end the run when it cannot be made. */
import type { RunbookParameter, Step } from "./runbook";

export interface RecoveryOptions {
  readonly vaultName: string;
  /** ARN of the role that AWS Backup makes the recovery point with. */
  readonly backupRoleArn: string;
  /** `arn:aws:ec2:<region>:<account>:instance/`. */
  readonly instanceArnPrefix: string;
  /** The step that follows, with or without a recovery point. */
  readonly following: string;
}

export const recoveryParameters: Readonly<Record<string, RunbookParameter>> = {
  RecoveryPoint: {
    type: "String",
    description: "Whether a recovery point must be made first.",
    allowedValues: ["required", "none"],
  },
  KeepDays: {
    type: "Integer",
    description: "Days after which the recovery point expires.",
  },
};

export function recoverySteps(options: RecoveryOptions): readonly Step[] {
  return [
    {
      name: "WhetherToProtect",
      action: "aws:branch",
      description: "The policy asks for a recovery point, or does not.",
      choices: [
        {
          variable: "{{ RecoveryPoint }}",
          stringEquals: "required",
          nextStep: "StartRecoveryPoint",
        },
      ],
      defaultStep: options.following,
    },
    startJob(options),
    waitForEnd,
    assertCompleted(options.following),
  ];
}

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
  service: "backup",
  api: "DescribeBackupJob",
  arguments: { BackupJobId: "{{ StartRecoveryPoint.JobId }}" },
  selector: "$.State",
  desiredValues: ["COMPLETED", "ABORTING", "ABORTED", "FAILED", "EXPIRED", "PARTIAL"],
  timeoutSeconds: 7200,
};

function assertCompleted(nextStep: string): Step {
  return {
    name: "RecoveryPointCompleted",
    action: "aws:assertAwsResourceProperty",
    description: "The recovery point is there; otherwise nothing is installed.",
    service: "backup",
    api: "DescribeBackupJob",
    arguments: { BackupJobId: "{{ StartRecoveryPoint.JobId }}" },
    selector: "$.State",
    desiredValues: ["COMPLETED"],
    nextStep,
  };
}
