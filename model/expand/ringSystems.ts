/**
 * What a ring patches. Rings of one document with the same systems and delays share one list, so that what follows from
 * it, such as their baselines and their proofs, is found once.
 */

import { remembered, rememberedOf } from "../memo";
import type { Approval, Cloud, RingSystem } from "../plan";
import type { Policy } from "../policy";
import type { SystemId } from "../systems";
import { systemFacts } from "../systems";
import { approvalsOn } from "./approvals";
import { leavesOutReboots } from "./azureLists";

type DocumentGroup = Policy["groups"][string];
type DocumentRing = DocumentGroup["rings"][number];

const clouds: readonly Cloud[] = ["aws", "azure"];

/** True when a ring has a place on a cloud: `regions: []` or `locations: []` keeps it off. */
export function runsOn(group: DocumentGroup, ring: DocumentRing, cloud: Cloud): boolean {
  const places = cloud === "aws" ? ring.regions : ring.locations;
  return group[cloud] !== undefined && places?.length !== 0;
}

/** A system whose rest before is not kept yet: its delays are the document's own. */
export type UnsoakedSystem = Omit<RingSystem, "soakKept">;

const unsoaked = new WeakMap<Policy, Map<string, readonly UnsoakedSystem[]>>();

export function unsoakedSystems(
  policy: Policy,
  group: DocumentGroup,
  ring: DocumentRing,
): readonly UnsoakedSystem[] {
  const here = clouds.filter((cloud) => runsOn(group, ring, cloud));
  const ofPolicy = rememberedOf(unsoaked, policy, () => new Map());
  return remembered(ofPolicy, JSON.stringify([here, group.baselines]), () =>
    here.flatMap((cloud) => systemsOn(policy, group.baselines, cloud)),
  );
}

function systemsOn(
  policy: Policy,
  baselines: readonly string[],
  cloud: Cloud,
): readonly UnsoakedSystem[] {
  const skipped = cloud === "azure" && leavesOutReboots(policy, baselines);
  return baselines.flatMap((baseline) =>
    patched(policy, baseline, cloud).map((system) => ({
      system,
      cloud,
      baseline,
      approvals: approvalsOn(
        policy,
        baseline,
        system,
        cloud,
        skipped && systemFacts(system).kind === "windows",
      ),
    })),
  );
}

function patched(policy: Policy, baseline: string, cloud: Cloud): readonly SystemId[] {
  const systems = policy.baselines[baseline]?.systems ?? [];
  return [...new Set(systems)].filter((system) => systemFacts(system).clouds[cloud]);
}

/** What keeps a system's rest before: nothing where none is asked; a list; else a delay for each rule, undefined where none does. */
export type KeptBy = "none" | "list" | readonly (number | undefined)[];

const soaked = new WeakMap<readonly UnsoakedSystem[], Map<string, readonly RingSystem[]>>();

/** @param kept for each of the systems. */
export function soakedSystems(
  systems: readonly UnsoakedSystem[],
  kept: readonly KeptBy[],
): readonly RingSystem[] {
  const known = rememberedOf(soaked, systems, () => new Map());
  return remembered(known, JSON.stringify(kept), () =>
    systems.map((system, index) => soakedSystem(system, kept[index] ?? "none")),
  );
}

function soakedSystem(system: UnsoakedSystem, kept: KeptBy): RingSystem {
  if (kept === "none" || kept === "list") return { ...system, soakKept: kept };
  if (kept.includes(undefined)) return { ...system, soakKept: "notKept" };
  // A rule with a date approves in every ring at once, and takes no delay that could keep the soak.
  const isDated = system.approvals.some(({ until }) => until !== undefined);
  const approvals = system.approvals.map(
    (approval, index): Approval =>
      approval.until === undefined
        ? { ...approval, afterDays: kept[index] ?? approval.ownDays }
        : approval,
  );
  return { ...system, approvals, soakKept: isDated ? "notKept" : "native" };
}
