/** A recovery point made by the run itself: a job of AWS Backup, followed to its end. */
import { runLimits } from "../../../model/runLimits";
import { place } from "./places";
import { setting } from "./readRing";
import type { Step } from "./runbook";

export interface RecoveryOptions {
  readonly vaultName: string;
  /** In which a recovery point from before the window may lie, too. @default [] */
  readonly formerVaults?: readonly string[];
  /** ARN of the role that AWS Backup makes the recovery point with. */
  readonly backupRoleArn: string;
  /** `arn:aws:ec2:<region>:<account>:instance/`. */
  readonly instanceArnPrefix: string;
  /** The step that follows, with or without a recovery point. */
  readonly following: string;
}

const flow = { onFailure: place.stopAgain, onCancel: place.stopAgain } as const;

export function recoveryJobSteps(options: RecoveryOptions): Step[] {
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
    rememberPoint("RememberMade", "{{ ReadRecoveryPoint.Arn }}", options.following),
  ];
}

/** Keeps the ARN of the recovery point, wherever it is from. */
export function rememberPoint(name: string, value: string, nextStep: string): Step {
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
      Lifecycle: { DeleteAfterDays: setting("KeepDays") },
      // The shortest that AWS Backup takes: a job that has not begun by then is EXPIRED.
      StartWindowMinutes: 60,
      CompleteWindowMinutes: runLimits.recoveryJob,
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
  timeoutSeconds: runLimits.recoveryJob * 60,
  ...flow,
};
