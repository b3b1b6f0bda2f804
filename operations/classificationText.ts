/** A classification in the terminal: a table of all groups, or one group fact by fact. */
import type {
  Alternative,
  ClassificationVerdict,
  Classified,
  Condition,
} from "../model/classification/classify";
import { factNames } from "../model/classification/facts";
import { type HumanImpact, humanImpactTable } from "../model/classification/humanImpact";
import { renderTable } from "../model/textTable";

const verdictWords: Readonly<Record<ClassificationVerdict, string>> = {
  agrees: "as classified",
  tooLow: "too low",
  higher: "higher than classified",
  unclassified: "unclassified",
  noTierFits: "no tier asks for it",
  noTierAsks: "no tier says from what",
};

const impactWords: Readonly<Record<HumanImpact, string>> = {
  low: "low",
  medium: "medium",
  high: "high",
  veryHigh: "very high",
};

export function renderClassifications(all: readonly Classified[]): readonly string[] {
  const rows = all.map((one) => [
    one.group,
    one.tier,
    one.verdict === "unclassified" ? "-" : (one.comesTo ?? "none"),
    one.missing.length === 0 ? "none" : one.missing.join(" "),
    impactWords[one.humanImpact],
    verdictWords[one.verdict],
  ]);
  return [
    ...renderTable(["group", "tier", "comes to", "not given", "human impact", "verdict"], rows),
    "comes to: the first tier, from the most critical one, of which an alternative fits;",
    `not given: counts as the strictest; human impact: ${humanImpactTable}`,
  ];
}

/** Each fact, each alternative of each tier with what fits in it, and what follows. */
export function renderClassification(one: Classified): readonly string[] {
  const { group, tier, facts, humanImpact, comesTo, verdict, alternatives } = one;
  const given = factNames.map((fact) => [
    `  ${fact}`,
    facts[fact] ?? "not given, counts as the strictest",
  ]);
  const table = renderTable(["fact", "value"], given);
  const result = comesTo === undefined ? "comes to no tier" : `comes to tier ${comesTo}`;
  return [
    `${group}: tier ${tier}, ${verdictWords[verdict]}`,
    ...table.slice(1),
    "",
    ...(alternatives.length === 0
      ? ["no tier says from which classification it comes"]
      : alternatives.map(renderAlternative)),
    "",
    ...(verdict === "unclassified" ? ["not classified; were all facts the strictest, it"] : []),
    result,
    `human impact ${impactWords[humanImpact]}, from safety and mission impact by ${humanImpactTable}`,
  ];
}

function renderAlternative({ tier, conditions, fits }: Alternative): string {
  return `${fits ? "fits  " : "no fit"}  tier ${tier}: ${conditions.map(renderCondition).join(" and ")}`;
}

function renderCondition({ fact, allowed, value, fits }: Condition): string {
  const seen = value === undefined ? "not given, so it fits" : `is ${value}${fits ? "" : ", no"}`;
  return `${fact} ${allowed.join(" or ")} (${seen})`;
}
