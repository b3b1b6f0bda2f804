/** The proof as plain values, every step told: for JSON. */
import type { CellProof, Proof, TimelineStep, WorstCase } from "./verdict";

interface ToldCase extends WorstCase {
  readonly steps: readonly TimelineStep[];
}

type ToldCell = Omit<CellProof, "worstWait" | "worstLateness" | "steps"> & {
  readonly worstWait: ToldCase;
  readonly worstLateness: ToldCase;
};

export function toldProof(proof: Proof): Omit<Proof, "cells"> & { readonly cells: ToldCell[] } {
  return { ...proof, cells: proof.cells.map(toldCell) };
}

export function toldCell({ steps, ...cell }: CellProof): ToldCell {
  const told = (worst: WorstCase): ToldCase => {
    const { release, landing, due } = worst;
    return { release, landing, due, steps: steps(worst) };
  };
  return { ...cell, worstWait: told(cell.worstWait), worstLateness: told(cell.worstLateness) };
}
