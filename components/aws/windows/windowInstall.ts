/** The tasks of a window that patches: for each ring a gate, run once, and then the node runbook on each machine. */
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { adopting } from "../adoption";
import { shortName } from "../shortName";
import type { InstallRun, WindowWork } from "./maintenanceWindowArgs";
import {
  declareGroupTarget,
  declareTarget,
  type Registered,
  renderRate,
  type WindowPlace,
} from "./windowTarget";

type InstallWork = Extract<WindowWork, { kind: "install" }>;

export interface RunTimes {
  /** From the window's start to its end. */
  readonly runMinutes: pulumi.Input<string>;
}

export function declareInstallTasks(
  place: WindowPlace,
  work: InstallWork,
  times: RunTimes,
): Registered {
  const rings = work.runs.map((run) => {
    const target = declareRingTarget(place, run);
    const gate = declareGate(place, work, run, times);
    const node = declareNode(place, work, run, target);
    return { run, target, gate, node };
  });
  return {
    targetIds: Object.fromEntries(rings.map(({ run, target }) => [run.patchGroup, target.id])),
    taskIds: Object.fromEntries(
      rings.flatMap(({ run, gate, node }) => [
        [`${run.patchGroup}-gate`, gate.windowTaskId],
        [`${run.patchGroup}-install`, node.windowTaskId],
      ]),
    ),
  };
}

function declareRingTarget(
  place: WindowPlace,
  { patchGroup, resourceGroup }: InstallRun,
): ssm.MaintenanceWindowTarget {
  return resourceGroup === undefined
    ? declareTarget(place, patchGroup, [patchGroup])
    : declareGroupTarget(place, patchGroup, resourceGroup);
}

/** Priorities begin at 1: the provider drops a 0. */
function declareGate(
  place: WindowPlace,
  work: InstallWork,
  run: InstallRun,
  { runMinutes }: RunTimes,
): ssm.MaintenanceWindowTask {
  return new ssm.MaintenanceWindowTask(
    `${place.name}-${run.patchGroup}-gate`,
    {
      region: place.region,
      windowId: place.windowId,
      name: taskName(run, "gate"),
      taskType: "AUTOMATION",
      taskArn: work.gateDocument,
      priority: 1,
      serviceRoleArn: place.serviceRoleArn,
      cutoffBehavior: "CANCEL_TASK",
      // No targets, and so no rates: SSM runs it once.
      taskInvocationParameters: {
        automationParameters: {
          documentVersion: "$DEFAULT",
          parameters: inOrder({
            PatchGroup: [run.patchGroup],
            RunMinutes: [runMinutes],
            WindowExecutionId: ["{{WINDOW_EXECUTION_ID}}"],
          }),
        },
      },
    },
    adoptingTask(place, run, "gate"),
  );
}

/** `RESOURCE_ID` and `WINDOW_EXECUTION_ID` are filled in by the window. */
function declareNode(
  place: WindowPlace,
  work: InstallWork,
  run: InstallRun,
  target: ssm.MaintenanceWindowTarget,
): ssm.MaintenanceWindowTask {
  return new ssm.MaintenanceWindowTask(
    `${place.name}-${run.patchGroup}-install`,
    {
      region: place.region,
      windowId: place.windowId,
      name: taskName(run, "install"),
      taskType: "AUTOMATION",
      taskArn: work.nodeDocument,
      priority: 2,
      serviceRoleArn: place.serviceRoleArn,
      targets: [{ key: "WindowTargetIds", values: [target.id] }],
      maxConcurrency: renderRate(run.concurrency),
      maxErrors: renderRate(run.stopAfter),
      // Nothing new starts in the last hours; what runs goes on to its end.
      cutoffBehavior: "CANCEL_TASK",
      taskInvocationParameters: {
        automationParameters: {
          documentVersion: "$DEFAULT",
          parameters: inOrder({
            InstanceId: ["{{RESOURCE_ID}}"],
            PatchGroup: [run.patchGroup],
            WindowExecutionId: ["{{WINDOW_EXECUTION_ID}}"],
          }),
        },
      },
    },
    adoptingTask(place, run, "install"),
  );
}

/** SSM gives parameters back in the order of their names. */
function inOrder(parameters: Readonly<Record<string, readonly pulumi.Input<string>[]>>) {
  return Object.keys(parameters)
    .sort()
    .map((name) => ({ name, values: [...(parameters[name] ?? [])] }));
}

/** Options of a task, which may exist already. */
function adoptingTask({ parent, region, adopted }: WindowPlace, run: InstallRun, kind: Kind) {
  return { parent, ...adopting(adopted.task(`${run.patchGroup}-${kind}`), region) };
}

type Kind = "gate" | "install";

function taskName(run: InstallRun, kind: Kind): string {
  return shortName(`${run.patchGroup}-${kind}`, 128);
}
