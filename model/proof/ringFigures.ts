/** The figures of each ring on each cloud: the worst over all its systems and classes. */

import { remembered } from "../memo";
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
  const rests = byRing(soaks);
  return [...byRing(cells)].map(([key, row]) => figuresOf(row, rests.get(key) ?? []));
}

type OfRing = Pick<CellProof, "group" | "ring" | "cloud">;

function byRing<One extends OfRing>(all: readonly One[]): ReadonlyMap<string, readonly One[]> {
  const rows = new Map<string, One[]>();
  let [before, row]: [OfRing | undefined, One[]] = [undefined, []];
  for (const one of all) {
    // Those of a ring mostly stand together.
    if (before === undefined || !isSameRing(before, one)) {
      row = remembered(rows, `${one.group}.${one.ring} ${one.cloud}`, () => []);
      before = one;
    }
    row.push(one);
  }
  return rows;
}

function isSameRing(one: OfRing, other: OfRing): boolean {
  return one.ring === other.ring && one.group === other.group && one.cloud === other.cloud;
}

function figuresOf(cells: readonly CellProof[], soaks: readonly SoakProof[]): RingFigures {
  const tightest = cells.reduce((a, b) => (latenessOfCell(b) > latenessOfCell(a) ? b : a));
  const { group, ring, cloud } = tightest;
  let [wait, youngest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  // The tightest first: of the others only what is less is counted.
  let survives = tightest.survives();
  for (const cell of cells) {
    wait = Math.max(wait, span(cell.worstWait.release, cell.worstWait.landing));
    survives = Math.min(survives, cell.survives(survives));
  }
  for (const soak of soaks) youngest = Math.min(youngest, span(0, soak.youngest));
  return { group, ring, cloud, tightest, wait, survives, soak: soakFigure(soaks), youngest };
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
