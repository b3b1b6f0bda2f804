/** Systems that a group's baselines name and none of its clouds patches: nothing is proved or deployed for them. */
import { finding } from "../findings/finding";
import type { Cloud, Finding, Plan, PlannedGroup } from "../plan";
import type { Policy } from "../policy";
import { type SystemId, systemFacts } from "../systems";
import { uniqueCells } from "./cells";
import { runsOn } from "./ringSystems";

export interface UnpatchedSystems {
  readonly baseline: string;
  /** Place of the baseline among the group's. */
  readonly index: number;
  readonly systems: readonly SystemId[];
}

/** For each baseline of a group that names some. */
export function unpatchedSystems(policy: Policy, group: PlannedGroup): readonly UnpatchedSystems[] {
  const patched = new Set(
    uniqueCells(group).map(({ baseline, system }) => `${baseline} ${system}`),
  );
  return (policy.groups[group.name]?.baselines ?? []).flatMap((baseline, index) => {
    const named = new Set(policy.baselines[baseline]?.systems ?? []);
    const systems = [...named].filter((system) => !patched.has(`${baseline} ${system}`));
    return systems.length === 0 ? [] : [{ baseline, index, systems }];
  });
}

export function unpatchedFindings(policy: Policy, plan: Plan): Finding[] {
  return plan.groups.flatMap((group) =>
    unpatchedSystems(policy, group).map(({ baseline, index, systems }) => {
      const titles = systems.map((system) => systemFacts(system).title).join(", ");
      // A baseline that groups of several clouds share may name what only another's machines run.
      const isWhole = !uniqueCells(group).some((one) => one.baseline === baseline);
      return finding(isWhole ? "baseline/unpatched" : "system/unpatched", {
        message: `group ${group.name}: nothing patches ${titles} of baseline ${baseline}: the group is on ${cloudsOf(policy, group)} only`,
        group: group.name,
        entry: baseline,
        path: ["groups", group.name, "baselines", index],
      });
    }),
  );
}

const titles: Readonly<Record<Cloud, string>> = { aws: "AWS", azure: "Azure" };

function cloudsOf(policy: Policy, { name }: PlannedGroup): string {
  const written = policy.groups[name];
  const clouds = (["aws", "azure"] as const).filter((cloud) =>
    written?.rings.some((ring) => runsOn(written, ring, cloud)),
  );
  return clouds.map((cloud) => titles[cloud]).join(" and ");
}
