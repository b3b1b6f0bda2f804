/**
 * What a ring's policy demands of its runs, as it stands in one parameter of Parameter Store: a flat JSON text that the
 * deployment writes and the runbooks read. Nested braces would look like a reference to Systems Manager.
 */
import { listKeys, type RingRun, type VerdictPlace, verdictsBefore } from "./ringRuns";
import { verdictPlaces } from "./verdictPlaces";

/** Counted up when a setting is added or means something else: runbooks refuse the settings of another version. */
export const settingsVersion = 3;

const asked = ["asked", "none"] as const;
const yesOrNo = ["yes", "no"] as const;
const skipOrRefuse = ["skip", "refuse"] as const;

/** Every setting, with the form that a runbook insists on: one of some words, any text, a whole number from 0, or a list. */
export const settingForms = {
  WindowSession: "text",
  CalendarNames: "filled list",
  MostMinutes: "number",
  Alarms: asked,
  AlarmNames: "list",
  RingBefore: asked,
  RingBeforePath: "text",
  RingBeforeVerdicts: "list",
  RingBeforeMaxAgeHours: "number",
  Approval: asked,
  RecordBefore: "text",
  PatchRecord: "text",
  PatchLists: "text",
  SoakMinutes: "number",
  NodeMinutes: "number",
  StartStopped: yesOrNo,
  Download: yesOrNo,
  RecoveryPoint: ["before", "inWindow", "none"],
  RecoveryMaxAgeHours: "number",
  KeepDays: "number",
  Hybrid: skipOrRefuse,
  AutoScaling: skipOrRefuse,
  Baseline: asked,
  BaselineMarks: "list",
  RebootOption: ["RebootIfNeeded", "NoReboot"],
  AlwaysReboot: yesOrNo,
  HookBeforeDocument: "text",
  HookAfterDocument: "text",
  HookOnExitDocument: "text",
  HealthCheckDocument: "text",
  OnFailure: ["stop", "restore"],
} as const satisfies Readonly<
  Record<string, "text" | "number" | "list" | "filled list" | readonly string[]>
>;

export type SettingName = keyof typeof settingForms;

type Value<Form> = Form extends readonly (infer Word)[]
  ? Word
  : Form extends "number"
    ? number
    : Form extends "text"
      ? string
      : readonly string[];

export type RingSettings = {
  readonly [Name in SettingName]: Value<(typeof settingForms)[Name]>;
};

/**
 * @param calendarNames names or ARNs of the Change Calendars that the ring asks.
 * @param marks of the baselines that the ring's machines are patched by; undefined where nobody asks.
 * @param windowSession how the ARN of a session of the window's role begins.
 */
export function ringSettings(
  at: VerdictPlace,
  patchGroup: string,
  rings: Readonly<Record<string, RingRun>>,
  calendarNames: readonly string[],
  windowSession: string,
  marks?: readonly string[],
): RingSettings {
  const run = rings[patchGroup] ?? {};
  return {
    WindowSession: windowSession,
    CalendarNames: calendarNames,
    MostMinutes: run.runMinutes ?? 1440,
    ...gateChecks(run, verdictsBefore(at, run)),
    ...lists(at.prefix, patchGroup, rings),
    Baseline: marks === undefined ? "none" : "asked",
    BaselineMarks: marks ?? [],
    ...machineSteps(run),
    ...recovery(run),
  };
}

/** The text of the parameter. */
export function settingsText(patchGroup: string, settings: RingSettings): string {
  return JSON.stringify({ Version: settingsVersion, PatchGroup: patchGroup, ...settings });
}

function gateChecks(
  { alarmNames = [], ringBefore, approval }: RingRun,
  verdicts: readonly string[],
) {
  const { path, lines } = verdictPlaces(verdicts, ringBefore?.patchGroup ?? "");
  return {
    Alarms: alarmNames.length === 0 ? "none" : "asked",
    AlarmNames: alarmNames,
    RingBefore: ringBefore === undefined ? "none" : "asked",
    RingBeforePath: path,
    RingBeforeVerdicts: lines,
    RingBeforeMaxAgeHours: ringBefore?.maxAgeHours ?? 0,
    Approval: approval === true ? "asked" : "none",
  } as const;
}

/** Keys of S3, or `none`: a ring's own record where another ring waits for it, and the lists that it installs from. */
function lists(prefix: string, patchGroup: string, rings: Readonly<Record<string, RingRun>>) {
  const own = listKeys(prefix, patchGroup);
  const before = rings[patchGroup]?.ringBefore;
  const isListed = before?.soakMinutes !== undefined;
  const isAwaited = Object.values(rings).some(
    ({ ringBefore }) =>
      ringBefore?.soakMinutes !== undefined && ringBefore.patchGroup === patchGroup,
  );
  return {
    RecordBefore: isListed ? listKeys(prefix, before.patchGroup).record : "none",
    PatchRecord: isAwaited ? own.record : "none",
    PatchLists: isListed ? own.lists : "none",
    SoakMinutes: before?.soakMinutes ?? 0,
  };
}

function machineSteps(run: RingRun) {
  const reboot = run.reboot ?? "ifRequired";
  return {
    NodeMinutes: run.nodeMinutes ?? 60,
    StartStopped: yesNo(run.startStopped),
    Download: yesNo(run.download),
    // A restart of its own follows when one is asked for in any case; two in a row would help nobody.
    RebootOption: reboot === "ifRequired" ? "RebootIfNeeded" : "NoReboot",
    AlwaysReboot: yesNo(reboot === "always"),
    HookBeforeDocument: run.hooks?.before ?? "none",
    HookAfterDocument: run.hooks?.after ?? "none",
    HookOnExitDocument: run.hooks?.onExit ?? "none",
    HealthCheckDocument: run.healthCheck ?? "none",
    OnFailure: run.onFailure ?? "stop",
  } as const;
}

function recovery({ recoveryPoint = {} }: RingRun) {
  const { required = true, when = "before", keepDays = 14 } = recoveryPoint;
  return {
    RecoveryPoint: required ? when : "none",
    RecoveryMaxAgeHours: recoveryPoint.maxAgeHours ?? 24,
    KeepDays: keepDays,
    Hybrid: recoveryPoint.hybrid ?? "refuse",
    AutoScaling: recoveryPoint.autoScaling ?? "refuse",
  } as const;
}

function yesNo(value: boolean | undefined): "yes" | "no" {
  return value === true ? "yes" : "no";
}
