/**
 * SSM baselines for the rings of a unit. SSM looks a machine's baseline up by patch group and operating
 * system, so each ring has one baseline for each, and rings whose baselines are equal share it.
 */
import type { Approval, AwsApprovalRule, AwsBaseline, PlannedRing, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { type Classification, systemFacts } from "../systems";
import { alike } from "./alike";
import { contentHash } from "./contentHash";

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
  if (first === undefined) {
    throw new Error(`ring ${patchGroup} has no system to make a baseline for`);
  }
  const operatingSystem = systemFacts(first.system).ssmOperatingSystem;
  const rejected = rejectedOn(first, policy.baselines[first.baseline]?.reject ?? []);
  const rules = rulesOf(policy, systems);
  const system = operatingSystem.toLowerCase().replaceAll("_", "-");
  const hash = contentHash({ operatingSystem, rules, approved: [], rejected });
  return {
    name: `${first.baseline}-${system}-${hash}`,
    operatingSystem,
    rules,
    approved: [],
    rejected,
    patchGroups: [patchGroup],
  };
}

function rulesOf(policy: Policy, systems: readonly RingSystem[]): AwsApprovalRule[] {
  const [first] = systems;
  if (first === undefined) {
    return [];
  }
  const products = [...new Set(systems.flatMap((one) => systemFacts(one.system).ssmProducts))];
  return systemFacts(first.system).ssmSeverityKey === undefined
    ? [aptRule(first.approvals, products)]
    : first.approvals.map((approval) => rule(policy, approval, first, products));
}

function rule(
  policy: Policy,
  approval: Approval,
  { system }: RingSystem,
  products: readonly string[],
): AwsApprovalRule {
  const facts = systemFacts(system);
  const values = approval.classifications.flatMap(
    (word) => facts.ssmClassifications[word as Classification] ?? [],
  );
  const filters = [
    { key: "PRODUCT", values: products },
    { key: "CLASSIFICATION", values: [...new Set(values)] },
  ];
  if (approval.severities !== undefined && facts.ssmSeverityKey !== undefined) {
    const severities = approval.severities.flatMap((word) => facts.ssmSeverities[word] ?? []);
    filters.push({ key: facts.ssmSeverityKey, values: severities });
  }
  return {
    approveAfterDays: approval.afterDays,
    enableNonSecurity: facts.kind === "linux" && hasNonSecurity(approval.classifications),
    complianceLevel: complianceLevel(policy, approval),
    filters,
  };
}

/** APT has no classification, severity or delay: one rule, with or without what is not a security update. */
function aptRule(approvals: readonly Approval[], products: readonly string[]): AwsApprovalRule {
  const words = approvals.flatMap((approval) => approval.classifications);
  return {
    approveAfterDays: 0,
    enableNonSecurity: hasNonSecurity(words),
    complianceLevel: "CRITICAL",
    filters: [
      { key: "PRODUCT", values: products },
      { key: "PRIORITY", values: ["*"] },
    ],
  };
}

function hasNonSecurity(words: readonly string[]): boolean {
  return words.some((word) => word !== "security");
}

/** How bad it is when such a patch is missing: the gravest severity that the rule selects. */
function complianceLevel(policy: Policy, approval: Approval): AwsApprovalRule["complianceLevel"] {
  const words = approval.severities;
  if (words === undefined) {
    const isSecurity = approval.classifications.some(
      (one) => one === "security" || one === "critical",
    );
    return isSecurity ? "CRITICAL" : "MEDIUM";
  }
  const isMeant = (severity: "critical" | "high" | "medium"): boolean =>
    policy.severities[severity].some((word) => words.includes(word));
  if (isMeant("critical")) {
    return "CRITICAL";
  }
  if (isMeant("high")) {
    return "HIGH";
  }
  return isMeant("medium") ? "MEDIUM" : "LOW";
}

/** KB numbers are for Windows and package names for Linux; APT's lists take no wildcard. */
export function rejectedOn({ system }: RingSystem, reject: readonly string[]): string[] {
  const facts = systemFacts(system);
  return reject.filter((entry) => {
    const isKb = /^KB\d/.test(entry);
    if (facts.kind === "windows" || isKb) {
      return facts.kind === "windows" && isKb;
    }
    return facts.ssmSeverityKey !== undefined || !entry.endsWith("*");
  });
}
