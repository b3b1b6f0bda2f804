/** Steps that see to it that a machine runs and answers. One that is stopped may be started, and is stopped again. */

import { place } from "./places";
import { setting } from "./readRing";
import { type RunbookParameters, type ScriptStep, type Step, scriptStep } from "./runbook";

export const machineParameters: RunbookParameters = {
  InstanceId: {
    type: "String",
    description: "The machine to patch.",
    allowedPattern: "^(i-[0-9a-f]{8,17}|mi-[0-9a-f]{17})$",
  },
};

const state = "$.Reservations[0].Instances[0].State.Name";
const machine = { InstanceIds: ["{{ InstanceId }}"] } as const;

/** Patch Manager asks for agent 2.0.834.0. A machine that was just started takes a while to answer. */
const answers = `
import boto3, time

def machine_answers(events, context):
    ssm = boto3.client("ssm")
    until = time.time() + 480
    while True:
        found = ssm.describe_instance_information(
            Filters=[{"Key": "InstanceIds", "Values": [events["machine"]]}])["InstanceInformationList"]
        status = found[0]["PingStatus"] if found else "not known to Systems Manager"
        if status == "Online":
            break
        if time.time() > until:
            raise Exception(f"the machine is {status}")
        time.sleep(30)
    agent = found[0]["AgentVersion"]
    if [int(part) for part in agent.split(".")] < [2, 0, 834, 0]:
        raise Exception(f"the agent is {agent}, 2.0.834.0 is needed")
    return {}
`.trimStart();

export function machineAnswers(): Step {
  return scriptStep("MachineAnswers", "The agent answers and is not too old.", {
    handler: "machine_answers",
    script: answers,
    payload: { machine: "{{ InstanceId }}" },
  });
}

/**
 * EC2 takes every start, and stops a machine again whose volumes it cannot open. Right after the call it may still report
 * the state from before.
 */
const starts = `
import boto3, time

def machine_started(events, context):
    ec2 = boto3.client("ec2")
    began = time.time()
    while True:
        found = ec2.describe_instances(InstanceIds=[events["machine"]])["Reservations"][0]["Instances"][0]
        state = found["State"]["Name"]
        if state == "running":
            return {}
        waited = time.time() - began
        if waited > 540 or (waited > 60 and state != "pending"):
            reason = found.get("StateReason", {}).get("Message") or "EC2 gives no reason"
            raise Exception(f"the machine was started and is {state}: {reason}; "
                            "a volume with a key of your own needs that key among the volume keys of the runbooks")
        time.sleep(15)
`.trimStart();

export function machineStarted(): ScriptStep {
  return scriptStep(
    "MachineStarted",
    "The machine runs, and has not stopped again for want of a key.",
    {
      handler: "machine_started",
      script: starts,
      payload: { machine: "{{ InstanceId }}" },
    },
  );
}

/** Virtual machines of EC2 can be seen and started; a hybrid machine (`mi-`) only answers or does not. */
export const machineSteps: readonly Step[] = [
  {
    name: "WhetherHybrid",
    action: "aws:branch",
    description: "EC2 knows the state of its own machines only.",
    choices: [{ variable: "{{ InstanceId }}", startsWith: "mi-", nextStep: "MachineAnswers" }],
    defaultStep: "ReadState",
  },
  {
    name: "ReadState",
    action: "aws:executeAwsApi",
    description: "Whether the machine runs.",
    service: "ec2",
    api: "DescribeInstances",
    arguments: machine,
    outputs: [{ name: "State", selector: state, type: "String" }],
  },
  {
    name: "WhetherStopped",
    action: "aws:branch",
    description: "A machine that is stopped may be started.",
    choices: [
      { variable: "{{ ReadState.State }}", stringEquals: "stopped", nextStep: "WhetherToStart" },
    ],
    defaultStep: "MachineRuns",
  },
  {
    name: "WhetherToStart",
    action: "aws:branch",
    description: "The policy lets it be started, or does not.",
    choices: [
      { variable: setting("StartStopped"), stringEquals: "yes", nextStep: "RememberStart" },
    ],
    defaultStep: "MachineRuns",
  },
  {
    name: "MachineRuns",
    action: "aws:assertAwsResourceProperty",
    description: "The machine runs; otherwise there is nothing to patch.",
    service: "ec2",
    api: "DescribeInstances",
    arguments: machine,
    selector: state,
    desiredValues: ["running"],
    nextStep: "MachineAnswers",
  },
  {
    name: "RememberStart",
    action: "aws:updateVariable",
    description: "Before the start, so that a run that ends in between stops it again.",
    variable: "Started",
    value: "yes",
  },
  {
    name: "StartMachine",
    action: "aws:executeAwsApi",
    description: "Starts the machine.",
    service: "ec2",
    api: "StartInstances",
    arguments: machine,
    onFailure: place.stopAgain,
    onCancel: place.stopAgain,
  },
  { ...machineStarted(), onFailure: place.stopAgain, onCancel: place.stopAgain },
  { ...machineAnswers(), onFailure: place.stopAgain, onCancel: place.stopAgain },
];
