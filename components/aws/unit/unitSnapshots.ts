/** The recovery points of a unit before its windows. */
import { backupLeadHours } from "../../../model/backups";
import type { AwsRun, AwsWindow, Plan } from "../../../model/plan";
import { SnapshotPolicy, type SnapshotRule } from "../recovery/snapshotPolicy";
import { shortName } from "../shortName";
import { plannedRecovery } from "./plannedAccount";
import type { UnitContext } from "./unitContext";

export function declareSnapshots({
  name,
  unit,
  plan,
  place,
  tags,
  opts,
}: UnitContext): SnapshotPolicy {
  const rules = unit.windows.flatMap((window) => snapshotRules(plan, window));
  return new SnapshotPolicy(
    name,
    { ...place, rules, leadHours: backupLeadHours, ...plannedRecovery(unit, place), ...tags },
    opts,
  );
}

/** One rule for each tier among the runs of a window that need a recovery point: a tier is kept for one time. */
function snapshotRules(plan: Plan, { name, window, runs }: AwsWindow): readonly SnapshotRule[] {
  const needing = runs.filter(
    ({ recoveryPoint: { required, when } }) => required && when !== "inWindow",
  );
  const tierOf = ({ group }: AwsRun) => plan.groups.find((one) => one.name === group)?.tier ?? "";
  return [...new Set(needing.map(tierOf))].map((tier) => {
    const kept = needing.filter((run) => tierOf(run) === tier);
    return {
      name: backupPlanName(name, tier),
      patchGroups: kept.map((run) => run.patchGroup),
      before: window.schedule,
      timezone: window.timezone,
      keepDays: Math.max(...kept.map((run) => run.recoveryPoint.keepDays)),
    };
  });
}

/**
 * Without a number, so that another time of keeping is another number of the same plan. No name of the document or of a window
 * has a `_`.
 */
export function backupPlanName(window: string, tier: string): string {
  return shortName(`${window}_${tier}`, 40);
}
