/**
 * Patches one machine of a ring: only in a run that the gate has opened, while the group's alarms are OK, with enough time left and a
 * recovery point, and with time and calendar looked at again before the installation; then a fresh scan and the team's health check. Outside a window, run
 * the gate first with an id of your own.
 */
import { runLimits } from "../../../model/runLimits";
import { calendarStep } from "./calendarSteps";
import { endSteps } from "./endSteps";
import { alarmSteps } from "./gateChecks";
import { ownDocumentSteps } from "./hookSteps";
import { type ListOptions, takeSteps } from "./listSteps";
import { machineParameters, machineSteps } from "./machineSteps";
import { installSteps } from "./patchSteps";
import { place } from "./places";
import { machineOfRing, readRing, setting } from "./readRing";
import type { RecoveryOptions } from "./recoveryJob";
import { recoverySteps } from "./recoverySteps";
import type { SettingName } from "./ringSettings";
import type { CommandOutput, Runbook, RunbookParameters, Step } from "./runbook";
import { runOfMachine } from "./runStart";
import { scanSteps } from "./scanSteps";
import { beforeInstall } from "./timeSteps";
import { runParameters, verdictSteps } from "./verdict";

export interface NodeRunbookOptions extends Omit<RecoveryOptions, "following"> {
  /** ARN of the role of the node runbook. */
  readonly assumeRole: string;
  /** Path of the parameters with settings and verdicts. */
  readonly prefix: string;
  /** Names of the Command document that checks before, and of the runbook that restores. */
  readonly prestageDocument: string;
  readonly restoreDocument: string;
  /** @default {} */
  readonly output?: CommandOutput;
  /** @default - no ring installs from lists */
  readonly lists?: ListOptions;
}

const nodeParameters: RunbookParameters = {
  ...runParameters,
  ...machineParameters,
};

const nodeSettings: readonly SettingName[] = [
  "WindowSession",
  "CalendarNames",
  "Alarms",
  "AlarmNames",
  "NodeMinutes",
  "StartStopped",
  "Download",
  "RecoveryPoint",
  "RecoveryMaxAgeHours",
  "KeepDays",
  "Hybrid",
  "AutoScaling",
  "RebootOption",
  "AlwaysReboot",
  "HookBeforeDocument",
  "HookAfterDocument",
  "HookOnExitDocument",
  "HealthCheckDocument",
  "OnFailure",
];

export function nodeRunbook(options: NodeRunbookOptions): Runbook {
  const { output = {}, lists } = options;
  const listed = lists !== undefined;
  return {
    description:
      "Patches one machine: verdict, checks, recovery point, installation, scan, health.",
    assumeRole: options.assumeRole,
    parameters: nodeParameters,
    variables: {
      Started: "no",
      RecoveryPointArn: "none",
      ...(listed ? { PatchList: "none" } : {}),
    },
    steps: [
      readRing(options.prefix, [...nodeSettings, ...(listed ? (["PatchLists"] as const) : [])]),
      runOfMachine,
      machineOfRing(true),
      ...verdictSteps(options.prefix),
      calendarStep({ until: "{{ GateOpenedThisRun.Until }}" }),
      // A run goes on for hours: what the ring's first machines have broken spares the others.
      ...alarmSteps({ following: "WhetherHybrid" }),
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
    parameters: { download: [setting("Download")] },
    output,
    timeoutSeconds: runLimits.prestage * 60,
    onFailure: place.stopAgain,
    onCancel: place.stopAgain,
  };
}
