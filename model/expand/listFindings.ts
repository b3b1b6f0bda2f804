/** Entries of approved and rejected lists that a cloud cannot hold for a system, and repositories that replace the machine's. */
import { finding } from "../findings/finding";
import { isEntryFor, type PatchList, takenForms, takesEntry } from "../patchNames";
import type { Finding, Plan, PlannedGroup, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { uniqueCells } from "./cells";
import type { DocumentBaseline } from "./narrowing";
import { sourcesOn } from "./sources";

export function listFindings(policy: Policy, plan: Plan): Finding[] {
  return plan.groups.flatMap((group) => [
    ...uniqueCells(group).flatMap((cell) => {
      const baseline = policy.baselines[cell.baseline];
      return baseline === undefined
        ? []
        : [
            ...lostEntries(group, cell, "approved", baseline.approved),
            ...lostEntries(group, cell, "reject", baseline.reject),
          ];
    }),
    ...overruled(policy, group),
    ...replacedRepositories(policy, group),
  ]);
}

const verbs = { approved: "approving", reject: "rejecting" } as const;

function lostEntries(
  group: PlannedGroup,
  { system, cloud, baseline }: RingSystem,
  list: PatchList,
  entries: readonly string[],
): Finding[] {
  const lost = entries.filter(
    (entry) => isEntryFor(entry, system) && !takesEntry(entry, list, system, cloud),
  );
  const where = `${cloud === "aws" ? "AWS" : "Azure"} for ${system}`;
  return lost.length === 0
    ? []
    : [
        finding(`${list}/not-kept`, {
          message: `group ${group.name}: ${verbs[list]} ${lost.join(", ")} is not kept on ${where}: its lists take ${takenForms(list, system, cloud)} only`,
          group: group.name,
          path: ["baselines", baseline, list],
        }),
      ];
}

/** A ring has one maintenance configuration for all its baselines, and there a rejection wins. */
function overruled(policy: Policy, group: PlannedGroup): Finding[] {
  const cells = uniqueCells(group).filter(({ cloud }) => cloud === "azure");
  const names = [...new Set(cells.map(({ baseline }) => baseline))];
  const entries = (key: PatchList, name: string) => policy.baselines[name]?.[key] ?? [];
  return names.flatMap((name) => {
    const lost = entries("approved", name).filter((entry) =>
      names.some((other) => other !== name && entries("reject", other).includes(entry)),
    );
    return lost.length === 0
      ? []
      : [
          finding("approved/not-kept", {
            message: `group ${group.name}: approving ${lost.join(", ")} is not kept on Azure: another baseline of the group rejects it, and a maintenance configuration is for all of them`,
            group: group.name,
            path: ["baselines", name, "approved"],
          }),
        ];
  });
}

function replacedRepositories(policy: Policy, group: PlannedGroup): Finding[] {
  const cells = uniqueCells(group).filter(({ cloud }) => cloud === "aws");
  const names = [...new Set(cells.map(({ baseline }) => baseline))];
  return names.flatMap((name) => {
    const baseline = policy.baselines[name];
    const systems = cells.filter((cell) => cell.baseline === name && hasSources(baseline, cell));
    return systems.length === 0
      ? []
      : [
          finding("sources/replace", {
            message: `group ${group.name}: the repositories of baseline ${name} replace those of the machines (${systems.map(({ system }) => system).join(", ")}): what is only in those is not patched`,
            group: group.name,
            path: ["baselines", name, "sources"],
          }),
        ];
  });
}

function hasSources(baseline: DocumentBaseline | undefined, { system }: RingSystem): boolean {
  return baseline !== undefined && sourcesOn(baseline, system).length > 0;
}
