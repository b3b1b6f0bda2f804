/**
 * The gate's opponent: which runs of a chain of rings may begin, told from calendars and from how each run went, with no verdict,
 * no parameter and no runbook in it.
 */
import type { Chance } from "./chance";

/** Minutes since 1970. */
type Instant = number;
type Span = readonly [from: Instant, until: Instant];

/** What becomes of a run whose gate may open: of the last two its close never says anything. */
export const fates = ["well", "failed", "alarm", "unclosed", "silent"] as const;
export type Fate = (typeof fates)[number];

export interface RingOccurrence {
  /** Of the chain, the first is 0. */
  readonly ring: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly isFrozen: boolean;
  readonly fate: Fate;
}

/** Mostly well, or no chain would ever get on. */
export function someFate(chance: Chance): Fate {
  return chance.below(3) > 0 ? "well" : chance.pick(fates);
}

export function isFrozen(freezes: readonly Span[], [from, until]: Span): boolean {
  return freezes.some(([a, b]) => a < until && b > from);
}

/** Minutes after its end by which a run must have been closed. */
const closed = 60;

/**
 * Whether the ring before lets a ring begin: its last run that is closed, or should be, went well. A run that a freeze barred
 * is no run, but must have been closed like any other.
 */
export function ringBeforeAllows(
  all: readonly RingOccurrence[],
  ring: number,
  at: Instant,
): boolean {
  if (ring === 0) return true;
  const isLost = ({ fate }: RingOccurrence) => fate === "unclosed" || fate === "silent";
  const judged = all.filter(
    (one) => one.ring === ring - 1 && one.end + (isLost(one) ? closed : 0) <= at,
  );
  const last = judged.findLast((one) => isLost(one) || !one.isFrozen);
  return last !== undefined && last.fate === "well" && mayBegin(all, last);
}

/** Whether a run begins, as its window starts it. */
export function mayBegin(all: readonly RingOccurrence[], one: RingOccurrence): boolean {
  const isStopped = one.isFrozen || one.fate === "alarm" || one.fate === "silent";
  return !isStopped && ringBeforeAllows(all, one.ring, one.start);
}
