/**
 * Makes an image the current one of an Auto Scaling group. The one before becomes the last good one, and must have earned
 * it: all machines of the group run it and are well. A group that is not well goes back first.
 */
import { type ImageOptions, imageAvailable, readImage, writeImage } from "./imageSteps";
import { type Runbook, type Step, scriptStep } from "./runbook";

export interface PromoteOptions extends ImageOptions {
  /** Whether the last good image is kept from being deregistered; only its owner's account can. */
  readonly protectsImages: boolean;
}

export function promoteImageRunbook(options: PromoteOptions): Runbook {
  const { assumeRole, groupName, currentParameter, lastGoodParameter, protectsImages } = options;
  return {
    description: `Makes an image the current one of ${groupName}; the one before is kept as the last good one.`,
    assumeRole,
    parameters: {
      ImageId: {
        type: "String",
        description: "The image that machines are to start from.",
        allowedPattern: "^ami-([0-9a-f]{8}|[0-9a-f]{17})$",
      },
    },
    steps: [
      readImage("ReadCurrent", currentParameter, "The image that machines start from now."),
      readImage("ReadLastGood", lastGoodParameter, "The image that the group would go back to."),
      imageAvailable("{{ ImageId }}"),
      ...wellSteps(groupName),
      ...(protectsImages ? [protect] : []),
      // In this order: a run that ends in between leaves two images that are good.
      ...writeImage("LastGood", lastGoodParameter, "{{ ReadCurrent.Id }}"),
      ...writeImage("Current", currentParameter, "{{ ImageId }}"),
      ...(protectsImages ? [release] : []),
    ],
  };
}

const membersWell = `
import boto3

def members_well(events, context):
    found = boto3.client("autoscaling").describe_auto_scaling_groups(
        AutoScalingGroupNames=[events["group"]])["AutoScalingGroups"]
    machines = found[0]["Instances"] if found else []
    if not machines:
        raise Exception(f"{events['group']} has no machines, so that nobody knows whether its image is good")
    ill = [one["InstanceId"] for one in machines
           if one["LifecycleState"] != "InService" or one["HealthStatus"] != "Healthy"]
    if ill:
        raise Exception(f"not in service or not healthy: {', '.join(sorted(ill))}")
    return {}
`.trimStart();

/** The image that a machine itself was started from: the group's own record need not say. */
const membersCurrent = `
import boto3

def members_current(events, context):
    if events["next"] == events["image"]:
        raise Exception(f"{events['image']} is the current image already, and would push the last good one out")
    others = []
    for page in boto3.client("ec2").get_paginator("describe_instances").paginate(Filters=[
            {"Name": "tag:aws:autoscaling:groupName", "Values": [events["group"]]},
            {"Name": "instance-state-name", "Values": ["pending", "running"]}]):
        others += [one["InstanceId"] for reservation in page["Reservations"]
                   for one in reservation["Instances"] if one["ImageId"] != events["image"]]
    if others:
        raise Exception(f"not of the current image {events['image']}: {', '.join(sorted(others))}")
    return {}
`.trimStart();

function wellSteps(group: string): readonly Step[] {
  return [
    scriptStep(
      "MembersCurrent",
      "All machines of the group are of the current image, and the new one is another.",
      {
        handler: "members_current",
        script: membersCurrent,
        payload: { group, image: "{{ ReadCurrent.Id }}", next: "{{ ImageId }}" },
      },
    ),
    scriptStep("MembersWell", "All machines of the group are in service and healthy.", {
      handler: "members_well",
      script: membersWell,
      payload: { group },
    }),
  ];
}

const protect: Step = {
  name: "ProtectLastGood",
  action: "aws:executeAwsApi",
  description: "Nobody deregisters the image, nor within a day after its protection has ended.",
  service: "ec2",
  api: "EnableImageDeregistrationProtection",
  arguments: { ImageId: "{{ ReadCurrent.Id }}", WithCooldown: true },
};

const releaseScript = `
import boto3

def release_image(events, context):
    if events["former"] != events["kept"] and events["former"] != events["current"]:
        boto3.client("ec2").disable_image_deregistration_protection(ImageId=events["former"])
    return {}
`.trimStart();

/** Before the first promotion both parameters hold one image; one that comes back is needed again. */
const release: Step = scriptStep(
  "ReleaseFormer",
  "The image that was the last good one may be deregistered again.",
  {
    handler: "release_image",
    script: releaseScript,
    payload: {
      former: "{{ ReadLastGood.Id }}",
      kept: "{{ ReadCurrent.Id }}",
      current: "{{ ImageId }}",
    },
  },
);
