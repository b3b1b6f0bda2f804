/**
 * Takes an Auto Scaling group back to its last good image. The launch template names the parameter and is never changed,
 * so that no refresh can go back to a template that is bad already. EC2 Auto Scaling itself rolls nothing back where a
 * template names a parameter ("RollbackInstanceRefresh"): this runbook does.
 */
import { type ImageOptions, imageAvailable, readImage, writeImage } from "./imageSteps";
import { type Runbook, type Step, scriptStep } from "./runbook";

export interface RollbackOptions extends ImageOptions {
  /** Percent of the group that stays in service meanwhile. */
  readonly minHealthyPercent: number;
}

export function rollbackImageRunbook(options: RollbackOptions): Runbook {
  const { assumeRole, groupName, currentParameter, lastGoodParameter } = options;
  const lastGood = "{{ ReadLastGood.Id }}";
  return {
    description: `Takes ${groupName} back to its last good image and replaces its machines.`,
    assumeRole,
    parameters: {},
    steps: [
      readImage("ReadLastGood", lastGoodParameter, "The image that the group goes back to."),
      imageAvailable(lastGood),
      // First of all: what starts from now on, by a refresh that still runs or by scaling, is good.
      ...writeImage("Current", currentParameter, lastGood),
      endRefresh(groupName),
      ...refreshSteps(options),
    ],
  };
}

/** A script may take 10 minutes. */
const endRunning = `
import boto3, time

def end_refresh(events, context):
    client = boto3.client("autoscaling")
    group = events["group"]
    until = time.time() + 540
    while True:
        found = client.describe_instance_refreshes(AutoScalingGroupName=group)["InstanceRefreshes"]
        states = [one["Status"] for one in found]
        if any(state in ("Pending", "InProgress", "Baking") for state in states):
            client.cancel_instance_refresh(AutoScalingGroupName=group, WaitForTransitioningInstances=False)
        elif not any(state in ("Cancelling", "RollbackInProgress") for state in states):
            return {}
        if time.time() > until:
            raise Exception("the refresh that was running has not ended")
        time.sleep(15)
`.trimStart();

function endRefresh(group: string): Step {
  return scriptStep(
    "EndRunningRefresh",
    "A group has one refresh at a time, and the bad image's may still run.",
    {
      handler: "end_refresh",
      script: endRunning,
      payload: { group },
    },
  );
}

function refreshSteps({ groupName, minHealthyPercent }: RollbackOptions): readonly Step[] {
  const refresh = {
    service: "autoscaling",
    api: "DescribeInstanceRefreshes",
    arguments: {
      AutoScalingGroupName: groupName,
      InstanceRefreshIds: ["{{ StartRefresh.Id }}"],
    },
    selector: "$.InstanceRefreshes[0].Status",
  } as const;
  return [
    {
      name: "StartRefresh",
      action: "aws:executeAwsApi",
      description: "Replaces the group's machines by such of the last good image.",
      service: "autoscaling",
      api: "StartInstanceRefresh",
      arguments: {
        AutoScalingGroupName: groupName,
        Strategy: "Rolling",
        Preferences: { MinHealthyPercentage: minHealthyPercent },
      },
      outputs: [{ name: "Id", selector: "$.InstanceRefreshId", type: "String" }],
    },
    {
      name: "WaitForRefresh",
      action: "aws:waitForAwsResourceProperty",
      description: "The refresh has come to an end, good or bad.",
      ...refresh,
      desiredValues: ["Successful", "Failed", "Cancelled"],
      timeoutSeconds: 14_400,
    },
    {
      name: "Refreshed",
      action: "aws:assertAwsResourceProperty",
      description: "All machines are of the last good image.",
      ...refresh,
      desiredValues: ["Successful"],
    },
  ];
}
