/** The restore's data volumes: made beside the old ones, put in their place, and taken out again if that fails. */
import { machineAnswers, machineStarted } from "./machineSteps";
import { makeVolumes, planVolumes, reattach, swapVolumes, tellDeletion } from "./restoreScripts";
import { type Step, scriptStep as script } from "./runbook";

const machine = { InstanceIds: ["{{ InstanceId }}"] } as const;
/** What the steps after the new volumes are told. */
const made = { machine: "{{ InstanceId }}", volumes: "{{ MakeDataVolumes.Volumes }}" } as const;
const startAgain = { onFailure: "StartAgain", onCancel: "StartAgain" } as const;

const machineStopped: Step = {
  name: "MachineStopped",
  action: "aws:waitForAwsResourceProperty",
  description: "The machine is stopped.",
  service: "ec2",
  api: "DescribeInstances",
  arguments: machine,
  selector: "$.Reservations[0].Instances[0].State.Name",
  desiredValues: ["stopped"],
  timeoutSeconds: 900,
};

export const dataSteps: readonly Step[] = [
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
    ...startAgain,
  },
  { ...machineStopped, ...startAgain },
  {
    ...script(
      "SwapDataVolumes",
      "The new volumes in place of the old ones, under the same names.",
      {
        handler: "swap_volumes",
        script: swapVolumes,
        payload: made,
      },
    ),
    onFailure: "PutBackVolumes",
    onCancel: "PutBackVolumes",
  },
  {
    ...script("TellDeletion", "The new volumes end with the machine where the old ones did.", {
      handler: "tell_deletion",
      script: tellDeletion,
      payload: made,
    }),
    // The machine has its volumes, and can run.
    onFailure: "StartMachine",
    onCancel: "StartMachine",
  },
];

export const startSteps: readonly Step[] = [
  { ...start("StartMachine", "Starts the machine with its volumes."), ...startAgain },
  machineStarted(),
  { ...machineAnswers(), isEnd: true },
];

/** Where a restore ends that could not give the machine its new data volumes: it has failed all the same. */
export const backSteps: readonly Step[] = [
  {
    ...script("PutBackVolumes", "The old volumes under their names again.", {
      handler: "reattach",
      script: reattach,
      payload: made,
    }),
    ...startAgain,
  },
  start("StartAgain", "The machine runs again, whatever failed."),
  { ...machineStarted(), name: "MachineRunsAgain", isEnd: true },
];

function start(name: string, description: string): Step {
  return {
    name,
    action: "aws:executeAwsApi",
    description,
    service: "ec2",
    api: "StartInstances",
    arguments: machine,
  };
}
