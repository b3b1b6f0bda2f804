/** The promises that a proof found broken, one a ring and cloud. */
import type { CellProof, Proof } from "./verdict";

export function brokenCells({ cells }: Pick<Proof, "cells">): readonly CellProof[] {
  return cells.filter(({ verdict }) => verdict.kind === "late" || verdict.kind === "notServed");
}

/** One promise of a ring, however many systems and classes it is broken for in the same way: cells that share it. */
export function brokenPromises(cells: readonly CellProof[]): readonly (readonly CellProof[])[] {
  const promises = new Map<string, CellProof[]>();
  for (const cell of brokenCells({ cells })) {
    const { release, landing, due } = cell.worstLateness;
    const reason = cell.verdict.kind === "notServed" ? cell.verdict.reason : "";
    const key = [cell.group, cell.ring, release, landing, due, reason].join("|");
    const known = promises.get(key);
    if (known === undefined) promises.set(key, [cell]);
    else known.push(cell);
  }
  return [...promises.values()];
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
