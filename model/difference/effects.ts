/** Which changes of a document weaken what it promises: a table of its keys, in the document's own order. */
import type { ChangeKind, Effect } from "./change";
import {
  clockEffect,
  type OfWords,
  rebootEffect,
  ruleEffect,
  rulesetEffect,
  scopeEffect,
} from "./words";
import { growthOf } from "./writtenValue";

/** Whether there being something, or there being more of it, is good for the promises of a policy. */
interface Meaning {
  readonly presence?: "good" | "bad";
  readonly size?: "good" | "bad";
  /** What another word does, where words are of no size. */
  readonly words?: OfWords;
}

const good: Meaning = { presence: "good" };
const moreIsGood: Meaning = { presence: "good", size: "good" };
const moreIsBad: Meaning = { presence: "good", size: "bad" };

/** `*` is one step of a path, `**` at the end is any number of them. The first that fits counts. */
const meanings: readonly (readonly [pattern: string, meaning: Meaning])[] = [
  ["approvedBy", good],
  ["escalation.*", good],
  ["onCall", good],
  ["onCall.shifts.*", good],
  // Which of two days is weaker depends on what starts then: the promises themselves tell.
  ["tiers.*.deadlines.*.from", {}],
  ["tiers.*.deadlines.**", moreIsBad],
  ["tiers.*.cadence", moreIsBad],
  ["tiers.*.outOfCycle", good],
  ["tiers.*.recoveryPoint.when", {}],
  ["tiers.*.recoveryPoint.maxAge", moreIsBad],
  ["tiers.*.recoveryPoint.hybrid", {}],
  ["tiers.*.recoveryPoint.autoScaling", {}],
  ["tiers.*.recoveryPoint.unsupportedDisks", {}],
  ["tiers.*.recoveryPoint.*", moreIsGood],
  ["tiers.*.rollback", good],
  ["tiers.*.rollback.onFailure", {}],
  ["tiers.*.rollback.when.*", good],
  ["tiers.*.rollback.when.*.*", moreIsBad],
  ["tiers.*.rollback.within", moreIsBad],
  ["tiers.*.rollback.loss", moreIsBad],
  ["tiers.*.acceptance", good],
  ["tiers.*.acceptance.by.*", { presence: "bad" }],
  ["tiers.*.acceptance.longest", moreIsBad],
  ["tiers.*.acceptance.renewals", moreIsBad],
  ["clouds.aws.recovery.lock", good],
  ["clouds.aws.recovery.lock.minKeep", moreIsGood],
  ["clouds.aws.recovery.copyTo", good],
  ["clouds.aws.recovery.copyTo.keep", { size: "good" }],
  ["clouds.aws.recovery.restoreTests", good],
  ["clouds.aws.recovery.restoreTests.check", moreIsGood],
  ["clouds.aws.recovery.maxPoints", moreIsBad],
  ["clouds.aws.approvals.approvers.*", { presence: "bad" }],
  ["clouds.aws.approvals.minimum", moreIsGood],
  ["clouds.aws.access.*.principals.*", { presence: "bad" }],
  ["clouds.aws.access.*.mfa", moreIsGood],
  ["clouds.aws.access.*.session", moreIsBad],
  ["outOfCycle.*.when.*", good],
  ["outOfCycle.*.notice", moreIsBad],
  ["outOfCycle.*.decide.within", moreIsBad],
  ["outOfCycle.*.decide.quorum", moreIsGood],
  ["outOfCycle.*.perRing", moreIsBad],
  ["outOfCycle.*.soak", moreIsGood],
  ["outOfCycle.*.inFreeze", moreIsGood],
  ["obligations.*", good],
  ["obligations.*.within", moreIsBad],
  ["obligations.*.of", { words: clockEffect }],
  ["obligations.*.stages.*.within", moreIsBad],
  ["obligations.*.stages.*.of", { words: clockEffect }],
  ["baselines.*.systems.*", good],
  ["baselines.*.approve.*", good],
  ["baselines.*.approve.*.classification.*", good],
  ["baselines.*.approve.*.severity", { presence: "bad" }],
  ["baselines.*.approve.*.severity.*", good],
  ["baselines.*.reject.*", { presence: "bad" }],
  ["windows.*.peaks.*", good],
  ["windows.*.agreedBy", good],
  ["testWindows.*", good],
  ["limits.*", moreIsBad],
  ["groups.*", good],
  ["groups.*.baselines.*", good],
  ["groups.*.obligations.*", good],
  ["groups.*.aws", good],
  ["groups.*.azure", good],
  ["groups.*.approval", moreIsGood],
  ["groups.*.startStopped", moreIsGood],
  ["groups.*.download", moreIsGood],
  ["groups.*.reboot", { words: rebootEffect }],
  ["groups.*.recoveryPoint.maxAge", moreIsBad],
  ["groups.*.aws.healthCheck", good],
  ["groups.*.azure.healthCheck", good],
  ["groups.*.aws.*.*", good],
  ["groups.*.azure.*.*", good],
  ["groups.*.promotedFrom", good],
  ["groups.*.promotedFrom.soak", moreIsGood],
  ["groups.*.limits.*", moreIsBad],
  ["groups.*.strategy.minHealthy", moreIsGood],
  ["groups.*.rings.*", good],
  ["groups.*.rings.*.soak", moreIsGood],
  ["groups.*.rings.*.regions.*", good],
  ["groups.*.rings.*.locations.*", good],
  ["groups.*.rings.*.stopAfter", moreIsBad],
  ["groups.*.rings.*.approval", { size: "good" }],
  ["groups.*.rings.*.startStopped", { size: "good" }],
  ["groups.*.rings.*.download", { size: "good" }],
  // Without a set all rules count.
  ["enforcement.ruleset", { presence: "bad", words: rulesetEffect }],
  ["exceptions.*", { presence: "bad" }],
  // A scope that names none holds all.
  ["exceptions.*.scope.*", { presence: "good", words: scopeEffect }],
  ["exceptions.*.scope.pointed", { size: "good" }],
  ["exceptions.*.rule", { words: ruleEffect }],
  ["exceptions.*.expires", { size: "bad" }],
  ["exceptions.*.renewals", { size: "bad" }],
  ["exceptions.*.compensating.*", good],
];

const patterns = meanings.map(([pattern, meaning]) => [pattern.split("."), meaning] as const);

export function effectOf(
  path: readonly string[],
  kind: ChangeKind,
  before: unknown,
  after: unknown,
): Effect {
  const meaning = patterns.find(([pattern]) => fits(pattern, path))?.[1];
  if (meaning === undefined || kind === "renamed") return "neutral";
  if (kind === "added") return verdict(meaning.presence, 1);
  if (kind === "removed") return verdict(meaning.presence, -1);
  if (meaning.words !== undefined) return meaning.words(String(before), String(after));
  const growth = growthOf(before, after);
  return growth === undefined ? "neutral" : verdict(meaning.size, growth);
}

function verdict(meaning: "good" | "bad" | undefined, growth: number): Effect {
  if (meaning === undefined || growth === 0) return "neutral";
  return growth > 0 === (meaning === "good") ? "stronger" : "weaker";
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  const open = pattern.at(-1) === "**";
  const fixed = open ? pattern.slice(0, -1) : pattern;
  return (
    (open ? path.length > fixed.length : path.length === fixed.length) &&
    fixed.every((step, index) => step === "*" || step === path[index])
  );
}
