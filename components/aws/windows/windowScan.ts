/** The tasks of a window that only looks: what is missing on the machines of many rings. */
import * as ssm from "@pulumi/aws/ssm";
import { adopting } from "../adoption";
import { type CommandOutput, defaultOutputPrefix } from "../runbooks/runbook";
import { shortName } from "../shortName";
import type { WindowWork } from "./maintenanceWindowArgs";
import { scanParts } from "./scanParts";
import {
  declareGroupTarget,
  declareTarget,
  type Registered,
  renderRate,
  type WindowPlace,
} from "./windowTarget";

/**
 * One target and one task for each fifty rings, all of one priority: SSM works through several targets of one task
 * one after the other, and starts tasks of one priority together.
 */
export function declareScanTasks(
  place: WindowPlace,
  work: Extract<WindowWork, { kind: "scan" }>,
): Registered {
  const registered = scanParts(work).map((part) => {
    const { key } = part;
    const target =
      "resourceGroup" in part
        ? declareGroupTarget(place, key, part.resourceGroup)
        : declareTarget(place, key, part.patchGroups);
    return { key, target, task: declareScan(place, key, work, target) };
  });
  return {
    targetIds: Object.fromEntries(registered.map(({ key, target }) => [key, target.id])),
    taskIds: Object.fromEntries(registered.map(({ key, task }) => [key, task.windowTaskId])),
  };
}

function declareScan(
  place: WindowPlace,
  key: string,
  work: Extract<WindowWork, { kind: "scan" }>,
  target: ssm.MaintenanceWindowTarget,
): ssm.MaintenanceWindowTask {
  return new ssm.MaintenanceWindowTask(
    `${place.name}-${key}`,
    {
      region: place.region,
      windowId: place.windowId,
      name: shortName(key, 128),
      taskType: "RUN_COMMAND",
      taskArn: "AWS-RunPatchBaseline",
      priority: 1,
      serviceRoleArn: place.serviceRoleArn,
      targets: [{ key: "WindowTargetIds", values: [target.id] }],
      maxConcurrency: renderRate(work.concurrency ?? { kind: "percent", value: 100 }),
      // A machine that cannot be scanned is no reason not to look at the next one.
      maxErrors: "100%",
      cutoffBehavior: "CANCEL_TASK",
      taskInvocationParameters: {
        runCommandParameters: {
          comment: "Patchwarden scan",
          // How long a machine may take to fetch the command, not to run it.
          timeoutSeconds: 600,
          // No SnapshotId: a window gives all machines of a run-command task one snapshot by itself.
          parameters: [
            { name: "Operation", values: ["Scan"] },
            { name: "RebootOption", values: ["NoReboot"] },
          ],
          ...keptOutput(work.output),
        },
      },
    },
    { parent: place.parent, ...adopting(place.adopted.task(key), place.region) },
  );
}

/** The fields of a window's run-command task, which are named otherwise than a runbook's. */
function keptOutput({ bucketName, prefix, logGroupName }: CommandOutput = {}) {
  return {
    ...(bucketName === undefined
      ? {}
      : { outputS3Bucket: bucketName, outputS3KeyPrefix: prefix ?? defaultOutputPrefix }),
    ...(logGroupName === undefined
      ? {}
      : {
          cloudwatchConfig: {
            cloudwatchOutputEnabled: true,
            cloudwatchLogGroupName: logGroupName,
          },
        }),
  };
}
