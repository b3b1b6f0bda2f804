/** The promises that a proof found broken, one a ring and cloud. */
import type { CellProof, Proof } from "./verdict";

export function brokenCells(proof: Proof): readonly CellProof[] {
  return proof.cells.filter(
    ({ verdict }) => verdict.kind === "late" || verdict.kind === "notServed",
  );
}

/** The latest of each ring and cloud: a ring with five systems that are late for one reason shows it once. */
export function worstBrokenCells(proof: Proof): readonly CellProof[] {
  const worst = new Map<string, CellProof>();
  for (const cell of brokenCells(proof)) {
    const key = `${cell.group}.${cell.ring} ${cell.cloud}`;
    const known = worst.get(key);
    if (known === undefined || lateness(cell) > lateness(known)) worst.set(key, cell);
  }
  return [...worst.values()];
}

function lateness({ verdict }: CellProof): number {
  return verdict.kind === "late" ? verdict.late : Number.POSITIVE_INFINITY;
}
