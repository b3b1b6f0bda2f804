/** What SSM accepts in a maintenance window. */
import type * as pulumi from "@pulumi/pulumi";
import { checkNames, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, matching, trueOrFalse, wholeNumber } from "../../arguments";
import { checkTags } from "../../tags";
import { isTimeZone } from "../../timeZone";
import { checkAdoptedWindow } from "../adoption";
import { checkDescription } from "../description";
import { checkRegion, ofRegion, roleArn } from "../place";
import type { MaintenanceWindowArgs } from "./maintenanceWindowArgs";
import { checkSchedule } from "./scheduleRules";
import { checkDates } from "./windowDates";
import { checkWork } from "./windowWorkRules";

interface WindowTimes {
  readonly durationHours: pulumi.Input<number>;
  readonly cutoffHours: pulumi.Input<number>;
}

const argumentNames: KeysOf<MaintenanceWindowArgs> = {
  region: "needed text",
  windowName: true,
  schedule: "needed mapping",
  timezone: "needed",
  durationHours: "needed",
  cutoffHours: "needed",
  startDate: true,
  endDate: true,
  work: "needed mapping",
  serviceRoleArn: "needed",
  enabled: true,
  description: true,
  adopt: "mapping",
  tags: "mapping",
};

/** Records every fault, and returns what may be an Output with its value checked. */
export function checkWindow(
  checks: ArgumentChecks,
  name: string,
  args: MaintenanceWindowArgs,
): WindowTimes & Partial<MaintenanceWindowArgs> {
  checkNames(checks, args, argumentNames);
  checkRegion(checks, args.region);
  checks.check(
    "windowName",
    args.windowName ?? name,
    matching(/^[a-zA-Z0-9_\-.]{3,128}$/, "3–128 letters, digits, _, - and ."),
  );
  checkSchedule(checks, args.schedule, "schedule");
  checks.check("timezone", args.timezone, isTimeZone);
  checks.check("enabled", args.enabled ?? true, trueOrFalse);
  const work = checkWork(checks, args);
  checkAdoptedWindow(checks, args.adopt, args.work);
  const tags = checkTags(checks, args.tags);
  return {
    ...checkTimes(checks, args),
    ...checkDates(checks, args),
    work,
    serviceRoleArn: checks.check(
      "serviceRoleArn",
      args.serviceRoleArn,
      ofRegion(args.region, roleArn),
    ),
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
