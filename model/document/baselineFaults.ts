/** Baselines that ask a system for what nobody offers there, and groups whose baselines collide. */
import type { PathFault } from "../fault";
import { formatPath } from "../fault";
import {
  type Classification,
  classifications,
  knowsClassification,
  type SystemId,
  systemFacts,
  systemIds,
} from "../systems";
import { entries, field, items } from "./raw";

export function baselineFaults(root: unknown): PathFault[] {
  return [
    ...entries(field(root, "baselines")).flatMap(([name, baseline]) => [
      ...approvalFaults(name, baseline),
      ...rejectFaults(name, baseline),
    ]),
    ...entries(field(root, "groups")).flatMap(([name, group]) => groupFaults(name, group, root)),
  ];
}

function systemsOf(baseline: unknown): SystemId[] {
  return items(field(baseline, "systems")).flatMap(
    (written) => systemIds.find((id) => id === written) ?? [],
  );
}

/** A word that none of the baseline's systems has would approve nothing. */
function approvalFaults(name: string, baseline: unknown): PathFault[] {
  const systems = systemsOf(baseline);
  return items(field(baseline, "approve")).flatMap((rule, index) =>
    items(field(rule, "classification")).flatMap((written, position) => {
      const word = classifications.find((candidate) => candidate === written);
      if (word === undefined || systems.length === 0 || isKnown(word, systems)) {
        return [];
      }
      const path = ["baselines", name, "approve", index, "classification", position];
      const allowed = classifications.filter((candidate) => isKnown(candidate, systems));
      const message = `${formatPath(path)}: none of the baseline's systems has "${word}"; they have ${allowed.join(", ")}`;
      return [{ path, message }];
    }),
  );
}

function isKnown(word: Classification, systems: readonly SystemId[]): boolean {
  return systems.some((system) => knowsClassification(system, word));
}

function rejectFaults(name: string, baseline: unknown): PathFault[] {
  const kinds = new Set(systemsOf(baseline).map((system) => systemFacts(system).kind));
  return items(field(baseline, "reject")).flatMap((entry, index) => {
    const kind = /^KB\d/.test(String(entry)) ? "windows" : "linux";
    if (kinds.size === 0 || kinds.has(kind)) {
      return [];
    }
    const path = ["baselines", name, "reject", index];
    const what =
      kind === "windows" ? "a KB number needs a Windows" : "a package name needs a Linux";
    const message = `${formatPath(path)}: ${what} system, and the baseline has none, got ${String(entry)}; move it to the baseline it is for`;
    return [{ path, message }];
  });
}

/** A machine must find one baseline only: no system twice, and on AWS no SSM operating system twice. */
function groupFaults(name: string, group: unknown, root: unknown): PathFault[] {
  const first = new Map<string, { readonly baseline: string; readonly system: SystemId }>();
  const onAws = field(group, "aws") !== undefined;
  const faults = items(field(group, "baselines")).flatMap((baseline, index) => {
    const path = ["groups", name, "baselines", index];
    const systems = systemsOf(field(field(root, "baselines"), String(baseline)));
    return systems.flatMap((system): PathFault[] => {
      const key = onAws ? systemFacts(system).ssmOperatingSystem : system;
      const before = first.get(key) ?? { baseline: String(baseline), system };
      first.set(key, before);
      if (before.baseline === String(baseline)) {
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
    systemsOf(field(field(root, "baselines"), String(baseline))),
  );
  const listed = [...new Set(systems)].join(", ");
  const usesAzure = field(group, "azure") !== undefined;
  if (!usesAzure || systems.length === 0 || systems.some((id) => systemFacts(id).clouds.azure)) {
    return [];
  }
  const message = `groups.${name}.azure: Azure patches none of the group's systems (${listed}); remove azure or add a baseline for what runs there`;
  return [{ path: ["groups", name, "azure"], atKey: true, message }];
}
