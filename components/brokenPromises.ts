/** What the proof holds against a plan, in the words of `patchwarden check`. */
import type { Plan } from "../model/plan";
import { brokenCells, worstBrokenCells } from "../model/proof/broken";
import { explainCell, summariseProof } from "../model/proof/explain";
import { prove } from "../model/proof/prove";
import { counted } from "../model/textTable";
import type { Instant } from "../model/time";

/** Nothing when every promise of the plan is kept; else a sentence and the timeline of each ring's worst broken one. */
export function brokenPromises(plan: Plan, asOf: Instant): string | undefined {
  const proof = prove(plan, asOf);
  if (proof.holds) return undefined;
  const broken = counted(brokenCells(proof).length, "promise");
  return [
    `the calendar cannot keep ${broken} of ${proof.cells.length}; patchwarden check says the same`,
    summariseProof(proof),
    ...worstBrokenCells(proof).map(explainCell),
  ].join("\n\n");
}
