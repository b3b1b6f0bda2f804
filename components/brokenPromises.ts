/** What the proof holds against a plan, in the words of `patchwarden check`. */
import type { Plan } from "../model/plan";
import { explainCell, summariseProof } from "../model/proof/explain";
import { prove } from "../model/proof/prove";
import type { CellProof } from "../model/proof/verdict";
import type { Instant } from "../model/time";

/** Nothing when every promise of the plan is kept; else a sentence and the timeline of each ring's worst broken one. */
export function brokenPromises(plan: Plan, asOf: Instant): string | undefined {
  const proof = prove(plan, asOf);
  if (proof.holds) return undefined;
  const broken = proof.cells.filter(
    ({ verdict }) => verdict.kind === "late" || verdict.kind === "notServed",
  );
  const timelines = worstPerRing(broken).map(explainCell);
  return [summariseProof(proof), ...timelines].join("\n\n");
}

/** A ring with five systems that are late for one reason shows it once. */
function worstPerRing(cells: readonly CellProof[]): readonly CellProof[] {
  const worst = new Map<string, CellProof>();
  for (const cell of cells) {
    const key = `${cell.group}.${cell.ring} ${cell.cloud}`;
    const known = worst.get(key);
    if (known === undefined || lateness(cell) > lateness(known)) worst.set(key, cell);
  }
  return [...worst.values()];
}

function lateness({ verdict }: CellProof): number {
  return verdict.kind === "late" ? verdict.late : Number.POSITIVE_INFINITY;
}
