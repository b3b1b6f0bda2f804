/** The windows of a unit: those that install, with the close of each of their rings, and the scan. */
import type * as pulumi from "@pulumi/pulumi";
import type { AwsWindow } from "../../../model/plan";
import { present } from "../../../model/present";
import { scanWindow, scanWindowName } from "../../../model/scanWindow";
import type { PatchRunbooks } from "../rings/patchRunbooks";
import { RunClose } from "../rings/runClose";
import {
  type InstallRun,
  MaintenanceWindow,
  type MaintenanceWindowArgs,
} from "../windows/maintenanceWindow";
import { plannedOutput } from "./plannedAccount";
import type { UnitContext } from "./unitContext";

/** Their ids, by the window's physical name. */
export function declareWindows(
  context: UnitContext,
  runbooks: PatchRunbooks,
): Record<string, pulumi.Output<string>> {
  const { unit } = context;
  const installs = unit.windows.map((planned) => {
    const window = declareInstall(context, planned, runbooks);
    declareClose(context, planned, window, runbooks);
    return [planned.name, window] as const;
  });
  const scan = declareScan(context, runbooks);
  return Object.fromEntries([...installs, scan].map(([key, { windowId }]) => [key, windowId]));
}

/** Each ring in the window has a target and a verdict of its own. */
function declareClose(
  { name, place, tags, opts }: UnitContext,
  { name: windowName, runs }: AwsWindow,
  window: MaintenanceWindow,
  { dispatchDocument, eventRoleArn }: PatchRunbooks,
): void {
  const targetIdOf = (patchGroup: string) => window.targetIds.apply((ids) => ids[patchGroup] ?? "");
  new RunClose(
    `${name}-${windowName}-close`,
    {
      ...place,
      windowId: window.windowId,
      windowTargetIds: Object.fromEntries(
        runs.map(({ patchGroup }) => [patchGroup, targetIdOf(patchGroup)]),
      ),
      dispatchDocument,
      roleArn: eventRoleArn,
      ...tags,
    },
    opts,
  );
}

function declareInstall(
  { name, place, tags, opts, adopt }: UnitContext,
  { name: windowName, window, runs }: AwsWindow,
  runbooks: PatchRunbooks,
): MaintenanceWindow {
  return new MaintenanceWindow(
    `${name}-${windowName}`,
    {
      region: place.region,
      windowName,
      schedule: window.schedule,
      timezone: window.timezone,
      durationHours: window.duration / 60,
      cutoffHours: window.cutoff / 60,
      serviceRoleArn: runbooks.windowRoleArn,
      work: {
        kind: "install",
        gateDocument: runbooks.gateDocument,
        nodeDocument: runbooks.nodeDocument,
        runs: runs.map(
          (run): InstallRun => ({
            patchGroup: run.patchGroup,
            ...present({ resourceGroup: runbooks.ringMachines[run.patchGroup] }),
            concurrency: run.concurrency,
            stopAfter: run.stopAfter,
          }),
        ),
      },
      ...adoptedWindow(adopt, windowName),
      ...tags,
    },
    opts,
  );
}

function adoptedWindow(
  { windows = {} }: UnitContext["adopt"],
  name: string,
): Pick<MaintenanceWindowArgs, "adopt"> {
  const adopt = windows[name];
  return adopt === undefined ? {} : { adopt };
}

function declareScan(
  { name, unit, plan, place, tags, opts, adopt }: UnitContext,
  runbooks: PatchRunbooks,
): readonly [string, MaintenanceWindow] {
  const windowName = scanWindowName(unit, plan);
  const window = new MaintenanceWindow(
    `${name}-scan`,
    {
      region: place.region,
      windowName,
      schedule: unit.scan.schedule,
      timezone: unit.scan.timezone,
      ...scanWindow,
      serviceRoleArn: runbooks.windowRoleArn,
      work: { kind: "scan", patchGroups: unit.scan.patchGroups, ...plannedOutput(unit) },
      ...adoptedWindow(adopt, windowName),
      ...tags,
    },
    opts,
  );
  return [windowName, window];
}
