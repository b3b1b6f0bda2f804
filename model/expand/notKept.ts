/** One finding for each field that a group writes and a cloud does not keep. */
import { finding } from "../findings/finding";
import { remembered } from "../memo";
import type { Finding, Plan, PlannedGroup } from "../plan";
import type { Policy } from "../policy";
import { baselineUses } from "./baselineUses";
import { uniqueCells } from "./cells";
import { type LostUse, lostUse, notKeptFinding } from "./fieldUse";
import { ringUses } from "./ringUses";
import { settingUses } from "./settingUses";

export function notKeptFindings(policy: Policy, plan: Plan): Finding[] {
  return lostUses(policy, plan).map(notKeptFinding);
}

/** Every field that a group writes and a cloud does not keep. */
export function lostUses(policy: Policy, plan: Plan): LostUse[] {
  const known = new Map<string, readonly LostUse[]>();
  return plan.groups.flatMap((group) => {
    const written = policy.groups[group.name];
    if (written === undefined) return [];
    const cells = uniqueCells(group);
    const systems = cells.map((cell) => `${cell.baseline} ${cell.system} ${cell.cloud}`);
    // Groups of the same baselines on the same systems lose the same.
    const ofBaselines = remembered(known, systems.join("|"), () =>
      baselineUses(policy, cells).flatMap((use) => lostUse(group, use)),
    );
    return [
      ...ofBaselines.map((use) => ({ ...use, group: group.name })),
      ...[...ringUses(policy, group, written), ...settingUses(policy, group, written)].flatMap(
        (use) => lostUse(group, use),
      ),
    ];
  });
}

/** A baseline whose rules select nothing on one of its systems leaves that system unpatched. */
export function nothingApprovedFindings(plan: Plan): Finding[] {
  return plan.groups.flatMap((group: PlannedGroup) =>
    uniqueCells(group)
      .filter(({ approvals }) => approvals.length === 0)
      .map(({ system, cloud, baseline }) =>
        finding("approval/nothing", {
          message: `group ${group.name}: baseline ${baseline} approves nothing on ${system} on ${cloud === "aws" ? "AWS" : "Azure"}`,
          group: group.name,
          path: ["baselines", baseline, "approve"],
        }),
      ),
  );
}
