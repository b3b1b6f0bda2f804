/**
 * Patches one machine of a ring: only in a run that the gate has opened, with enough time left and a recovery point, and
 * with both looked at again before the installation; then a fresh scan and the team's health check. Outside a window, run
 * the gate first with a UUID.
 */
import { runLimits } from "../../../model/runLimits";
import { calendarParameters, calendarStep } from "./calendarSteps";
import { endParameters, endSteps } from "./endSteps";
import { ownDocument, ownDocumentSteps } from "./hookSteps";
import { type ListOptions, takeParameters, takeSteps } from "./listSteps";
import { machineParameters, machineSteps } from "./machineSteps";
import { installSteps, patchParameters } from "./patchSteps";
import { place } from "./places";
import type { RecoveryOptions } from "./recoveryJob";
import { recoveryParameters, recoverySteps } from "./recoverySteps";
import type { CommandOutput, Runbook, RunbookParameters, Step } from "./runbook";
import { scanSteps } from "./scanSteps";
import { beforeInstall } from "./timeSteps";
import { gateVerdictParameter, runParameters, verdictSteps } from "./verdict";

export interface NodeRunbookOptions extends Omit<RecoveryOptions, "following"> {
  /** ARN of the role of the node runbook. */
  readonly assumeRole: string;
  /** Names of the Command document that checks before, and of the runbook that restores. */
  readonly prestageDocument: string;
  readonly restoreDocument: string;
  /** @default {} */
  readonly output?: CommandOutput;
  /** @default - no ring installs from lists */
  readonly lists?: ListOptions;
}

const nodeParameters: RunbookParameters = {
  ...machineParameters,
  WindowExecutionId: runParameters.WindowExecutionId,
  GateVerdict: gateVerdictParameter,
  NodeMinutes: {
    type: "Integer",
    description: "Minutes that one machine takes; with less time left it is not begun.",
  },
  ...calendarParameters,
  Download: {
    type: "String",
    description: "Whether packages are fetched before anything is changed.",
    allowedValues: ["yes", "no"],
    default: "no",
  },
  ...recoveryParameters,
  ...patchParameters,
  HookBeforeDocument: ownDocument("that runs before the installation"),
  HookAfterDocument: ownDocument("that runs after the installation"),
  HookOnExitDocument: ownDocument("that runs at the end, however the run went"),
  HealthCheckDocument: ownDocument("that fails when the machine's service is not well"),
  ...endParameters,
};

export function nodeRunbook(options: NodeRunbookOptions): Runbook {
  const { output = {}, lists } = options;
  const listed = lists !== undefined;
  return {
    description:
      "Patches one machine: verdict, checks, recovery point, installation, scan, health.",
    assumeRole: options.assumeRole,
    parameters: { ...nodeParameters, ...(listed ? takeParameters : {}) },
    variables: {
      Started: "no",
      RecoveryPointArn: "none",
      ...(listed ? { PatchList: "none" } : {}),
    },
    steps: [
      ...verdictSteps,
      calendarStep({ until: "{{ GateOpenedThisRun.Until }}" }),
      ...machineSteps,
      ...(listed ? takeSteps(lists, "Prestage") : []),
      prestage(options.prestageDocument, output),
      ...recoverySteps({ ...options, following: "WhetherHookBefore" }),
      ...ownDocumentSteps({
        name: "HookBefore",
        description: "The team's own steps before the installation.",
        following: "TimeToInstall",
        onFailure: place.exit,
        onCancel: place.exit,
        output,
      }),
      ...beforeInstall,
      ...installSteps(output, "WhetherHookAfter", listed),
      ...ownDocumentSteps({
        name: "HookAfter",
        description: "The team's own steps after the installation.",
        following: "BeforeScan",
        onFailure: place.broken,
        onCancel: place.exit,
        output,
      }),
      ...scanSteps(output, "WhetherHealthCheck", listed),
      ...ownDocumentSteps({
        name: "HealthCheck",
        description: "On the machine: scripts of an automation run outside its network.",
        following: place.exit,
        onFailure: place.broken,
        onCancel: place.exit,
        output,
      }),
      ...endSteps(options.restoreDocument, output),
    ],
  };
}

function prestage(document: string, output: CommandOutput): Step {
  return {
    name: "Prestage",
    action: "aws:runCommand",
    description:
      "Room on the disk, repositories that answer, packages where the system fetches them.",
    document,
    instanceIds: ["{{ InstanceId }}"],
    parameters: { download: ["{{ Download }}"] },
    output,
    timeoutSeconds: runLimits.prestage * 60,
    onFailure: place.stopAgain,
    onCancel: place.stopAgain,
  };
}
