/**
 * SSM baselines for the rings of a unit. SSM looks a machine's baseline up by patch group and operating
 * system, so each ring has one baseline for each, and rings whose baselines are equal share it. A baseline is called after
 * the first of its rings and its system, whatever it says: what the document changes is changed in place, and no ring is without
 * its registration meanwhile.
 */

import { chunks } from "../chunks";
import { defaultComplianceLevel } from "../document/complianceLevel";
import { rememberedOf } from "../memo";
import type { AwsBaseline, ComplianceLevel, PlannedRing, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { type SystemId, systemFacts } from "../systems";
import { alike } from "./alike";
import { awsRules } from "./awsRules";
import { baselineName } from "./baselineName";
import { contentHash } from "./contentHash";
import { globalFiltersOn } from "./globalFilters";
import { approvedOn, rejectedOn } from "./listEntries";
import type { DocumentBaseline } from "./narrowing";
import { sourcesOn } from "./sources";

/** Service quota of Systems Manager: patch groups a baseline. */
const groupsPerBaseline = 25;

export function awsBaselines(policy: Policy, rings: readonly PlannedRing[]): AwsBaseline[] {
  const byContent = new Map<string, { readonly content: Content; readonly of: string[] }>();
  for (const { systems, patchGroup } of rings) {
    for (const { key, content } of contentsOf(policy, systems)) {
      const shared = byContent.get(key);
      if (shared === undefined) byContent.set(key, { content, of: [patchGroup] });
      else shared.of.push(patchGroup);
    }
  }
  return [...byContent.values()]
    .flatMap(({ content, of }) => withinQuota(content, of))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** In the document's order, so that a group written at its end moves no other to another baseline. */
function withinQuota(content: Content, patchGroups: readonly string[]): readonly AwsBaseline[] {
  return chunks(patchGroups, groupsPerBaseline).map((part) => ({
    name: baselineName(part[0] ?? "", content.operatingSystem),
    ...content,
    patchGroups: [...part].sort(),
  }));
}

/** A baseline without the rings that have it, and its name, which is theirs. */
type Content = Omit<AwsBaseline, "name" | "patchGroups">;

interface KeyedContent {
  /** The same for equal contents. */
  readonly key: string;
  readonly content: Content;
}

/** Rings with the same systems stand at many places: their baselines are made once. */
const known = new WeakMap<Policy, WeakMap<readonly RingSystem[], readonly KeyedContent[]>>();

/** One for each operating system that a ring patches. */
function contentsOf(policy: Policy, systems: readonly RingSystem[]): readonly KeyedContent[] {
  const ofPolicy = rememberedOf(known, policy, () => new WeakMap());
  return rememberedOf(ofPolicy, systems, () =>
    alike(
      systems.filter((one) => one.cloud === "aws" && one.approvals.length > 0),
      (one) => systemFacts(one.system).ssmOperatingSystem,
    ).map((same) => {
      const content = baselineContent(policy, same);
      return { key: contentHash(content), content };
    }),
  );
}

/** Systems of one SSM operating system; validation keeps them in one baseline of the document. */
function baselineContent(policy: Policy, systems: readonly [RingSystem, ...RingSystem[]]): Content {
  const [first] = systems;
  const document = policy.baselines[first.baseline];
  if (document === undefined) {
    throw new Error(`no baseline "${first.baseline}"`);
  }
  const operatingSystem = systemFacts(first.system).ssmOperatingSystem;
  const rules = awsRules(policy, systems);
  const approved = approvedOn(document, first.system, "aws");
  const rejected = rejectedOn(document, first.system, "aws");
  const options = optionsOf(policy, document, first.system, approved);
  return { operatingSystem, rules, approved, rejected, ...options };
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
    ...(approvedComplianceLevel === undefined || approvedComplianceLevel === defaultComplianceLevel
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
