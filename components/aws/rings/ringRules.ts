/** What may be said of a ring's runs. What is wrong here would be found by a run, at night. */
import * as pulumi from "@pulumi/pulumi";
import { checkKeys, type KeysOf } from "../../argumentForms";
import {
  type ArgumentChecks,
  checkGiven,
  oneOf,
  show,
  trueOrFalse,
  wholeNumber,
} from "../../arguments";
import { isMark } from "../baselines/contentMark";
import { calendarIn, documentName } from "../names";
import type { RecoveryRun, RingRun } from "../runbooks/ringRuns";
import type { PatchRunbooksArgs } from "./patchRunbooksArgs";
import { checkRingBefore } from "./ringBeforeRules";

const ringKeys: KeysOf<RingRun> = {
  ringBefore: true,
  alarmNames: "list",
  approval: true,
  runMinutes: true,
  calendarArns: "list",
  baselines: "list",
  reboot: true,
  nodeMinutes: true,
  startStopped: true,
  download: true,
  recoveryPoint: true,
  hooks: true,
  healthCheck: true,
  onFailure: true,
};

export function checkRing(
  checks: ArgumentChecks,
  args: PatchRunbooksArgs,
  patchGroup: string,
  ring: RingRun,
): void {
  const at = `rings["${patchGroup}"]`;
  if (!args.patchGroups.includes(patchGroup)) {
    checks.refuse(at, `must be one of patchGroups, got ${show(patchGroup)}`);
  }
  if (!checkKeys(checks, at, ring, ringKeys)) return;
  checkRingBefore(checks, `${at}.ringBefore`, args, patchGroup, ring.ringBefore);
  checkGate(checks, at, args, ring);
  checkMachines(checks, at, ring);
  checkHooks(checks, at, ring);
  checkRecovery(checks, `${at}.recoveryPoint`, ring.recoveryPoint);
}

function checkGate(
  checks: ArgumentChecks,
  at: string,
  { approval, calendarArns, region }: PatchRunbooksArgs,
  ring: RingRun,
): void {
  checks.check(`${at}.approval`, ring.approval ?? false, trueOrFalse);
  if (ring.approval === true && approval === undefined) {
    checks.refuse(`${at}.approval`, "asks for people, and approval names none");
  }
  if (ring.alarmNames !== undefined) checkAlarms(checks, `${at}.alarmNames`, ring.alarmNames);
  checkMarks(checks, `${at}.baselines`, ring.baselines ?? []);
  checkOwn(checks, `${at}.calendarArns`, { calendarArns, region }, ring.calendarArns);
}

/** SSM registers a patch group with one baseline a system: with two marks of one, any of them would do. */
function checkMarks(
  checks: ArgumentChecks,
  at: string,
  marks: NonNullable<RingRun["baselines"]>,
): void {
  for (const [index, mark] of marks.entries()) checks.check(`${at}[${index}]`, mark, isMark);
  checks.check<readonly string[]>(at, marks as never, (known) => {
    const systems = known.map((mark) => String(mark).split(" ")[0]);
    const twice = systems.find((system, index) => systems.indexOf(system) !== index);
    return twice === undefined ? undefined : `must have one mark a system, got two of ${twice}`;
  });
}

/** Calendars of the ring's own, which are some of the component's. */
function checkOwn(
  checks: ArgumentChecks,
  at: string,
  { calendarArns, region }: Pick<PatchRunbooksArgs, "calendarArns" | "region">,
  given: RingRun["calendarArns"],
): void {
  const own = given ?? calendarArns;
  if (own.length === 0) {
    checks.refuse(at, "must name a Change Calendar, or be left out for all");
  }
  const isPlain = calendarArns.every((arn) => typeof arn === "string");
  for (const [index, arn] of isPlain ? [] : (given ?? []).entries()) {
    checks.check(`${at}[${index}]`, arn, calendarIn(region));
  }
  const odd = own.find((arn) => typeof arn !== "string" && !pulumi.Output.isInstance(arn));
  if (odd !== undefined) checks.refuse(at, `must hold Change Calendars' ARNs, got ${show(odd)}`);
  const stray = own.find((arn) => typeof arn === "string" && !calendarArns.includes(arn));
  if (isPlain && stray !== undefined) {
    checks.refuse(at, `must be of calendarArns, got ${show(stray)}`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
function checkAlarms(checks: ArgumentChecks, at: string, alarms: readonly string[]): void {
  if (alarms.length > 50) {
    checks.refuse(at, `must be at most 50, which one question asks for, got ${alarms.length}`);
  }
  const odd = alarms.find((name) => typeof name !== "string" || !/^.{1,255}$/.test(name));
  if (odd !== undefined) {
    checks.refuse(at, `must be names of 1–255 characters, got ${show(odd)}`);
  }
}

function checkMachines(checks: ArgumentChecks, at: string, ring: RingRun): void {
  const { runMinutes = 1440, nodeMinutes = 60 } = ring;
  // A window lasts a day at most.
  checks.check(`${at}.runMinutes`, runMinutes, wholeNumber(1, 1440));
  checks.check(`${at}.nodeMinutes`, nodeMinutes, wholeNumber(1, 1440));
  if (nodeMinutes > runMinutes) {
    checks.refuse(
      `${at}.nodeMinutes`,
      `must be at most runMinutes, ${show(runMinutes)}, or no machine is ever begun; got ${show(nodeMinutes)}`,
    );
  }
  checks.check(`${at}.startStopped`, ring.startStopped ?? false, trueOrFalse);
  checks.check(`${at}.download`, ring.download ?? false, trueOrFalse);
  const reboot = ring.reboot ?? "ifRequired";
  checks.check(`${at}.reboot`, reboot, oneOf(["ifRequired", "never", "always"]));
  checks.check(`${at}.onFailure`, ring.onFailure ?? "stop", oneOf(["stop", "restore"]));
}

const hookKeys: KeysOf<NonNullable<RingRun["hooks"]>> = { before: true, after: true, onExit: true };

function checkHooks(
  checks: ArgumentChecks,
  at: string,
  { hooks = {}, healthCheck }: RingRun,
): void {
  if (checkKeys(checks, `${at}.hooks`, hooks, hookKeys)) {
    for (const [when, document] of Object.entries(hooks)) {
      if (Object.hasOwn(hookKeys, when))
        checkGiven(checks, `${at}.hooks.${when}`, document, documentName);
    }
  }
  if (healthCheck !== undefined) checks.check(`${at}.healthCheck`, healthCheck, documentName);
}

const recoveryKeys: KeysOf<RecoveryRun> = {
  required: true,
  keepDays: true,
  when: true,
  maxAgeHours: true,
  hybrid: true,
  autoScaling: true,
};

function checkRecovery(checks: ArgumentChecks, at: string, point: RecoveryRun = {}): void {
  if (!checkKeys(checks, at, point, recoveryKeys)) return;
  const { required = true, keepDays = 14, when = "before", maxAgeHours = 24 } = point;
  checks.check(`${at}.required`, required, trueOrFalse);
  checks.check(`${at}.keepDays`, keepDays, wholeNumber(required ? 1 : 0, 36_500));
  checks.check(`${at}.when`, when, oneOf(["before", "inWindow"]));
  checks.check(`${at}.maxAgeHours`, maxAgeHours, wholeNumber(1, 8760));
  checks.check(`${at}.hybrid`, point.hybrid ?? "refuse", oneOf(["skip", "refuse"]));
  checks.check(`${at}.autoScaling`, point.autoScaling ?? "refuse", oneOf(["skip", "refuse"]));
}
