/** Everything that a plan deploys into one AWS account and region. */
import type * as pulumi from "@pulumi/pulumi";
import type { AwsBaseline, AwsUnit, AwsWindow, Plan } from "../../model/plan";
import { scanWindow } from "../../model/scanWindow";
import type { Tags } from "../tags";
import { backupGapDays } from "./backupSchedule";
import { ChangeCalendar } from "./changeCalendar";
import { ComplianceRules } from "./complianceRules";
import { type InstallRun, MaintenanceWindow } from "./maintenanceWindow";
import { PatchBaseline } from "./patchBaseline";
import { PatchGroup } from "./patchGroup";
import { PatchRunbooks } from "./patchRunbooks";
import { plannedBaselineArgs } from "./plannedBaseline";
import { plannedRings } from "./plannedRings";
import { RunClose } from "./runClose";
import { shortName } from "./shortName";
import { SnapshotPolicy, type SnapshotRule } from "./snapshotPolicy";

export interface AwsUnitOptions {
  readonly parent: pulumi.Resource;
  readonly provider?: pulumi.ProviderResource;
  /** @default {} */
  readonly tags?: Tags;
}

/** Ids and ARNs that others attach to. */
export interface DeclaredAwsUnit {
  /** By the baseline's physical name. */
  readonly baselineIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** By the window's physical name; the scan's too. */
  readonly windowIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly calendarNames: readonly pulumi.Output<string>[];
  readonly gateDocument: pulumi.Output<string>;
  readonly nodeDocument: pulumi.Output<string>;
  readonly vaultArn: pulumi.Output<string>;
  readonly ruleArns: pulumi.Output<Record<string, string>>;
}

/** Hours between a backup and its window: one to begin in, two to finish in, one to spare. */
const leadHours = 4;

/** What the declarations of one unit have in common. */
interface UnitContext {
  readonly name: string;
  readonly unit: AwsUnit;
  readonly plan: Plan;
  readonly place: { readonly accountId: string; readonly region: string };
  readonly tags: { readonly tags?: Tags };
  readonly opts: pulumi.ComponentResourceOptions;
}

/** `name` begins the name of every resource, and so is part of their identity. */
export function declareAwsUnit(
  name: string,
  unit: AwsUnit,
  plan: Plan,
  options: AwsUnitOptions,
): DeclaredAwsUnit {
  const { parent, provider, tags } = options;
  const context: UnitContext = {
    name,
    unit,
    plan,
    place: { accountId: unit.accountId, region: unit.region },
    tags: tags === undefined ? {} : { tags },
    opts: provider === undefined ? { parent } : { parent, provider },
  };
  const baselineIds = declareBaselines(context);
  const snapshots = declareSnapshots(context);
  const calendars = declareCalendars(context);
  const runbooks = declareRunbooks(context, snapshots, calendars);
  const windowIds = declareWindows(context, runbooks, calendars);
  const rules = declareRules(context);
  return {
    baselineIds,
    windowIds,
    calendarNames: [...calendars.values()].map((calendar) => calendar.calendarName),
    gateDocument: runbooks.gateDocument,
    nodeDocument: runbooks.nodeDocument,
    vaultArn: snapshots.vaultArn,
    ruleArns: rules.ruleArns,
  };
}

function declareBaselines(context: UnitContext): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    context.unit.baselines.map((baseline) => [baseline.name, declareBaseline(context, baseline)]),
  );
}

function declareBaseline(context: UnitContext, baseline: AwsBaseline): pulumi.Output<string> {
  const { name, place, tags, opts } = context;
  const { baselineId } = new PatchBaseline(
    `${name}-${baseline.name}`,
    { region: place.region, ...plannedBaselineArgs(baseline), ...tags },
    opts,
  );
  for (const patchGroup of baseline.patchGroups) {
    // Named by ring and system, not by baseline: a ring that moves to another baseline stays itself.
    const system = baseline.operatingSystem.toLowerCase();
    new PatchGroup(
      `${name}-${patchGroup}-${system}`,
      { region: place.region, patchGroup, baselineId },
      opts,
    );
  }
  return baselineId;
}

function declareSnapshots({ name, unit, place, tags, opts }: UnitContext): SnapshotPolicy {
  const rules = unit.windows.flatMap(snapshotRules);
  return new SnapshotPolicy(name, { ...place, rules, leadHours, ...tags }, opts);
}

/** One rule for each length of keeping among the runs of a window that need a recovery point. */
function snapshotRules({ name, window, runs }: AwsWindow): readonly SnapshotRule[] {
  const needing = runs.filter((run) => run.recoveryPoint.required);
  const lengths = new Set(needing.map((run) => run.recoveryPoint.keepDays));
  return [...lengths].map((keepDays) => ({
    name: shortName(`${name}-keep-${keepDays}d`, 40),
    patchGroups: needing
      .filter((run) => run.recoveryPoint.keepDays === keepDays)
      .map((run) => run.patchGroup),
    before: window.schedule,
    timezone: window.timezone,
    keepDays,
  }));
}

/** Under the empty key the freezes of every group, under a group's name those of its own. */
type Calendars = ReadonlyMap<string, ChangeCalendar>;

function declareCalendars({ name, unit, plan, place, tags, opts }: UnitContext): Calendars {
  const groups = new Set(unit.windows.flatMap(({ runs }) => runs.map((run) => run.group)));
  const ofGroup = (group: string) =>
    plan.freezes.filter((freeze) => freeze.groups?.includes(group) ?? false);
  const frozen = [...groups].filter((group) => ofGroup(group).length > 0).sort();
  const declare = (key: string, freezes: Plan["freezes"], title: string) =>
    new ChangeCalendar(
      [name, "freezes", ...(key === "" ? [] : [key])].join("-"),
      { region: place.region, freezes, title, ...tags },
      opts,
    );
  const common = plan.freezes.filter((freeze) => freeze.groups === undefined);
  return new Map([
    ["", declare("", common, `${plan.organisation}: freezes`)],
    ...frozen.map(
      (group) =>
        [
          group,
          declare(group, ofGroup(group), `${plan.organisation}: freezes of ${group}`),
        ] as const,
    ),
  ]);
}

function declareRunbooks(
  { name, unit, plan, place, tags, opts }: UnitContext,
  snapshots: SnapshotPolicy,
  calendars: Calendars,
): PatchRunbooks {
  return new PatchRunbooks(
    name,
    {
      ...place,
      patchGroups: unit.scan.patchGroups,
      calendarArns: [...calendars.values()].map((calendar) => calendar.calendarArn),
      vault: { name: snapshots.vaultName, arn: snapshots.vaultArn },
      backupRoleArn: snapshots.roleArn,
      rings: plannedRings(unit, plan, leadHours),
      ...tags,
    },
    opts,
  );
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
        parameters: runbooks.ringParameters[patchGroup]?.close ?? {},
        roleArn: runbooks.eventRoleArn,
        ...tags,
      },
      opts,
    );
  }
}

function declareWindows(
  context: UnitContext,
  runbooks: PatchRunbooks,
  calendars: Calendars,
): Record<string, pulumi.Output<string>> {
  const { unit } = context;
  const installs = unit.windows.map((planned) => {
    const window = declareInstall(context, planned, runbooks, calendars);
    declareCloses(context, planned, window, runbooks);
    return [planned.name, window] as const;
  });
  const scan = declareScan(context, runbooks);
  return Object.fromEntries([...installs, scan].map(([key, { windowId }]) => [key, windowId]));
}

function declareInstall(
  { name, place, tags, opts }: UnitContext,
  { name: windowName, window, runs }: AwsWindow,
  runbooks: PatchRunbooks,
  calendars: Calendars,
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
            concurrency: run.concurrency,
            stopAfter: run.stopAfter,
            reboot: run.reboot,
            recoveryPoint: run.recoveryPoint,
            calendarNames: [calendars.get(""), calendars.get(run.group)].flatMap((calendar) =>
              calendar === undefined ? [] : [calendar.calendarName],
            ),
            ...parametersOf(runbooks, run.patchGroup),
          }),
        ),
      },
      ...tags,
    },
    opts,
  );
}

function parametersOf({ ringParameters }: PatchRunbooks, patchGroup: string) {
  const parameters = ringParameters[patchGroup];
  return parameters === undefined ? {} : { parameters };
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
      work: { kind: "scan", patchGroups: unit.scan.patchGroups },
      ...tags,
    },
    opts,
  );
  return [windowName, window];
}

function declareRules({ name, unit, place, tags, opts }: UnitContext): ComplianceRules {
  const recoveryPoints = unit.windows.flatMap(({ window, runs }) => {
    // A day more than the backups lie apart; AWS Config judges no age above 31 days.
    const maxAgeDays = backupGapDays(window.schedule, leadHours) + 1;
    return maxAgeDays > 31
      ? []
      : runs
          .filter((run) => run.recoveryPoint.required)
          .map(({ patchGroup }) => ({ patchGroup, maxAgeDays }));
  });
  return new ComplianceRules(
    name,
    { ...place, recorder: unit.recorder, recoveryPoints, ...tags },
    opts,
  );
}
