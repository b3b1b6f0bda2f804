/** The approval rules of an SSM baseline, from what its systems approve. */
import type { Approval, AwsApprovalRule, PatchFilter, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { type Classification, type SystemFacts, systemFacts } from "../systems";
import { alike } from "./alike";

/** An approval, and the products of the systems that have it. */
interface SharedApproval {
  readonly approval: Approval;
  readonly products: readonly string[];
}

/** The systems are of one SSM operating system. */
export function awsRules(policy: Policy, systems: readonly RingSystem[]): AwsApprovalRule[] {
  const [first] = systems;
  if (first === undefined) {
    return [];
  }
  const facts = systemFacts(first.system);
  const shared = sharedApprovals(systems);
  return facts.selection === "notices"
    ? shared.map((one) => noticeRule(policy, one, facts))
    : alike(shared, ({ approval: { narrowedBy, complianceLevel }, products }) =>
        JSON.stringify([narrowedBy, complianceLevel, products]),
      ).flatMap((bunch) => repositoryRule(bunch, facts));
}

/** Rules are narrowed to releases, so that not every system of an operating system has each. */
function sharedApprovals(systems: readonly RingSystem[]): readonly SharedApproval[] {
  const shared = new Map<string, SharedApproval>();
  for (const { system, approvals } of systems) {
    const seen = new Map<string, number>();
    for (const approval of approvals) {
      const content = JSON.stringify(approval);
      // A rule that stands twice in the document is two rules.
      const nth = (seen.get(content) ?? 0) + 1;
      seen.set(content, nth);
      const before = shared.get(`${content} ${nth}`);
      const products = [...(before?.products ?? []), ...systemFacts(system).ssmProducts];
      shared.set(`${content} ${nth}`, { approval, products: [...new Set(products)] });
    }
  }
  return [...shared.values()];
}

function noticeRule(
  policy: Policy,
  { approval, products }: SharedApproval,
  facts: SystemFacts,
): AwsApprovalRule {
  const values = approval.classifications.flatMap(
    (word) => facts.ssmClassifications[word as Classification] ?? [],
  );
  const filters: PatchFilter[] = [
    ...productFilter(approval, products),
    { key: "CLASSIFICATION", values: [...new Set(values)] },
  ];
  if (approval.severities !== undefined && facts.ssmSeverityKey !== undefined) {
    const severities = approval.severities.flatMap((word) => facts.ssmSeverities[word] ?? []);
    filters.push({ key: facts.ssmSeverityKey, values: [...new Set(severities)] });
  }
  return {
    ...(approval.until === undefined
      ? { approveAfterDays: approval.afterDays }
      : { approveUntilDate: approval.until }),
    enableNonSecurity: facts.kind === "linux" && hasNonSecurity(approval.classifications),
    complianceLevel: approval.complianceLevel ?? complianceLevel(policy, approval),
    filters: [...filters, ...narrowing(approval)],
  };
}

/** Applications are no products of Windows. */
function productFilter(approval: Approval, products: readonly string[]): readonly PatchFilter[] {
  const isApplication = approval.narrowedBy?.some(({ key }) => key === "PATCH_SET") ?? false;
  const own = approval.narrowedBy?.filter(({ key }) => key === "PRODUCT") ?? [];
  return own.length > 0 || isApplication ? own : [{ key: "PRODUCT", values: products }];
}

function narrowing({ narrowedBy = [] }: Approval): readonly PatchFilter[] {
  return narrowedBy.filter(({ key }) => key !== "PRODUCT");
}

/**
 * Repositories have no classification, severity or delay: one rule, with or without what is not a security update.
 * Where nothing tells those apart, SSM finds something only when it may take everything.
 */
function repositoryRule(bunch: readonly SharedApproval[], facts: SystemFacts): AwsApprovalRule[] {
  const [first] = bunch;
  if (first === undefined) {
    return [];
  }
  const words = bunch.flatMap(({ approval }) => approval.classifications);
  const others = narrowing(first.approval);
  const isOfDebian = facts.selection === "repositories";
  const priority = others.filter(({ key }) => key === "PRIORITY");
  const everyPriority = isOfDebian && priority.length === 0;
  return [
    {
      approveAfterDays: 0,
      enableNonSecurity: !isOfDebian || hasNonSecurity(words),
      complianceLevel: first.approval.complianceLevel ?? "CRITICAL",
      filters: [
        ...productFilter(first.approval, first.products),
        ...(everyPriority ? [{ key: "PRIORITY", values: ["*"] }] : []),
        ...others,
      ],
    },
  ];
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
