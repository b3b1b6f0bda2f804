/** When a backup policy of machines runs: once a day or a week on the half hour, or every few hours. */
import { findIana } from "windows-iana";
import {
  isUnknown,
  listOf,
  numberOf,
  type Plain,
  recordAt,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure } from "../../service";
import { type ArmOperation, checkWord, failWhen } from "../arm";

const code = "BMSUserErrorInvalidPolicyInput";
const at = "properties.schedulePolicy";
/** Source: "Back up an Azure VM using Enhanced policy". */
const hourlyIntervals = [4, 6, 8, 12];
const longestWindow = 24;

/** The schedule that each version of a policy takes, and how often that may be. */
const schedules: Readonly<
  Record<string, { readonly type: string; readonly often: readonly string[] }>
> = {
  V1: { type: "SimpleSchedulePolicy", often: ["Daily", "Weekly"] },
  V2: { type: "SimpleSchedulePolicyV2", often: ["Daily", "Weekly", "Hourly"] },
};

export function checkVmSchedule(
  put: ArmOperation,
  properties: Plain,
  unknown: readonly string[],
): Failure[] {
  if (isUnknown(unknown, at)) return [];
  const schedule = recordAt(properties, "schedulePolicy");
  const version = textOf(properties["policyType"]) ?? "V1";
  const allowed = schedules[version];
  if (allowed === undefined) return [];
  const zone = textOf(properties["timeZone"]);
  return [
    ...failWhen(
      schedule["schedulePolicyType"] !== allowed.type,
      put,
      `${at}.schedulePolicyType`,
      `A ${version} policy needs a schedule of type ${allowed.type}, got '${schedule["schedulePolicyType"] ?? "none"}'`,
      code,
    ),
    ...checkWord(
      put,
      `${at}.scheduleRunFrequency`,
      schedule["scheduleRunFrequency"] ?? "none",
      allowed.often,
      code,
    ),
    ...failWhen(
      zone !== undefined && findIana(zone).length === 0,
      put,
      "properties.timeZone",
      `properties.timeZone '${zone}' is not valid: use a Windows time zone name such as UTC`,
      code,
    ),
    ...checkTimes(put, schedule),
    ...checkHourly(put, schedule),
  ];
}

/** Where the two versions of a schedule keep their times. */
export function runTimesOf(schedule: Plain): readonly unknown[] {
  const often = schedule["scheduleRunFrequency"];
  const nested = often === "Weekly" ? "weeklySchedule" : "dailySchedule";
  const times = listOf(schedule["scheduleRunTimes"]);
  return times.length > 0 ? times : listOf(recordAt(schedule, nested)["scheduleRunTimes"]);
}

function checkTimes(put: ArmOperation, schedule: Plain): Failure[] {
  const often = schedule["scheduleRunFrequency"];
  if (often !== "Daily" && often !== "Weekly") return [];
  const times = runTimesOf(schedule);
  const wrong = textsOf(times).find(
    (time) => !/T\d{2}:(00|30):00(\.0+)?(Z|[+-]\d{2}:\d{2})?$/.test(time),
  );
  const days = [
    ...listOf(schedule["scheduleRunDays"]),
    ...listOf(recordAt(schedule, "weeklySchedule")["scheduleRunDays"]),
  ];
  return [
    ...failWhen(
      times.length !== 1,
      put,
      `${at}.scheduleRunTimes`,
      `A ${often} schedule has exactly one run time, got ${times.length}`,
      code,
    ),
    ...failWhen(
      wrong !== undefined,
      put,
      `${at}.scheduleRunTimes`,
      `The run time '${wrong}' is not valid: use a time on the hour or half hour, such as 2026-12-01T02:30:00Z`,
      code,
    ),
    ...failWhen(
      often === "Weekly" && days.length === 0,
      put,
      `${at}.scheduleRunDays`,
      "A Weekly schedule needs scheduleRunDays",
      code,
    ),
  ];
}

function checkHourly(put: ArmOperation, schedule: Plain): Failure[] {
  if (schedule["scheduleRunFrequency"] !== "Hourly") return [];
  const hourly = recordAt(schedule, "hourlySchedule");
  const interval = numberOf(hourly["interval"]);
  const length = numberOf(hourly["scheduleWindowDuration"]);
  return [
    ...failWhen(
      interval === undefined || !hourlyIntervals.includes(interval),
      put,
      `${at}.hourlySchedule.interval`,
      `hourlySchedule.interval must be one of ${hourlyIntervals.join(", ")}, got ${interval ?? "none"}`,
      code,
    ),
    ...failWhen(
      length === undefined || length < (interval ?? 4) || length > longestWindow,
      put,
      `${at}.hourlySchedule.scheduleWindowDuration`,
      `hourlySchedule.scheduleWindowDuration must be ${interval ?? 4} to ${longestWindow}, got ${length ?? "none"}`,
      code,
    ),
  ];
}
