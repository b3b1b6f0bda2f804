/** Which tier a group's classification comes to, and why: every alternative of every tier, condition by condition. */
import type { Policy } from "../policy";
import { type FactName, factNames } from "./facts";
import { type HumanImpact, humanImpact } from "./humanImpact";

/** One key of an alternative. A fact that is not given counts as the strictest value: it fits. */
export interface Condition {
  readonly fact: FactName;
  readonly allowed: readonly string[];
  readonly value?: string;
  readonly fits: boolean;
}

/** An entry of a tier's `from`: all of its conditions have to fit. */
export interface Alternative {
  readonly tier: string;
  readonly conditions: readonly Condition[];
  readonly fits: boolean;
}

export type ClassificationVerdict =
  | "agrees"
  /** The tier promises less than the classification asks for. */
  | "tooLow"
  | "higher"
  | "unclassified"
  /** No alternative of any tier fits, so any tier will do. */
  | "noTierFits"
  /** No tier says what it comes from. */
  | "noTierAsks";

export interface Classified {
  readonly group: string;
  /** The tier that the document gives. */
  readonly tier: string;
  readonly facts: Readonly<Partial<Record<FactName, string>>>;
  /** Facts that nobody gave. */
  readonly missing: readonly FactName[];
  readonly alternatives: readonly Alternative[];
  /** The first tier, from the most critical one, of which an alternative fits. */
  readonly comesTo?: string;
  readonly humanImpact: HumanImpact;
  readonly verdict: ClassificationVerdict;
}

/** Every group of the document, or one of them. The same document gives the same answer. */
export function classify(policy: Policy, only?: string): readonly Classified[] {
  return Object.entries(policy.groups)
    .filter(([name]) => only === undefined || name === only)
    .map(([name, group]) => classifyGroup(policy, name, group));
}

type DocumentGroup = Policy["groups"][string];

function classifyGroup(policy: Policy, name: string, group: DocumentGroup): Classified {
  const { classification, exposure, environment, tier } = group;
  const facts = { ...classification, exposure, environment };
  const given: Partial<Record<FactName, string>> = {};
  for (const fact of factNames) {
    const value = facts[fact];
    if (value !== undefined) given[fact] = value;
  }
  const alternatives = alternativesOf(policy, given);
  const comesTo = alternatives.find(({ fits }) => fits)?.tier;
  return {
    group: name,
    tier,
    facts: given,
    missing: factNames.filter((fact) => given[fact] === undefined),
    alternatives,
    ...(comesTo === undefined ? {} : { comesTo }),
    humanImpact: humanImpact(classification?.safetyImpact, classification?.missionImpact),
    verdict: classification === undefined ? "unclassified" : verdictOf(policy, tier, comesTo),
  };
}

/** Tiers stand in the document from the most to the least critical. */
function alternativesOf(
  policy: Policy,
  facts: Partial<Record<FactName, string>>,
): readonly Alternative[] {
  return Object.entries(policy.tiers).flatMap(([tier, { from = [] }]) =>
    from.map((asked): Alternative => {
      const conditions = factNames.flatMap((fact): Condition[] => {
        const allowed: readonly string[] | undefined = asked[fact];
        const value = facts[fact];
        if (allowed === undefined) return [];
        const fits = value === undefined || allowed.includes(value);
        return [{ fact, allowed, ...(value === undefined ? {} : { value }), fits }];
      });
      return { tier, conditions, fits: conditions.every(({ fits }) => fits) };
    }),
  );
}

function verdictOf(
  policy: Policy,
  tier: string,
  comesTo: string | undefined,
): ClassificationVerdict {
  if (!asksForClassification(policy)) return "noTierAsks";
  if (comesTo === undefined) return "noTierFits";
  if (comesTo === tier) return "agrees";
  const order = Object.keys(policy.tiers);
  return order.indexOf(tier) > order.indexOf(comesTo) ? "tooLow" : "higher";
}

export function asksForClassification(policy: Policy): boolean {
  return Object.values(policy.tiers).some(({ from }) => from !== undefined);
}
