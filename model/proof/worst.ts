/**
 * The worst releases there are. Between the instants at which a landing or an allowance changes, the wait and the
 * lateness only shrink as the release moves on: their largest values stand at those instants, and are attained.
 */

import { rememberedOf } from "../memo";
import type { Deadline } from "../plan";
import type { Instant } from "../time";
import { type Allowance, noPromise } from "./allowance";
import type { WorstCase } from "./verdict";

/** What becomes of a release, and who says when it is due. */
export interface Case extends WorstCase {
  readonly deadline: Deadline;
}

export interface WorstCases {
  readonly wait: Case;
  readonly lateness: Case;
  /** Runs that may be lost without a release being late, counted when asked and up to a number; −1 when one is late anyway. */
  survives(most: number): number;
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
  const candidates = candidatesOf(travel.changes, allowance.from);
  const landings = rememberedOf(landed, candidates, () => landingsOf(travel, candidates));
  const [waits, lates] = longest(candidates, landings, allowance);
  const caseAt = (index: number): Case => caseOf(candidates, landings, allowance, index);
  const lateness = caseAt(lates);
  return {
    wait: waits === lates ? lateness : caseAt(waits),
    lateness,
    ...(latenessOf(lateness) > 0
      ? { lateUntil: finite(latestLate(candidates, landings, allowance)) }
      : {}),
  };
}

/** Where each candidate lands: allowances of the same stretches ask for the same. */
const landed = new WeakMap<Candidates, Float64Array>();

function landingsOf(travel: Travel, { releases, changes }: Candidates): Float64Array {
  const landings = new Float64Array(releases.length);
  for (let index = 0; index < landings.length; index++) {
    landings[index] = travel.landing(releases[index] ?? 0, changes[index] ?? 0);
  }
  return landings;
}

/** Indices of the longest wait and the largest lateness among the promised candidates. */
function longest(
  candidates: Candidates,
  landings: Float64Array,
  allowance: Allowance,
): readonly [wait: number, lateness: number] {
  if (allowance.from.length === 1) {
    // One allowance for all: the longest wait is the largest lateness, whatever is allowed.
    const index = rememberedOf(longestWaits, candidates, () => {
      const [wait] = longestOf(candidates, landings, Int32Array.of(0));
      return { wait };
    }).wait;
    return [index, index];
  }
  return longestOf(candidates, landings, allowance.minutes);
}

const longestWaits = new WeakMap<Candidates, { readonly wait: number }>();

function longestOf(
  { releases, stretches }: Candidates,
  landings: Float64Array,
  minutes: Int32Array,
): readonly [wait: number, lateness: number] {
  let [wait, lateness, longestWait, largest] = [
    0,
    0,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (let index = 0; index < landings.length; index++) {
    const allowed = minutes[stretches[index] ?? 0] ?? noPromise;
    if (allowed === noPromise) continue;
    const waited = (landings[index] ?? 0) - (releases[index] ?? 0);
    if (waited > longestWait) [wait, longestWait] = [index, waited];
    if (waited - allowed > largest) [lateness, largest] = [index, waited - allowed];
  }
  return [wait, lateness];
}

function latestLate(
  { releases, stretches }: Candidates,
  landings: Float64Array,
  { minutes }: Allowance,
): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < landings.length; index++) {
    const allowed = minutes[stretches[index] ?? 0] ?? noPromise;
    const landing = landings[index] ?? 0;
    if (allowed === noPromise || landing <= (releases[index] ?? 0) + allowed) continue;
    if (landing > latest) latest = landing;
  }
  return latest;
}

/** No release waits for more than 400 days, and no window opens twice a day. */
export const mostLosses = 400;

/** Counts up to a number once: a reader who wants the least of many asks for no more than the least so far. */
export function countedOnce(count: (most: number) => number): (most: number) => number {
  let [found, asked] = [-1, -1];
  return (most) => {
    if (found === asked && most > asked) [found, asked] = [count(most), most];
    return Math.min(found, most);
  };
}

/** Releases that can be the worst, with the stretch of each list that they lie in. */
export interface Candidates {
  readonly releases: Int32Array;
  readonly changes: Int32Array;
  readonly stretches: Int32Array;
}

const candidates = new WeakMap<Int32Array, WeakMap<Int32Array, Candidates>>();

/** Starts of all stretches of both lists, in order, each release once. Many sweeps ask for the same. */
export function candidatesOf(changes: Int32Array, stretches: Int32Array): Candidates {
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
  { releases, stretches }: Candidates,
  landings: Float64Array,
  allowance: Allowance,
  index: number,
): Case {
  const [release = 0, stretch = 0] = [releases[index], stretches[index]];
  const deadline = allowance.deadlines[stretch];
  if (deadline === undefined) throw new Error("an allowance without a deadline");
  const due = release + (allowance.minutes[stretch] ?? 0);
  return { release, landing: finite(landings[index] ?? 0), due, deadline };
}

/** Minutes after the due date; negative is slack. */
export function latenessOf({ landing, due }: Case): number {
  return landing === "never" ? Number.POSITIVE_INFINITY : landing - due;
}

function finite(instant: number): Instant | "never" {
  return instant === Number.POSITIVE_INFINITY ? "never" : instant;
}
