/** What SSM accepts in a maintenance window, its targets and its tasks. */
import type * as pulumi from "@pulumi/pulumi";
import type { Rate } from "../../model/plan";
import { type ArgumentChecks, matching, show, wholeNumber } from "../arguments";
import type { InstallRun, MaintenanceWindowArgs } from "./maintenanceWindowArgs";
import { checkRegion } from "./place";

/** SSM takes 20 tasks a window: a scan needs one for fifty rings, a ring's patch run two. */
const tasksPerWindow = 20;

interface WindowTimes {
  readonly durationHours: pulumi.Input<number>;
  readonly cutoffHours: pulumi.Input<number>;
}

/** Records every fault, and returns the times with their Output values checked. */
export function checkWindow(
  checks: ArgumentChecks,
  name: string,
  args: MaintenanceWindowArgs,
): WindowTimes {
  checkRegion(checks, args.region);
  checks.check(
    "windowName",
    args.windowName ?? name,
    matching(/^[a-zA-Z0-9_\-.]{3,128}$/, "3–128 letters, digits, _, - and ."),
  );
  checks.check("timezone", args.timezone, isTimeZone);
  checkWork(checks, args);
  return checkTimes(checks, args);
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

function isTimeZone(zone: string): string | undefined {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return undefined;
  } catch {
    return `must be an IANA time zone such as Europe/Berlin, got ${show(zone)}`;
  }
}

function checkWork(checks: ArgumentChecks, { work }: MaintenanceWindowArgs): void {
  const groups = work.kind === "scan" ? work.patchGroups : work.runs.map((run) => run.patchGroup);
  const path = work.kind === "scan" ? "work.patchGroups" : "work.runs";
  if (groups.length === 0) checks.refuse(path, "must name a patch group, got none");
  const twice = groups.find((group, index) => groups.indexOf(group) !== index);
  if (twice !== undefined)
    checks.refuse(path, `must name each patch group once, got ${show(twice)} twice`);
  const tasks = work.kind === "scan" ? Math.ceil(groups.length / 50) : groups.length * 2;
  if (tasks > tasksPerWindow) {
    checks.refuse(
      path,
      `must need at most ${tasksPerWindow} tasks, got ${tasks}; split the window`,
    );
  }
  for (const [index, group] of groups.entries()) {
    checks.check(`${path}[${index}]`, group, isPatchGroup);
  }
  if (work.kind === "install") {
    for (const [index, run] of work.runs.entries()) checkRun(checks, run, `work.runs[${index}]`);
  }
}

function isPatchGroup(group: string): string | undefined {
  return group.length >= 1 && group.length <= 256
    ? undefined
    : `must be 1–256 characters, got ${show(group)}`;
}

function checkRun(checks: ArgumentChecks, run: InstallRun, path: string): void {
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
