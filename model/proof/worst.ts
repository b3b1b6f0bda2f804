/**
 * The worst releases there are. Between the instants at which a landing or an allowance changes, the wait and the
 * lateness only shrink as the release moves on: their largest values stand at those instants, and are attained.
 */
import type { Deadline } from "../plan";
import type { Instant } from "../time";
import { type Allowance, noPromise } from "./allowance";

/** What becomes of a release. */
export interface Case {
  readonly release: Instant;
  readonly landing: Instant | "never";
  readonly due: Instant;
  readonly deadline: Deadline;
}

export interface WorstCases {
  readonly wait: Case;
  readonly lateness: Case;
  /** Runs that may be lost without a release being late; −1 when one is late anyway. */
  readonly survives: number;
  /** The latest landing among late releases; absent when none is late. */
  readonly lateUntil?: Instant | "never";
}

/** How releases travel. Never is infinity here: these are the proof's inner loops. */
export interface Travel {
  /** Releases at which the landing may change its course, in order; the first is the first of the horizon. */
  readonly changes: Int32Array;
  /** Landing of a release after `changes[stretch]` and before the next change. */
  landing(release: Instant, stretch: number): number;
}

/** Looks at every release that can be the worst one, and is promised anything. Of equals, the first is reported. */
export function worstCases(travel: Travel, allowance: Allowance): Omit<WorstCases, "survives"> {
  let wait = { length: Number.NEGATIVE_INFINITY, release: 0, landing: 0, stretch: 0 };
  let lateness = wait;
  let lateUntil = Number.NEGATIVE_INFINITY;
  const { releases, changes, stretches } = candidatesOf(travel.changes, allowance.from);
  for (let index = 0; index < releases.length; index++) {
    const [release = 0, stretch = 0] = [releases[index], stretches[index]];
    const allowed = allowance.minutes[stretch] ?? noPromise;
    if (allowed === noPromise) continue;
    const landing = travel.landing(release, changes[index] ?? 0);
    const late = landing - release - allowed;
    const waited = landing - release;
    if (waited > wait.length) wait = { length: waited, release, landing, stretch };
    if (late > lateness.length) lateness = { length: late, release, landing, stretch };
    if (late > 0 && landing > lateUntil) lateUntil = landing;
  }
  return {
    wait: caseOf(wait, allowance),
    lateness: caseOf(lateness, allowance),
    ...(lateness.length > 0 ? { lateUntil: finite(lateUntil) } : {}),
  };
}

/**
 * The largest number of lost runs with which no release is late; −1 when one is late anyway. `landingAfter` gives
 * the landing of a release when that many runs are lost.
 */
export function survivedLosses(
  travel: Int32Array,
  allowance: Allowance,
  landingAfter: (release: Instant, change: number, losses: number) => number,
): number {
  const { releases, changes, stretches } = candidatesOf(travel, allowance.from);
  let survives = mostLosses;
  for (let index = 0; index < releases.length && survives >= 0; index++) {
    const [release = 0, change = 0] = [releases[index], changes[index]];
    const allowed = allowance.minutes[stretches[index] ?? 0] ?? noPromise;
    if (allowed === noPromise) continue;
    const due = release + allowed;
    if (landingAfter(release, change, survives) <= due) continue;
    let low = -1;
    while (survives - low > 1) {
      const middle = (low + survives) >> 1;
      if (landingAfter(release, change, middle) > due) survives = middle;
      else low = middle;
    }
    survives = low;
  }
  return survives;
}

/** No release waits for more than 400 days, and no window opens twice a day. */
export const mostLosses = 400;

/** Releases that can be the worst, with the stretch of each list that they lie in. */
interface Candidates {
  readonly releases: Int32Array;
  readonly changes: Int32Array;
  readonly stretches: Int32Array;
}

const candidates = new WeakMap<Int32Array, WeakMap<Int32Array, Candidates>>();

/** Starts of all stretches of both lists, in order, each release once. Many sweeps ask for the same. */
function candidatesOf(changes: Int32Array, stretches: Int32Array): Candidates {
  const known = candidates.get(changes) ?? new WeakMap<Int32Array, Candidates>();
  candidates.set(changes, known);
  // Allowances of one stretch, which are most, differ in nothing that counts here.
  const isOne = stretches.length === 1 && stretches[0] === changes[0];
  const key = isOne ? changes : stretches;
  const found =
    known.get(key) ?? (isOne ? ofOneStretch(changes) : mergedStarts(changes, stretches));
  known.set(key, found);
  return found;
}

function ofOneStretch(changes: Int32Array): Candidates {
  const indices = changes.map((_, index) => index);
  return { releases: changes, changes: indices, stretches: new Int32Array(changes.length) };
}

function mergedStarts(changes: Int32Array, stretches: Int32Array): Candidates {
  const most = changes.length + stretches.length;
  const found = [new Int32Array(most), new Int32Array(most), new Int32Array(most)] as const;
  const [releases, ofChanges, ofStretches] = found;
  let [count, change, stretch] = [0, 0, 0];
  let release = stretches[0] ?? Number.POSITIVE_INFINITY;
  while (release !== Number.POSITIVE_INFINITY) {
    while ((changes[change + 1] ?? Number.POSITIVE_INFINITY) <= release) change++;
    releases[count] = release;
    ofChanges[count] = change;
    ofStretches[count] = stretch;
    count++;
    const nextStretch = stretches[stretch + 1] ?? Number.POSITIVE_INFINITY;
    release = Math.min(changes[change + 1] ?? Number.POSITIVE_INFINITY, nextStretch);
    if (nextStretch === release) stretch++;
  }
  return {
    releases: releases.subarray(0, count),
    changes: ofChanges.subarray(0, count),
    stretches: ofStretches.subarray(0, count),
  };
}

function caseOf(
  found: { readonly release: Instant; readonly landing: number; readonly stretch: number },
  allowance: Allowance,
): Case {
  const deadline = allowance.deadlines[found.stretch];
  if (deadline === undefined) throw new Error("an allowance without a deadline");
  const due = found.release + (allowance.minutes[found.stretch] ?? 0);
  return { release: found.release, landing: finite(found.landing), due, deadline };
}

/** Minutes after the due date; negative is slack. */
export function latenessOf({ landing, due }: Case): number {
  return landing === "never" ? Number.POSITIVE_INFINITY : landing - due;
}

function finite(instant: number): Instant | "never" {
  return instant === Number.POSITIVE_INFINITY ? "never" : instant;
}
