/** Who shares what a change changes: the groups that refer to anything that is not as it was. */
import type { Policy } from "../policy";

export function groupsSharing(before: Policy, after: Policy): readonly string[] {
  const windows = changedNames(before.windows, after.windows);
  const baselines = changedNames(before.baselines, after.baselines);
  const paths = changedNames(before.outOfCycle, after.outOfCycle);
  const tiers = changedNames(before.tiers, after.tiers);
  const groups = changedNames(before.groups, after.groups);
  return Object.entries(after.groups).flatMap(([name, group]) => {
    const path = after.tiers[group.tier]?.outOfCycle;
    const shares =
      groups.has(name) ||
      tiers.has(group.tier) ||
      (path !== undefined && paths.has(path)) ||
      group.baselines.some((baseline) => baselines.has(baseline)) ||
      group.rings.some((ring) => windows.has(ring.window)) ||
      (group.strategy?.image !== undefined && windows.has(group.strategy.image));
    return shares ? [name] : [];
  });
}

function changedNames(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): ReadonlySet<string> {
  const names = [...Object.keys(before), ...Object.keys(after)];
  return new Set(
    names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])),
  );
}
