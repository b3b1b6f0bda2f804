/** Which kinds of patch a class consists of on a system, and how long each waits for its approval. */
import { once } from "../memo";
import type { Approval, Cloud, PatchClass, RingSystem, Severity } from "../plan";
import { azureClassifications, type SystemFacts, systemFacts } from "../systems";

/** A patch as a baseline sees it: our classification word and the vendor's severity word. */
interface PatchKind {
  readonly classification: string;
  readonly severity: string;
}

type SeverityWords = Readonly<Record<Severity, readonly string[]>>;

/** The document's words for every severity. */
const everyWord = once((words: SeverityWords): readonly string[] => Object.values(words).flat());

export type ApprovalDelay =
  | { readonly days: number; readonly ownDays: number }
  /** Why a kind of patch in the class is never sure to be approved. */
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
  const severities = patchClass.exploited ? everyWord(words) : words[patchClass.severity];
  const facts = systemFacts(system.system);
  if (system.cloud === "aws" && !facts.systemUpdates) {
    return { never: `SSM installs packages there, and no update of ${facts.title} itself` };
  }
  let slowest: Approval | undefined;
  for (const classification of securityClassifications(facts)) {
    for (const severity of vendorWords(facts, severities)) {
      const kind = { classification, severity };
      const rule = fastestForGood(system, facts, kind);
      if (rule === undefined) return { never: whyNever(system, facts, kind) };
      if (slowest === undefined || rule.afterDays > slowest.afterDays) slowest = rule;
    }
  }
  return { days: slowest?.afterDays ?? 0, ownDays: slowest?.ownDays ?? 0 };
}

/** The rule approves every patch of its kinds, whenever it is released. */
function isForGood({ partial, until }: Approval): boolean {
  return partial === undefined && until === undefined;
}

function whyNever(system: RingSystem, facts: SystemFacts, kind: PatchKind): string {
  const patches = `patches of classification ${kind.classification} and severity ${kind.severity}`;
  const [part] = rulesFor(system, facts, kind);
  if (part === undefined) return `no rule of baseline ${system.baseline} approves ${patches}`;
  const why = part.until === undefined ? "a part of them" : `them until ${part.until}`;
  return `no rule of baseline ${system.baseline} approves all ${patches}: one approves ${why} only`;
}

/** The delays that patches of one kind have in two rings: one pair for each difference there is. */
export function delayPairs(
  earlier: RingSystem,
  later: RingSystem,
  words: SeverityWords,
): readonly DelayPair[] {
  const facts = systemFacts(later.system);
  const severities = vendorWords(facts, everyWord(words));
  const pairs = new Map<string, DelayPair>();
  for (const classification of new Set(later.approvals.flatMap((rule) => rule.classifications))) {
    for (const severity of severities) {
      for (const pair of pairsOf(earlier, later, facts, { classification, severity })) {
        pairs.set(pair.join(" "), pair);
      }
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
  const known = [...Object.keys(facts.ssmSeverities), ...everyWord(words)];
  const found = new Set<number | undefined>();
  for (const classification of rule.classifications) {
    for (const severity of new Set(vendorWords(facts, known))) {
      const kind = { classification, severity };
      if (!selects(rule, kind, facts, later.cloud)) continue;
      found.add(fastestForGood(earlier, facts, kind)?.afterDays);
    }
  }
  return [...found];
}

/** Days. */
export type DelayPair = readonly [earlier: number, later: number];

/**
 * A patch waits for the fastest of its rules: those that approve its whole kind, and perhaps some that approve a part,
 * the same ones in both rings. The minima come from two of these at the most, so that pairs of them are every case.
 */
function pairsOf(
  earlier: RingSystem,
  later: RingSystem,
  facts: SystemFacts,
  kind: PatchKind,
): readonly DelayPair[] {
  const wholeBefore = fastestForGood(earlier, facts, kind)?.afterDays;
  const wholeAfter = fastestForGood(later, facts, kind)?.afterDays;
  const isWhole = wholeBefore !== undefined && wholeAfter !== undefined;
  const whole: DelayPair = [wholeBefore ?? never, wholeAfter ?? never];
  const parts = later.approvals.flatMap((after, index): DelayPair[] => {
    const before = earlier.approvals[index];
    const isPart =
      before !== undefined && !isForGood(after) && selects(after, kind, facts, later.cloud);
    return isPart ? [[before.afterDays, after.afterDays]] : [];
  });
  const withParts = parts.flatMap((one) =>
    parts.map(
      (two): DelayPair => [Math.min(whole[0], one[0], two[0]), Math.min(whole[1], one[1], two[1])],
    ),
  );
  return isWhole ? [whole, ...withParts] : withParts;
}

const never = Number.POSITIVE_INFINITY;

/** Windows ships security fixes under two classifications. */
function securityClassifications({ kind }: SystemFacts): readonly string[] {
  return kind === "windows" ? ["security", "critical"] : ["security"];
}

/** The words that the vendor uses; a word that it does not use names no patch, unless none of them is its own. */
function vendorWords({ ssmSeverities }: SystemFacts, words: readonly string[]): readonly string[] {
  const known = words.filter((word) => Object.hasOwn(ssmSeverities, word));
  return known.length > 0 ? known : words;
}

function rulesFor(
  { approvals, cloud }: RingSystem,
  facts: SystemFacts,
  kind: PatchKind,
): readonly Approval[] {
  return approvals.filter((rule) => selects(rule, kind, facts, cloud));
}

/** In one pass and no list: every kind of every ring's every system is asked. */
function fastestForGood(
  { approvals, cloud }: RingSystem,
  facts: SystemFacts,
  kind: PatchKind,
): Approval | undefined {
  let found: Approval | undefined;
  for (const rule of approvals) {
    if (!isForGood(rule) || !selects(rule, kind, facts, cloud)) continue;
    if (found === undefined || rule.afterDays < found.afterDays) found = rule;
  }
  return found;
}

/** Counts what the cloud keeps: Azure knows no severity, and some feeds carry none. */
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
