/** The figures of each ring on each cloud: the worst over all its systems and classes. */
import type { Cloud } from "../plan";
import type { Instant } from "../time";
import type { CellProof, Proof, SoakProof } from "./verdict";

/** Minutes; infinity is never. */
export interface RingFigures {
  readonly group: string;
  readonly ring: string;
  readonly cloud: Cloud;
  /** The promise with the least time left. */
  readonly tightest: CellProof;
  /** Longest time from release to installed. */
  readonly wait: number;
  readonly survives: number;
  /** Shortest rest after the ring before; `none` where none is asked. */
  readonly soak: number | "none" | "notKept";
  /** Age of the youngest patch that the ring can install. */
  readonly youngest: number;
}

export function ringFigures({ cells, soaks }: Pick<Proof, "cells" | "soaks">): RingFigures[] {
  const rows = new Map<string, CellProof[]>();
  for (const cell of cells) {
    const known = rows.get(keyOf(cell));
    if (known === undefined) rows.set(keyOf(cell), [cell]);
    else known.push(cell);
  }
  const rests = new Map<string, SoakProof[]>();
  for (const soak of soaks) {
    const known = rests.get(keyOf(soak));
    if (known === undefined) rests.set(keyOf(soak), [soak]);
    else known.push(soak);
  }
  return [...rows].map(([key, row]) => figuresOf(row, rests.get(key) ?? []));
}

function keyOf({ group, ring, cloud }: CellProof | SoakProof): string {
  return `${group}.${ring} ${cloud}`;
}

function figuresOf(cells: readonly CellProof[], soaks: readonly SoakProof[]): RingFigures {
  const tightest = cells.reduce((a, b) => (latenessOfCell(b) > latenessOfCell(a) ? b : a));
  const { group, ring, cloud } = tightest;
  return {
    group,
    ring,
    cloud,
    tightest,
    wait: Math.max(...cells.map(({ worstWait }) => span(worstWait.release, worstWait.landing))),
    survives: Math.min(...cells.map(({ survives }) => survives)),
    soak: soakFigure(soaks),
    youngest: Math.min(...soaks.map(({ youngest }) => span(0, youngest))),
  };
}

export function soakFigure(soaks: readonly SoakProof[]): RingFigures["soak"] {
  if (soaks.every(({ asked }) => asked === 0)) return "none";
  if (soaks.some(({ kept }) => kept === "notKept")) return "notKept";
  return Math.min(...soaks.map(({ shortest }) => span(0, shortest)));
}

/** Minutes late; negative is slack. */
export function latenessOfCell({ worstLateness: { landing, due } }: CellProof): number {
  return span(due, landing);
}

function span(from: Instant, until: Instant | "never"): number {
  return until === "never" ? Number.POSITIVE_INFINITY : until - from;
}
