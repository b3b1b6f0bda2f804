/** Groups whose baselines collide, and baselines that ask their systems for what nobody offers there. */
import type { PathFault } from "../fault";
import { formatPath } from "../fault";
import { type SystemId, systemFacts, systemIds } from "../systems";
import { filterFaults } from "./filterFaults";
import { patchListFaults } from "./patchListFaults";
import { entries, field, items, textOf } from "./raw";

export function baselineFaults(root: unknown): PathFault[] {
  return [
    ...entries(field(root, "baselines")).flatMap(([name, baseline]) => [
      ...filterFaults(name, baseline, systemsOf(baseline), root),
      ...patchListFaults(name, baseline, systemsOf(baseline)),
    ]),
    ...entries(field(root, "groups")).flatMap(([name, group]) => groupFaults(name, group, root)),
  ];
}

function systemsOf(baseline: unknown): SystemId[] {
  return items(field(baseline, "systems")).flatMap(
    (written) => systemIds.find((id) => id === written) ?? [],
  );
}

/** A machine must find one baseline only: no system twice, and on AWS no SSM operating system twice. */
function groupFaults(name: string, group: unknown, root: unknown): PathFault[] {
  const first = new Map<string, { readonly baseline: string; readonly system: SystemId }>();
  const onAws = field(group, "aws") !== undefined;
  const faults = items(field(group, "baselines")).flatMap((baseline, index) => {
    const path = ["groups", name, "baselines", index];
    const systems = systemsOf(field(field(root, "baselines"), textOf(baseline)));
    return systems.flatMap((system): PathFault[] => {
      const key = onAws ? systemFacts(system).ssmOperatingSystem : system;
      const before = first.get(key) ?? { baseline: textOf(baseline), system };
      first.set(key, before);
      if (before.baseline === textOf(baseline)) {
        return [];
      }
      const message = onAws
        ? `${formatPath(path)}: ${system} here and ${before.system} in "${before.baseline}" are both ${key} to SSM, which allows one baseline a ring for it; put them in one baseline or in two groups`
        : `${formatPath(path)}: ${system} is also in "${before.baseline}"; a group patches a system by one baseline`;
      return [{ path, message }];
    });
  });
  return [...faults, ...unpatchableClouds(name, group, root)];
}

function unpatchableClouds(name: string, group: unknown, root: unknown): PathFault[] {
  const systems = items(field(group, "baselines")).flatMap((baseline) =>
    systemsOf(field(field(root, "baselines"), textOf(baseline))),
  );
  const listed = [...new Set(systems)].join(", ");
  const usesAzure = field(group, "azure") !== undefined;
  if (!usesAzure || systems.length === 0 || systems.some((id) => systemFacts(id).clouds.azure)) {
    return [];
  }
  const message = `groups.${name}.azure: Azure patches none of the group's systems (${listed}); remove azure or add a baseline for what runs there`;
  return [{ path: ["groups", name, "azure"], atKey: true, message }];
}
