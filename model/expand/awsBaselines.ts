/**
 * SSM baselines for the rings of a unit. SSM looks a machine's baseline up by patch group and operating
 * system, so each ring has one baseline for each, and rings whose baselines are equal share it.
 */
import type { AwsBaseline, ComplianceLevel, PlannedRing, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { type SystemId, systemFacts } from "../systems";
import { alike } from "./alike";
import { awsRules } from "./awsRules";
import { contentHash } from "./contentHash";
import { globalFiltersOn } from "./globalFilters";
import { approvedOn, rejectedOn } from "./listEntries";
import type { DocumentBaseline } from "./narrowing";
import { sourcesOn } from "./sources";

export function awsBaselines(policy: Policy, rings: readonly PlannedRing[]): AwsBaseline[] {
  const byContent = new Map<string, AwsBaseline>();
  for (const ring of rings) {
    for (const systems of byOperatingSystem(ring)) {
      const baseline = awsBaseline(policy, systems, ring.patchGroup);
      const { name: _name, patchGroups: _patchGroups, ...content } = baseline;
      const key = contentHash(content);
      const shared = byContent.get(key);
      byContent.set(key, {
        ...(shared ?? baseline),
        patchGroups: [...(shared?.patchGroups ?? []), ring.patchGroup].sort(),
      });
    }
  }
  return [...byContent.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function byOperatingSystem(ring: PlannedRing): readonly RingSystem[][] {
  const systems = ring.systems.filter((one) => one.cloud === "aws" && one.approvals.length > 0);
  return alike(systems, (one) => systemFacts(one.system).ssmOperatingSystem);
}

/** Systems of one SSM operating system; validation keeps them in one baseline of the document. */
function awsBaseline(
  policy: Policy,
  systems: readonly RingSystem[],
  patchGroup: string,
): AwsBaseline {
  const [first] = systems;
  const document = first === undefined ? undefined : policy.baselines[first.baseline];
  if (first === undefined || document === undefined) {
    throw new Error(`ring ${patchGroup} has no system to make a baseline for`);
  }
  const operatingSystem = systemFacts(first.system).ssmOperatingSystem;
  const rules = awsRules(policy, systems);
  const approved = approvedOn(document, first.system, "aws");
  const rejected = rejectedOn(document, first.system, "aws");
  const options = optionsOf(policy, document, first.system, approved);
  const system = operatingSystem.toLowerCase().replaceAll("_", "-");
  // A name is identity: what a document does not use must not be part of the hash.
  const hash = contentHash({ operatingSystem, rules, approved, rejected, ...options });
  const name = `${first.baseline}-${system}-${hash}`;
  return {
    name,
    operatingSystem,
    rules,
    approved,
    rejected,
    ...options,
    patchGroups: [patchGroup],
  };
}

type Options = Omit<
  AwsBaseline,
  "name" | "operatingSystem" | "rules" | "approved" | "rejected" | "patchGroups"
>;

/** What the document asks for beside rules and lists, as far as the operating system knows it. */
function optionsOf(
  policy: Policy,
  document: DocumentBaseline,
  system: SystemId,
  approved: readonly string[],
): Options {
  const { kind, selection } = systemFacts(system);
  const { approvedComplianceLevel, rejectAction, availableSecurityUpdates } = document;
  const globalFilters = globalFiltersOn(policy, document, system);
  const sources = sourcesOn(document, system);
  // Without update notices no update is a security update to SSM.
  const isNonSecurity = document.approvedNonSecurity || selection === "everything";
  return {
    ...(approvedComplianceLevel === undefined
      ? {}
      : { approvedComplianceLevel: approvedComplianceLevel.toUpperCase() as ComplianceLevel }),
    ...(kind === "linux" && isNonSecurity && approved.length > 0
      ? { approvedNonSecurity: true }
      : {}),
    ...(rejectAction === "allowAsDependency" ? { rejectAction: "ALLOW_AS_DEPENDENCY" } : {}),
    ...(globalFilters.length === 0 ? {} : { globalFilters }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(availableSecurityUpdates === undefined || kind !== "windows"
      ? {}
      : {
          availableSecurityUpdates:
            availableSecurityUpdates === "compliant" ? "COMPLIANT" : "NON_COMPLIANT",
        }),
  };
}
