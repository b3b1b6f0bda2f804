/** What SSM accepts in a maintenance window, its targets and its tasks. */
import type * as pulumi from "@pulumi/pulumi";
import type { Rate } from "../../model/plan";
import { type ArgumentChecks, matching, oneOf, type Rule, show, wholeNumber } from "../arguments";
import { checkTags } from "../tags";
import { checkAdoptedWindow } from "./adoption";
import { checkDescription } from "./description";
import type { InstallRun, MaintenanceWindowArgs } from "./maintenanceWindowArgs";
import { checkRegion, roleArn } from "./place";
import { checkSchedule, isTimeZone } from "./scheduleRules";
import { checkDates } from "./windowDates";

/** SSM takes 20 tasks a window: a scan needs one for fifty rings, a ring's patch run two. */
const tasksPerWindow = 20;

interface WindowTimes {
  readonly durationHours: pulumi.Input<number>;
  readonly cutoffHours: pulumi.Input<number>;
}

/** Records every fault, and returns what may be an Output with its value checked. */
export function checkWindow(
  checks: ArgumentChecks,
  name: string,
  args: MaintenanceWindowArgs,
): WindowTimes & Partial<MaintenanceWindowArgs> {
  checkRegion(checks, args.region);
  checks.check(
    "windowName",
    args.windowName ?? name,
    matching(/^[a-zA-Z0-9_\-.]{3,128}$/, "3–128 letters, digits, _, - and ."),
  );
  checkSchedule(checks, args.schedule, "schedule");
  checks.check("timezone", args.timezone, isTimeZone);
  checkWork(checks, args);
  checkAdoptedWindow(checks, args.adopt, args.work);
  const tags = checkTags(checks, args.tags);
  return {
    ...checkTimes(checks, args),
    ...checkDates(checks, args),
    serviceRoleArn: checks.check("serviceRoleArn", args.serviceRoleArn, roleArn),
    description: checkDescription(checks, args.description, 128),
    ...(tags === undefined ? {} : { tags }),
  };
}

function checkTimes(checks: ArgumentChecks, args: MaintenanceWindowArgs): WindowTimes {
  const durationHours = checks.check("durationHours", args.durationHours, wholeNumber(1, 24));
  const cutoffHours = checks.check("cutoffHours", args.cutoffHours, wholeNumber(0, 23));
  type Pair = readonly [cutoff: number, duration: number];
  // Either may be an Output: the pair is then judged in apply, and the cutoff carries the verdict.
  const pair = [cutoffHours, durationHours] as unknown as pulumi.Input<Pair>;
  const checked = checks.check<Pair>("cutoffHours", pair, ([cutoff, duration]) =>
    cutoff < duration
      ? undefined
      : `must be less than durationHours (${duration}), got ${cutoff}; nothing would ever start`,
  );
  return { durationHours, cutoffHours: first(checked, cutoffHours) };
}

/** The first of a checked pair, where its check waits in an Output. */
function first(
  pair: pulumi.Input<readonly [number, number]>,
  plain: pulumi.Input<number>,
): pulumi.Input<number> {
  return Array.isArray(pair)
    ? plain
    : (pair as pulumi.Output<readonly [number, number]>).apply(([value]) => value);
}

function checkWork(checks: ArgumentChecks, { work }: MaintenanceWindowArgs): void {
  const groups = work.kind === "scan" ? work.patchGroups : work.runs.map((run) => run.patchGroup);
  const path = work.kind === "scan" ? "work.patchGroups" : "work.runs";
  const resourceGroups = work.kind === "scan" ? (work.resourceGroups ?? []) : [];
  if (groups.length + resourceGroups.length === 0) {
    checks.refuse(path, "must name a patch group, got none");
  }
  checkNames(checks, groups, path, isPatchGroup);
  checkNames(checks, resourceGroups, "work.resourceGroups", isResourceGroup);
  const scans = Math.ceil(groups.length / 50) + resourceGroups.length;
  const tasks = work.kind === "scan" ? scans : groups.length * 2;
  if (tasks > tasksPerWindow) {
    checks.refuse(
      path,
      `must need at most ${tasksPerWindow} tasks, got ${tasks}; split the window`,
    );
  }
  if (work.kind === "install") {
    for (const [index, run] of work.runs.entries()) checkRun(checks, run, `work.runs[${index}]`);
  }
}

function checkNames(
  checks: ArgumentChecks,
  names: readonly string[],
  path: string,
  rule: Rule<string>,
): void {
  const noun = path.endsWith("resourceGroups") ? "resource group" : "patch group";
  const twice = names.find((group, index) => names.indexOf(group) !== index);
  if (twice !== undefined)
    checks.refuse(path, `must name each ${noun} once, got ${show(twice)} twice`);
  for (const [index, group] of names.entries()) checks.check(`${path}[${index}]`, group, rule);
}

/** @see https://docs.aws.amazon.com/ARG/latest/APIReference/API_Group.html */
export const isResourceGroup = matching(
  /^[a-zA-Z0-9_.-]{1,300}$/,
  "a resource group's name of 1–300 letters, digits, _, - and .",
);

function isPatchGroup(group: string): string | undefined {
  return group.length >= 1 && group.length <= 256
    ? undefined
    : `must be 1–256 characters, got ${show(group)}`;
}

function checkRun(checks: ArgumentChecks, run: InstallRun, path: string): void {
  if (run.resourceGroup !== undefined) {
    checks.check(`${path}.resourceGroup`, run.resourceGroup, isResourceGroup);
    if (run.reachStopped === true) {
      checks.refuse(
        `${path}.reachStopped`,
        `makes a resource group, and resourceGroup names one, ${show(run.resourceGroup)}; leave one of them out`,
      );
    }
  }
  checks.check(`${path}.reboot`, run.reboot, oneOf(["ifRequired", "never", "always"]));
  checkRate(checks, run.concurrency, `${path}.concurrency`, 1);
  checkRate(checks, run.stopAfter, `${path}.stopAfter`, 0);
  checks.check(
    `${path}.recoveryPoint.keepDays`,
    run.recoveryPoint.keepDays,
    wholeNumber(run.recoveryPoint.required ? 1 : 0, 36_500),
  );
  if (run.calendarNames.length === 0) {
    checks.refuse(
      `${path}.calendarNames`,
      "must name a Change Calendar; one without events is always open",
    );
  }
}

/** SSM writes a rate in at most 7 characters. */
function checkRate(checks: ArgumentChecks, rate: Rate, path: string, least: number): void {
  checks.check(path, rate.value, wholeNumber(least, rate.kind === "percent" ? 100 : 9_999_999));
}
