/**
 * Puts a machine back to a recovery point, in place: its root volume by a task of EC2, its data volumes by new ones from
 * the snapshots, under the same device names. What is replaced is detached and kept. The machine keeps its id. Whatever
 * fails once it is stopped, it ends with its data volumes, the new or the old ones, and is started.
 */
import { machineOfRing, readRing, ringParameter } from "./readRing";
import { readPoint } from "./restoreScripts";
import { backSteps, dataSteps, startSteps } from "./restoreVolumes";
import { type Runbook, type Step, scriptStep as script } from "./runbook";

export interface RestoreRunbookOptions {
  /** ARN of the role of the restore. */
  readonly assumeRole: string;
  /** Path of the parameters with the rings' settings. */
  readonly prefix: string;
  readonly vaultName: string;
  /** In which the recovery point may lie, too. @default [] */
  readonly formerVaults?: readonly string[];
}

export function restoreRunbook({
  assumeRole,
  prefix,
  vaultName,
  formerVaults = [],
}: RestoreRunbookOptions): Runbook {
  return {
    description: "Puts one machine back to a recovery point, in place.",
    assumeRole,
    parameters: {
      PatchGroup: ringParameter,
      InstanceId: {
        type: "String",
        description: "The machine to put back.",
        allowedPattern: "^i-[0-9a-f]{8,17}$",
      },
      RecoveryPointArn: {
        type: "String",
        description: "The recovery point: the ARN of an image that AWS Backup has made.",
        allowedPattern: "^arn:aws[a-z-]*:ec2:[a-z0-9-]+::image/ami-[0-9a-f]+$",
      },
    },
    steps: [
      readRing(prefix, []),
      machineOfRing(false),
      script("ReadRecoveryPoint", "The recovery point is complete, and of this machine.", {
        handler: "read_point",
        script: readPoint,
        payload: {
          vaults: [vaultName, ...formerVaults],
          point: "{{ RecoveryPointArn }}",
          machine: "{{ InstanceId }}",
        },
        outputs: [{ name: "Image", selector: "$.Payload.image", type: "String" }],
      }),
      ...rootSteps,
      ...dataSteps,
      ...startSteps,
      ...backSteps,
    ],
  };
}

const readTask = {
  service: "ec2",
  api: "DescribeReplaceRootVolumeTasks",
  arguments: { ReplaceRootVolumeTaskIds: ["{{ ReplaceRoot.TaskId }}"] },
  selector: "$.ReplaceRootVolumeTasks[0].TaskState",
} as const;

/** EC2 replaces the root volume of a machine that runs, and restarts it. */
const rootSteps: readonly Step[] = [
  {
    name: "ReplaceRoot",
    action: "aws:executeAwsApi",
    description: "Starts the task that replaces the root volume.",
    service: "ec2",
    api: "CreateReplaceRootVolumeTask",
    arguments: {
      InstanceId: "{{ InstanceId }}",
      ImageId: "{{ ReadRecoveryPoint.Image }}",
      ClientToken: "{{ automation:EXECUTION_ID }}",
      // What failed may have to be looked at.
      DeleteReplacedRootVolume: false,
    },
    outputs: [
      {
        name: "TaskId",
        selector: "$.ReplaceRootVolumeTask.ReplaceRootVolumeTaskId",
        type: "String",
      },
    ],
  },
  {
    name: "WaitForRoot",
    action: "aws:waitForAwsResourceProperty",
    description: "The task has come to an end, good or bad.",
    ...readTask,
    desiredValues: ["succeeded", "failed", "failed-detached"],
    timeoutSeconds: 3600,
  },
  {
    name: "RootReplaced",
    action: "aws:assertAwsResourceProperty",
    description: "The root volume is the recovery point's.",
    ...readTask,
    desiredValues: ["succeeded"],
  },
];
