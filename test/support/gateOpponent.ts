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
  /** When its close speaks: at its end or some minutes later. */
  readonly closedAt: Instant;
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

/** Of runs with two of the fates the close never speaks; of a run that another has followed by then it says nothing. */
function isLost(all: readonly RingOccurrence[], one: RingOccurrence): boolean {
  const { ring, start, closedAt, fate } = one;
  const isFollowed = all.some(
    (other) => other.ring === ring && other.start > start && other.start <= closedAt,
  );
  return fate === "unclosed" || fate === "silent" || isFollowed;
}

/**
 * Whether the ring before lets a ring begin: its last run that is over was closed by now and went well. A run that a freeze
 * barred is no run, but must have been closed like any other. While a run goes on, the one before it counts.
 */
export function ringBeforeAllows(
  all: readonly RingOccurrence[],
  ring: number,
  at: Instant,
): boolean {
  if (ring === 0) return true;
  const over = all.filter((one) => one.ring === ring - 1 && one.end <= at);
  const isUnclosed = (one: RingOccurrence) => one.closedAt > at || isLost(all, one);
  const last = over.findLast((one) => isUnclosed(one) || !one.isFrozen);
  return last !== undefined && !isUnclosed(last) && last.fate === "well" && mayBegin(all, last);
}

/** Whether a run begins, as its window starts it. */
export function mayBegin(all: readonly RingOccurrence[], one: RingOccurrence): boolean {
  const isStopped = one.isFrozen || one.fate === "alarm" || one.fate === "silent";
  return !isStopped && ringBeforeAllows(all, one.ring, one.start);
}
