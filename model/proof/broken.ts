/** The promises that a proof found broken, one a ring and cloud. */
import { formatDuration } from "../duration";
import type { CellProof, Proof, Verdict } from "./verdict";

export function brokenCells({ cells }: Pick<Proof, "cells">): readonly CellProof[] {
  return cells.filter(isBroken);
}

export function isBroken({ verdict }: CellProof): boolean {
  return verdict.kind !== "kept" && verdict.kind !== "accepted";
}

/** Those that the calendar breaks: of what it would keep if anything followed it, no change of it makes more. */
export function brokenByCalendar({ cells }: Pick<Proof, "cells">): readonly CellProof[] {
  return cells.filter((cell) => isBroken(cell) && !isUndeployed(cell));
}

/** Of a strategy that nothing of this release follows: in time by its calendar, or without one. */
export function isUndeployed({ verdict }: CellProof): boolean {
  return verdict.kind === "notDeployed" || isOutOfReach(verdict);
}

/** Not even a calendar: the whole group is broken for one reason. */
function isOutOfReach(verdict: Verdict): boolean {
  return verdict.kind === "notServed" && verdict.undeployed === true;
}

/** `strategy replace is not deployed by this release; the calendar would keep it with 2d to spare` */
export function calendarText({ reason, slack }: Extract<Verdict, { kind: "notDeployed" }>): string {
  return `${reason}; the calendar would keep it with ${formatDuration(slack)} to spare`;
}

/** Broken cells, together those of a ring that break alike: by the same release, due and landing at the same time, whatever their systems and classes. */
export function brokenPromises(cells: readonly CellProof[]): readonly (readonly CellProof[])[] {
  const promises = new Map<string, CellProof[]>();
  for (const cell of brokenCells({ cells })) {
    const { release, landing, due } = cell.worstLateness;
    const reason = "reason" in cell.verdict ? cell.verdict.reason : "";
    const key = isOutOfReach(cell.verdict)
      ? cell.group
      : [cell.group, cell.ring, release, landing, due, reason].join("|");
    const known = promises.get(key);
    if (known === undefined) promises.set(key, [cell]);
    else known.push(cell);
  }
  return [...promises.values()];
}

/**
 * The latest of each ring and cloud: a ring with five systems that are late for one reason shows it once. Of a group
 * that no calendar reaches one stands for all.
 */
export function worstBrokenCells(proof: Proof): readonly CellProof[] {
  const worst = new Map<string, CellProof>();
  for (const cell of brokenCells(proof)) {
    const key = isOutOfReach(cell.verdict)
      ? cell.group
      : `${cell.group}.${cell.ring} ${cell.cloud}`;
    const known = worst.get(key);
    if (known === undefined || lateness(cell) > lateness(known)) worst.set(key, cell);
  }
  return [...worst.values()];
}

function lateness({ verdict }: CellProof): number {
  if (verdict.kind === "notDeployed") return -verdict.slack;
  return verdict.kind === "late" ? verdict.late : Number.POSITIVE_INFINITY;
}
