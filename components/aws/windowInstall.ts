/** The tasks of a window that patches: for each ring a gate, run once, and then the node runbook on each machine. */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { InstallRun, WindowWork } from "./maintenanceWindowArgs";
import { shortName } from "./shortName";
import { declareTarget, type Registered, renderRate, type WindowPlace } from "./windowTarget";

type InstallWork = Extract<WindowWork, { kind: "install" }>;

export interface RunTimes {
  /** From the window's start to its end. */
  readonly runMinutes: pulumi.Output<number>;
}

export function declareInstallTasks(
  place: WindowPlace,
  work: InstallWork,
  times: RunTimes,
): Registered {
  const rings = work.runs.map((run) => {
    const target = declareTarget(place, run.patchGroup, [run.patchGroup]);
    const gate = declareGate(place, work, run, times);
    const node = declareNode(place, work, run, { ...times, target });
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
          parameters: [
            { name: "CalendarNames", values: [...run.calendarNames] },
            { name: "PatchGroup", values: [run.patchGroup] },
            { name: "RunMinutes", values: [pulumi.interpolate`${runMinutes}`] },
          ],
        },
      },
    },
    { parent: place.parent },
  );
}

function declareNode(
  place: WindowPlace,
  work: InstallWork,
  run: InstallRun,
  { runMinutes, target }: RunTimes & { readonly target: ssm.MaintenanceWindowTarget },
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
          parameters: nodeParameters(run, runMinutes),
        },
      },
    },
    { parent: place.parent },
  );
}

/** `RESOURCE_ID` and `WINDOW_EXECUTION_ID` are filled in by the window. In the order of their names. */
function nodeParameters(run: InstallRun, runMinutes: pulumi.Output<number>) {
  return [
    { name: "AlwaysReboot", values: [run.reboot === "always" ? "yes" : "no"] },
    { name: "CalendarNames", values: [...run.calendarNames] },
    { name: "InstanceId", values: ["{{RESOURCE_ID}}"] },
    { name: "KeepDays", values: [`${run.recoveryPoint.keepDays}`] },
    // A restart of its own follows when one is asked for in any case; two in a row would help nobody.
    { name: "RebootOption", values: [run.reboot === "ifRequired" ? "RebootIfNeeded" : "NoReboot"] },
    { name: "RecoveryPoint", values: [run.recoveryPoint.required ? "required" : "none"] },
    { name: "RunMinutes", values: [pulumi.interpolate`${runMinutes}`] },
    { name: "WindowExecutionId", values: ["{{WINDOW_EXECUTION_ID}}"] },
  ];
}

function taskName(run: InstallRun, kind: "gate" | "install"): string {
  return shortName(`${run.patchGroup}-${kind}`, 128);
}
