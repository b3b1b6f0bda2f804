/**
 * Machines of which a recovery point cannot be had, or would be of no use: hybrid ones, which AWS Backup does not know,
 * and those of an Auto Scaling group, which are replaced from its image. The policy has them patched all the same, or not.
 */
import { place } from "./places";
import { setting } from "./readRing";
import { type Step, scriptStep } from "./runbook";

/** @param unprotected where a machine goes on without a recovery point; @param protectable where all others do. */
export function unprotectedSteps(unprotected: string, protectable: string): readonly Step[] {
  return [...hybridSteps(unprotected), ...autoScalingSteps(unprotected, protectable)];
}

function hybridSteps(unprotected: string): readonly Step[] {
  return [
    {
      name: "WhetherProtectable",
      action: "aws:branch",
      description: "AWS Backup knows no hybrid machines.",
      choices: [{ variable: "{{ InstanceId }}", startsWith: "mi-", nextStep: "WhetherHybridMay" }],
      defaultStep: "ReadAutoScaling",
    },
    {
      name: "WhetherHybridMay",
      action: "aws:branch",
      description: "The policy lets a hybrid machine go without one, or does not.",
      choices: [{ variable: setting("Hybrid"), stringEquals: "skip", nextStep: unprotected }],
      defaultStep: "RefuseHybrid",
    },
    refusal("RefuseHybrid", "a hybrid machine has no recovery point"),
  ];
}

/** EC2 Auto Scaling keeps this tag on the machines of its groups; nobody else can set a tag that begins with `aws:`. */
const groupOf = `
import boto3

def auto_scaling_group(events, context):
    found = boto3.client("ec2").describe_instances(InstanceIds=[events["machine"]])
    tags = found["Reservations"][0]["Instances"][0].get("Tags", [])
    groups = [tag["Value"] for tag in tags if tag["Key"] == "aws:autoscaling:groupName"]
    # No text would not do for none: a branch cannot compare it.
    return {"is_member": "yes" if groups else "no", "group": groups[0] if groups else "none"}
`.trimStart();

function autoScalingSteps(unprotected: string, protectable: string): readonly Step[] {
  return [
    scriptStep(
      "ReadAutoScaling",
      "The Auto Scaling group that the machine is of, if it is of one.",
      {
        handler: "auto_scaling_group",
        script: groupOf,
        payload: { machine: "{{ InstanceId }}" },
        outputs: [
          { name: "IsMember", selector: "$.Payload.is_member", type: "String" },
          { name: "Group", selector: "$.Payload.group", type: "String" },
        ],
        onFailure: place.stopAgain,
        onCancel: place.stopAgain,
      },
    ),
    {
      name: "WhetherAutoScaling",
      action: "aws:branch",
      description: "A machine that is replaced from an image goes back to no recovery point.",
      choices: [
        { variable: "{{ ReadAutoScaling.IsMember }}", stringEquals: "no", nextStep: protectable },
      ],
      defaultStep: "WhetherAutoScalingMay",
    },
    {
      name: "WhetherAutoScalingMay",
      action: "aws:branch",
      description: "The policy lets such a machine go without one, or does not.",
      choices: [{ variable: setting("AutoScaling"), stringEquals: "skip", nextStep: unprotected }],
      defaultStep: "RefuseAutoScaling",
    },
    refusal(
      "RefuseAutoScaling",
      "a machine of an Auto Scaling group ({{ ReadAutoScaling.Group }}) is replaced, so that a recovery point of it is of no use: " +
        "patch the group's image and keep the last good one (LastGoodImage), or have autoScaling: skip",
    ),
  ];
}

const refuse = `
def refuse(events, context):
    raise Exception(events["reason"])
`.trimStart();

function refusal(name: string, reason: string): Step {
  return scriptStep(name, "Ends the run: a recovery point is asked for, and cannot be had.", {
    handler: "refuse",
    script: refuse,
    payload: { reason },
    onFailure: place.stopAgain,
    onCancel: place.stopAgain,
  });
}
