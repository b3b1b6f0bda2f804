/** Which kinds of patch a class consists of on a system, and how long each waits for its approval. */
import type { Approval, Cloud, PatchClass, RingSystem, Severity } from "../plan";
import { azureClassifications, type SystemFacts, systemFacts } from "../systems";

/** A patch as a baseline sees it: our classification word and the vendor's severity word. */
interface PatchKind {
  readonly classification: string;
  readonly severity: string;
}

type SeverityWords = Readonly<Record<Severity, readonly string[]>>;

export type ApprovalDelay =
  | { readonly days: number; readonly ownDays: number }
  /** A kind of patch in the class that no rule approves. */
  | { readonly never: string };

/**
 * The delay of a class: the largest, over its kinds, of the smallest matching rule's. No baseline can see
 * exploitation, so an exploited class may carry any of the vendor's severities.
 */
export function approvalDelay(
  system: RingSystem,
  patchClass: PatchClass,
  words: SeverityWords,
): ApprovalDelay {
  const severities = patchClass.exploited
    ? Object.values(words).flat()
    : words[patchClass.severity];
  const facts = systemFacts(system.system);
  let slowest: Approval | undefined;
  for (const classification of securityClassifications(facts)) {
    for (const severity of vendorWords(facts, severities)) {
      const rule = fastestRule(system, facts, { classification, severity });
      if (rule === undefined) return { never: `${classification}/${severity}` };
      if (slowest === undefined || rule.afterDays > slowest.afterDays) slowest = rule;
    }
  }
  return { days: slowest?.afterDays ?? 0, ownDays: slowest?.ownDays ?? 0 };
}

/** The delays that patches of one kind have in two rings: one pair for each difference there is. */
export function delayPairs(
  earlier: RingSystem,
  later: RingSystem,
  words: SeverityWords,
): readonly (readonly [earlier: number, later: number])[] {
  const facts = systemFacts(later.system);
  const severities = vendorWords(facts, Object.values(words).flat());
  const pairs = new Map<string, readonly [number, number]>();
  for (const classification of new Set(later.approvals.flatMap((rule) => rule.classifications))) {
    for (const severity of severities) {
      const before = fastestRule(earlier, facts, { classification, severity })?.afterDays;
      const after = fastestRule(later, facts, { classification, severity })?.afterDays;
      if (before === undefined || after === undefined) continue;
      pairs.set(`${before} ${after}`, [before, after]);
    }
  }
  return [...pairs.values()];
}

/**
 * The delays that patches selected by one rule of a later ring have in an earlier one, each once; `undefined` among them
 * for a kind that the earlier one never installs. Severities are all that the vendor or the document knows.
 */
export function earlierDelays(
  earlier: RingSystem,
  later: Pick<RingSystem, "system" | "cloud">,
  rule: Approval,
  words: SeverityWords,
): readonly (number | undefined)[] {
  const facts = systemFacts(later.system);
  const known = [...Object.keys(facts.ssmSeverities), ...Object.values(words).flat()];
  const found = new Set<number | undefined>();
  for (const classification of rule.classifications) {
    for (const severity of new Set(vendorWords(facts, known))) {
      const kind = { classification, severity };
      if (!selects(rule, kind, facts, later.cloud)) continue;
      found.add(fastestRule(earlier, facts, kind)?.afterDays);
    }
  }
  return [...found];
}

/** Windows ships security fixes under two classifications. */
function securityClassifications({ kind }: SystemFacts): readonly string[] {
  return kind === "windows" ? ["security", "critical"] : ["security"];
}

/** The words that the vendor uses; a word that it does not use names no patch, unless none of them is its own. */
function vendorWords({ ssmSeverities }: SystemFacts, words: readonly string[]): readonly string[] {
  const known = words.filter((word) => Object.hasOwn(ssmSeverities, word));
  return known.length > 0 ? known : words;
}

function fastestRule(
  { approvals, cloud }: RingSystem,
  facts: SystemFacts,
  kind: PatchKind,
): Approval | undefined {
  let fastest: Approval | undefined;
  for (const rule of approvals) {
    if (!selects(rule, kind, facts, cloud)) continue;
    if (fastest === undefined || rule.afterDays < fastest.afterDays) fastest = rule;
  }
  return fastest;
}

/** Counts what the cloud keeps: Azure knows no severity, and no feed of Debian's family carries one. */
function selects(rule: Approval, kind: PatchKind, facts: SystemFacts, cloud: Cloud): boolean {
  const bySeverity = cloud === "aws" && facts.ssmSeverityKey !== undefined;
  return (
    selectsClassification(rule, kind.classification, facts, cloud) &&
    (!bySeverity || rule.severities === undefined || rule.severities.includes(kind.severity))
  );
}

function selectsClassification(
  rule: Approval,
  word: string,
  { kind }: SystemFacts,
  cloud: Cloud,
): boolean {
  if (cloud === "aws") return rule.classifications.includes(word);
  const installed = azureClassifications(kind, rule.classifications);
  return azureClassifications(kind, [word]).every((value) => installed.includes(value));
}
