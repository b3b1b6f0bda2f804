/** How a scale set rolls out a change: batches, what may be unhealthy, pauses. */
import { type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure } from "../../service";
import { type ArmOperation, checkRange, checkWord, failWhen } from "../arm";

/** Per cent. Source: the Compute API's model of `RollingUpgradePolicy`. */
const percentages: Readonly<Record<string, readonly [number, number]>> = {
  maxBatchInstancePercent: [5, 100],
  maxUnhealthyInstancePercent: [5, 100],
  maxUnhealthyUpgradedInstancePercent: [0, 100],
};

export function checkUpgradePolicy(put: ArmOperation, policy: Plain): Failure[] {
  const rolling = recordAt(policy, "rollingUpgradePolicy");
  const at = "upgradePolicy.rollingUpgradePolicy";
  const pause = textOf(rolling["pauseTimeBetweenBatches"]);
  return [
    ...checkWord(put, "upgradePolicy.mode", policy["mode"], ["Automatic", "Manual", "Rolling"]),
    ...Object.entries(percentages).flatMap(([property, limits]) =>
      checkRange(put, `${at}.${property}`, rolling[property], limits),
    ),
    ...failWhen(
      pause !== undefined && !/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/.test(pause),
      put,
      `${at}.pauseTimeBetweenBatches`,
      `${at}.pauseTimeBetweenBatches '${pause}' is not valid: use ISO 8601, such as PT5M`,
    ),
  ];
}
