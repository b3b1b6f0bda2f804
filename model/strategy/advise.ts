/** The recommended strategy of each group beside the chosen one, and what the recommendation rests on. */
import type { Policy } from "../policy";
import { type AvailabilityNeed, rowsFor, type StrategyFacts } from "./decisionTable";
import { isDeployed, type StrategyKind, strictest } from "./kinds";

export type StrategyVerdict =
  | "agrees"
  /** Another kind, with a reason. */
  | "explained"
  /** Another kind, and nobody says why. */
  | "unexplained"
  /** The group records no strategy. */
  | "unrecorded";

export interface StrategyAdvice {
  readonly group: string;
  readonly recommended: StrategyKind;
  readonly because: string;
  readonly chosen?: StrategyKind;
  /** The reason that the document records. */
  readonly reason?: string;
  readonly facts: StrategyFacts;
  /** For each fact, where it comes from. */
  readonly sources: Readonly<Record<keyof StrategyFacts, string>>;
  /** Whether this release deploys the chosen strategy; the rings in place when none is recorded. */
  readonly deployed: boolean;
  readonly verdict: StrategyVerdict;
}

type DocumentGroup = Policy["groups"][string];

export function adviseStrategies(policy: Policy, only?: string): readonly StrategyAdvice[] {
  return Object.entries(policy.groups)
    .filter(([name]) => only === undefined || name === only)
    .map(([name, group]) => advise(policy, name, group));
}

function advise(policy: Policy, name: string, group: DocumentGroup): StrategyAdvice {
  const { strategy, rings } = group;
  const [need, needSource] = needOf(policy, group);
  const facts: StrategyFacts = {
    need,
    stateful: strategy?.stateful ?? strictest.stateful,
    rollback: strategy?.rollback ?? strictest.rollback,
    rings: rings.length === 1 ? "one" : "several",
  };
  const [row] = rowsFor(facts);
  if (row === undefined) throw new Error(`no row of the decision table fits group ${name}`);
  const notGiven = "not given, counts as the strictest";
  return {
    group: name,
    recommended: row.kind,
    because: row.because,
    ...(strategy === undefined ? {} : { chosen: strategy.kind }),
    ...(strategy?.reason === undefined ? {} : { reason: strategy.reason }),
    facts,
    sources: {
      need: needSource,
      stateful: strategy?.stateful === undefined ? notGiven : "strategy.stateful",
      rollback: strategy?.rollback === undefined ? notGiven : "strategy.rollback",
      rings: `${rings.length} in the document`,
    },
    deployed: strategy === undefined || isDeployed(strategy.kind),
    verdict: verdictOf(strategy, row.kind),
  };
}

/** From this share of healthy machines on, nearly all has to stay up. */
const highNeedFrom = 75;

/** What has to stay healthy decides; else the place of the tier among the document's, the most critical one first. */
function needOf(policy: Policy, { strategy, tier }: DocumentGroup): [AvailabilityNeed, string] {
  const minHealthy = strategy?.minHealthy;
  if (minHealthy !== undefined) {
    const source = `minHealthy ${minHealthy}%`;
    if (minHealthy === 0) return ["low", source];
    return [minHealthy < highNeedFrom ? "medium" : "high", source];
  }
  const tiers = Object.keys(policy.tiers);
  if (tiers.length === 1) return ["high", `tier ${tier} is the only one, so the strictest`];
  if (tier === tiers[0]) return ["high", `tier ${tier} is the top tier`];
  return tier === tiers.at(-1)
    ? ["low", `tier ${tier} is the last one`]
    : ["medium", `tier ${tier} is between the first and the last`];
}

function verdictOf(
  strategy: DocumentGroup["strategy"],
  recommended: StrategyKind,
): StrategyVerdict {
  if (strategy === undefined) return "unrecorded";
  if (strategy.kind === recommended) return "agrees";
  return strategy.reason === undefined ? "unexplained" : "explained";
}
