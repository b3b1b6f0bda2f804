/**
 * Puts a machine back to a recovery point, in place: its root volume by a task of EC2, its data volumes by new ones from
 * the snapshots, under the same device names. What is replaced is detached and kept. The machine keeps its id.
 */
import { machineAnswers } from "./machineSteps";
import { machineOfRing, readRing, ringParameter } from "./readRing";
import { makeVolumes, planVolumes, readPoint, swapVolumes } from "./restoreScripts";
import type { Runbook, ScriptStep, Step } from "./runbook";

export interface RestoreRunbookOptions {
  /** ARN of the role of the restore. */
  readonly assumeRole: string;
  /** Path of the parameters with the rings' settings. */
  readonly prefix: string;
  readonly vaultName: string;
}

export function restoreRunbook({ assumeRole, prefix, vaultName }: RestoreRunbookOptions): Runbook {
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
          vault: vaultName,
          point: "{{ RecoveryPointArn }}",
          machine: "{{ InstanceId }}",
        },
        outputs: [{ name: "Image", selector: "$.Payload.image", type: "String" }],
      }),
      ...rootSteps,
      ...dataSteps,
      ...startSteps,
    ],
  };
}

function script(
  name: string,
  description: string,
  rest: Omit<ScriptStep, "name" | "description" | "action">,
): ScriptStep {
  return { name, description, action: "aws:executeScript", ...rest };
}

const machine = { InstanceIds: ["{{ InstanceId }}"] } as const;
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

const dataSteps: readonly Step[] = [
  script("PlanDataVolumes", "Which device gets which snapshot.", {
    handler: "plan_volumes",
    script: planVolumes,
    payload: { machine: "{{ InstanceId }}", image: "{{ ReadRecoveryPoint.Image }}" },
    outputs: [
      { name: "Any", selector: "$.Payload.any", type: "String" },
      { name: "Volumes", selector: "$.Payload.volumes", type: "String" },
    ],
  }),
  {
    name: "WhetherDataVolumes",
    action: "aws:branch",
    description: "The machine has data volumes, or its root volume only.",
    choices: [
      { variable: "{{ PlanDataVolumes.Any }}", stringEquals: "yes", nextStep: "MakeDataVolumes" },
    ],
    defaultStep: "MachineAnswers",
  },
  script("MakeDataVolumes", "New volumes from the snapshots, beside the old ones.", {
    handler: "make_volumes",
    script: makeVolumes,
    payload: { volumes: "{{ PlanDataVolumes.Volumes }}", token: "{{ automation:EXECUTION_ID }}" },
    outputs: [{ name: "Volumes", selector: "$.Payload.volumes", type: "String" }],
  }),
  {
    name: "StopMachine",
    action: "aws:executeAwsApi",
    description: "No volume is taken from a machine that writes to it.",
    service: "ec2",
    api: "StopInstances",
    arguments: machine,
  },
  stateReached("MachineStopped", "stopped"),
  script("SwapDataVolumes", "The new volumes in place of the old ones, under the same names.", {
    handler: "swap_volumes",
    script: swapVolumes,
    payload: { machine: "{{ InstanceId }}", volumes: "{{ MakeDataVolumes.Volumes }}" },
  }),
];

const startSteps: readonly Step[] = [
  {
    name: "StartMachine",
    action: "aws:executeAwsApi",
    description: "Starts the machine with its volumes.",
    service: "ec2",
    api: "StartInstances",
    arguments: machine,
  },
  stateReached("MachineStarted", "running"),
  { ...machineAnswers(), isEnd: true },
];

function stateReached(name: string, state: "running" | "stopped"): Step {
  return {
    name,
    action: "aws:waitForAwsResourceProperty",
    description: `The machine is ${state}.`,
    service: "ec2",
    api: "DescribeInstances",
    arguments: machine,
    selector: "$.Reservations[0].Instances[0].State.Name",
    desiredValues: [state],
    timeoutSeconds: 900,
  };
}
