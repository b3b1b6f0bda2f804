/** How long a backup policy of machines keeps its points. */
import { isDeepStrictEqual } from "node:util";
import {
  isRecord,
  isUnknown,
  listOf,
  numberOf,
  type Plain,
  recordAt,
  textOf,
} from "../../plainValue";
import type { Failure } from "../../service";
import { type ArmOperation, failWhen } from "../arm";
import { runTimesOf } from "./vmSchedule";

const code = "BMSUserErrorInvalidPolicyInput";
const at = "properties.retentionPolicy";

/** "Azure Backup support matrix": least and most of each kind of point, in its own unit. */
const limits: Readonly<Record<string, readonly [unit: string, least: number, most: number]>> = {
  dailySchedule: ["Days", 7, 9999],
  weeklySchedule: ["Weeks", 1, 5163],
  monthlySchedule: ["Months", 1, 1188],
  yearlySchedule: ["Years", 1, 99],
};

export function checkVmRetention(
  put: ArmOperation,
  properties: Plain,
  unknown: readonly string[],
): Failure[] {
  if (isUnknown(unknown, at)) return [];
  const retention = recordAt(properties, "retentionPolicy");
  const schedule = recordAt(properties, "schedulePolicy");
  const needed = schedule["scheduleRunFrequency"] === "Weekly" ? "weeklySchedule" : "dailySchedule";
  return [
    ...failWhen(
      retention["retentionPolicyType"] !== "LongTermRetentionPolicy",
      put,
      `${at}.retentionPolicyType`,
      `A policy for machines needs a LongTermRetentionPolicy, got '${retention["retentionPolicyType"] ?? "none"}'`,
      code,
    ),
    ...failWhen(
      !isRecord(retention[needed]),
      put,
      `${at}.${needed}`,
      `A ${schedule["scheduleRunFrequency"] ?? "Daily"} schedule needs ${needed} in its retention`,
      code,
    ),
    ...Object.keys(limits).flatMap((kind) => checkKind(put, retention, schedule, kind)),
  ];
}

function checkKind(put: ArmOperation, retention: Plain, schedule: Plain, kind: string): Failure[] {
  const [unit, least, most] = limits[kind] ?? ["Days", 1, 1];
  if (!isRecord(retention[kind])) return [];
  const kept = recordAt(retention, kind);
  const count = numberOf(recordAt(kept, "retentionDuration")["count"]);
  const given = textOf(recordAt(kept, "retentionDuration")["durationType"]);
  const isHourly = schedule["scheduleRunFrequency"] === "Hourly";
  const times = runTimesOf(schedule);
  return [
    ...failWhen(
      given !== unit || count === undefined || count < least || count > most,
      put,
      `${at}.${kind}.retentionDuration`,
      `retentionDuration of ${kind} must be ${least} to ${most} ${unit}, got ${count ?? "none"} ${given ?? ""}`.trim(),
      code,
    ),
    ...failWhen(
      !isHourly &&
        times.length > 0 &&
        !isDeepStrictEqual(instantsOf(listOf(kept["retentionTimes"])), instantsOf(times)),
      put,
      `${at}.${kind}.retentionTimes`,
      `retentionTimes of ${kind} must be the schedule's run times ${times.join(", ")}, got ${listOf(kept["retentionTimes"]).join(", ") || "none"}`,
      code,
    ),
  ];
}

/** `…:00Z` and `…:00.000Z` are one time. */
function instantsOf(times: readonly unknown[]): readonly number[] {
  return times.map((time) => Date.parse(String(time)));
}
