/** The windows of a unit: those that install, with the close of each of their rings, and the scan. */
import type * as pulumi from "@pulumi/pulumi";
import type { AwsWindow } from "../../model/plan";
import { scanWindow } from "../../model/scanWindow";
import { type InstallRun, MaintenanceWindow } from "./maintenanceWindow";
import type { PatchRunbooks } from "./patchRunbooks";
import { plannedOutput } from "./plannedAccount";
import { RunClose } from "./runClose";
import type { UnitContext } from "./unitContext";

/** Their ids, by the window's physical name. */
export function declareWindows(
  context: UnitContext,
  runbooks: PatchRunbooks,
): Record<string, pulumi.Output<string>> {
  const { unit } = context;
  const installs = unit.windows.map((planned) => {
    const window = declareInstall(context, planned, runbooks);
    declareCloses(context, planned, window, runbooks);
    return [planned.name, window] as const;
  });
  const scan = declareScan(context, runbooks);
  return Object.fromEntries([...installs, scan].map(([key, { windowId }]) => [key, windowId]));
}

/** One for each ring in the window: each has a target and a verdict of its own. */
function declareCloses(
  { name, place, tags, opts }: UnitContext,
  { runs }: AwsWindow,
  window: MaintenanceWindow,
  runbooks: PatchRunbooks,
): void {
  for (const { patchGroup } of runs) {
    new RunClose(
      `${name}-${patchGroup}-close`,
      {
        ...place,
        windowId: window.windowId,
        windowTargetId: window.targetIds.apply((ids) => ids[patchGroup] ?? ""),
        closeDocument: runbooks.closeDocument,
        patchGroup,
        roleArn: runbooks.eventRoleArn,
        ...tags,
      },
      opts,
    );
  }
}

function declareInstall(
  { name, place, tags, opts }: UnitContext,
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
            ...(run.settings?.startStopped === true ? { reachStopped: true } : {}),
            concurrency: run.concurrency,
            stopAfter: run.stopAfter,
          }),
        ),
      },
      ...tags,
    },
    opts,
  );
}

function declareScan(
  { name, unit, plan, place, tags, opts }: UnitContext,
  runbooks: PatchRunbooks,
): readonly [string, MaintenanceWindow] {
  // A window of the document may have that name.
  const scan = `${plan.organisation}-scan`;
  const isTaken = unit.windows.some((window) => window.name === scan);
  const windowName = isTaken ? `${scan}-of-compliance` : scan;
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
      ...tags,
    },
    opts,
  );
  return [windowName, window];
}
