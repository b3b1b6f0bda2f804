/** The proof as plain values, every step told: for JSON. */
import type { CellProof, Proof, TimelineStep, WorstCase } from "./verdict";

type ToldCase = Omit<WorstCase, "steps"> & { readonly steps: readonly TimelineStep[] };

type ToldCell = Omit<CellProof, "worstWait" | "worstLateness"> & {
  readonly worstWait: ToldCase;
  readonly worstLateness: ToldCase;
};

export function toldProof(proof: Proof): Omit<Proof, "cells"> & { readonly cells: ToldCell[] } {
  return { ...proof, cells: proof.cells.map(toldCell) };
}

export function toldCell(cell: CellProof): ToldCell {
  const { worstWait, worstLateness } = cell;
  return { ...cell, worstWait: toldCase(worstWait), worstLateness: toldCase(worstLateness) };
}

function toldCase(worst: WorstCase): ToldCase {
  return { ...worst, steps: worst.steps() };
}
