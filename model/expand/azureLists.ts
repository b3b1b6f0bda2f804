/** What a ring's maintenance configuration installs and leaves out by name, over all of its baselines. */
import { entryForm } from "../patchNames";
import type { AzureConfiguration, PlannedRing } from "../plan";
import type { Policy } from "../policy";
import { systemFacts } from "../systems";
import { approvedOn, rejectedOn } from "./listEntries";

type Lists = Pick<
  AzureConfiguration,
  "excludeKbs" | "excludePackages" | "includeKbs" | "includePackages" | "excludeKbsRequiringReboot"
>;

/** One configuration serves every baseline of the ring, so a rejection by one wins over an approval by another. */
export function azureLists(policy: Policy, ring: PlannedRing): Lists {
  const cells = ring.systems.filter(({ cloud }) => cloud === "azure");
  const lists = cells.flatMap(({ baseline, system }) => {
    const document = policy.baselines[baseline];
    return document === undefined ? [] : [{ document, system }];
  });
  const excluded = sorted(
    lists.flatMap(({ document, system }) => rejectedOn(document, system, "azure")),
  );
  const included = sorted(
    lists.flatMap(({ document, system }) => approvedOn(document, system, "azure")),
  ).filter((entry) => !excluded.includes(entry));
  const includeKbs = included.filter(isKb);
  const includePackages = included.filter((entry) => !isKb(entry));
  const hasWindows = cells.some(({ system }) => systemFacts(system).kind === "windows");
  const baselines = cells.map(({ baseline }) => baseline);
  return {
    excludeKbs: excluded.filter(isKb),
    excludePackages: excluded.filter((entry) => !isKb(entry)),
    ...(includeKbs.length === 0 ? {} : { includeKbs }),
    ...(includePackages.length === 0 ? {} : { includePackages }),
    ...(hasWindows && leavesOutReboots(policy, baselines)
      ? { excludeKbsRequiringReboot: true }
      : {}),
  };
}

/** One baseline of a group that leaves out updates with a reboot leaves them out for all: the schedule is one. */
export function leavesOutReboots(policy: Policy, baselines: readonly string[]): boolean {
  return baselines.some((name) => policy.baselines[name]?.excludeKbsRequiringReboot ?? false);
}

function sorted(entries: readonly string[]): string[] {
  return [...new Set(entries)].sort();
}

function isKb(entry: string): boolean {
  return entryForm(entry) === "kb";
}
