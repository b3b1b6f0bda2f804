/**
 * Patches one machine of a ring: freezes checked again, since nothing in SSM makes this task wait for the gate's
 * verdict; a recovery point; the installation; a fresh scan.
 */
import { calendarParameters, calendarSteps } from "./calendarSteps";
import { recoveryParameters, recoverySteps } from "./recoverySteps";
import type { Runbook, RunbookParameter, Step } from "./runbook";

export interface NodeRunbookOptions {
  /** ARN of the role of the node runbook. */
  readonly assumeRole: string;
  readonly vaultName: string;
  readonly backupRoleArn: string;
  /** `arn:aws:ec2:<region>:<account>:instance/`. */
  readonly instanceArnPrefix: string;
}

const nodeParameters: Readonly<Record<string, RunbookParameter>> = {
  InstanceId: {
    type: "String",
    description: "The machine to patch.",
    allowedPattern: "^(i-[0-9a-f]{8,17}|mi-[0-9a-f]{17})$",
  },
  WindowExecutionId: {
    type: "String",
    description:
      "The run of the window; every machine of it installs the same snapshot of patches.",
    allowedPattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
  },
  RebootOption: {
    type: "String",
    description: "Whether the installation restarts the machine when it has to.",
    allowedValues: ["RebootIfNeeded", "NoReboot"],
  },
  AlwaysReboot: {
    type: "String",
    description: "Whether the machine is restarted even when no patch asks for it.",
    allowedValues: ["yes", "no"],
  },
};

export function nodeRunbook(options: NodeRunbookOptions): Runbook {
  return {
    description: "Patches one machine: calendar, recovery point, installation, scan.",
    assumeRole: options.assumeRole,
    parameters: { ...nodeParameters, ...calendarParameters, ...recoveryParameters },
    steps: [
      ...calendarSteps,
      ...recoverySteps({ ...options, following: "Install" }),
      patch("Install", "Install", "Installs what the ring's baseline approves."),
      {
        name: "WhetherToReboot",
        action: "aws:branch",
        description: "A restart is asked for in any case, or is not.",
        choices: [{ variable: "{{ AlwaysReboot }}", stringEquals: "yes", nextStep: "Reboot" }],
        defaultStep: "Scan",
      },
      ...rebootSteps,
      { ...patch("Scan", "Scan", "Reports what is missing now."), isEnd: true },
    ],
  };
}

/**
 * Through Automation each machine would get a patch snapshot of its own; the window's execution id makes it one for
 * the whole run. The two hours are the patch document's own limit.
 */
function patch(name: string, operation: "Install" | "Scan", description: string): Step {
  return {
    name,
    action: "aws:runCommand",
    description,
    document: "AWS-RunPatchBaseline",
    instanceIds: ["{{ InstanceId }}"],
    parameters: {
      Operation: [operation],
      RebootOption: [operation === "Install" ? "{{ RebootOption }}" : "NoReboot"],
      SnapshotId: ["{{ WindowExecutionId }}"],
    },
    timeoutSeconds: 7200,
  };
}

const rebootSteps: readonly Step[] = [
  {
    name: "Reboot",
    action: "aws:executeAwsApi",
    description: "Restarts the machine.",
    service: "ec2",
    api: "RebootInstances",
    arguments: { InstanceIds: ["{{ InstanceId }}"] },
  },
  {
    name: "SettleAfterReboot",
    action: "aws:sleep",
    description: "Until the agent that answered before the restart is gone.",
    duration: "PT3M",
  },
];
