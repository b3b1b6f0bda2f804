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
  const wait = { length: Number.NEGATIVE_INFINITY, release: 0, landing: 0, stretch: 0 };
  const lateness = { ...wait };
  let lateUntil = Number.NEGATIVE_INFINITY;
  forEachCandidate(travel.changes, allowance.from, (release, change, stretch) => {
    const allowed = allowance.minutes[stretch] ?? noPromise;
    if (allowed === noPromise) return;
    const landing = travel.landing(release, change);
    const late = landing - release - allowed;
    const found = { release, landing, stretch };
    if (landing - release > wait.length) Object.assign(wait, found, { length: landing - release });
    if (late > lateness.length) Object.assign(lateness, found, { length: late });
    if (late > 0 && landing > lateUntil) lateUntil = landing;
  });
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
  changes: Int32Array,
  allowance: Allowance,
  landingAfter: (release: Instant, losses: number) => number,
): number {
  let survives = mostLosses;
  forEachCandidate(changes, allowance.from, (release, _, stretch) => {
    const allowed = allowance.minutes[stretch] ?? noPromise;
    if (allowed === noPromise) return;
    const due = release + allowed;
    if (survives < 0 || landingAfter(release, survives) <= due) return;
    let low = -1;
    while (survives - low > 1) {
      const middle = (low + survives) >> 1;
      if (landingAfter(release, middle) > due) survives = middle;
      else low = middle;
    }
    survives = low;
  });
  return survives;
}

/** No release waits for more than 400 days, and no window opens twice a day. */
export const mostLosses = 400;

/** Visits the starts of all stretches of both lists, in order, each release once. */
function forEachCandidate(
  changes: Int32Array,
  stretches: Int32Array,
  visit: (release: Instant, change: number, stretch: number) => void,
): void {
  let change = 0;
  let stretch = 0;
  let release = stretches[0] ?? Number.POSITIVE_INFINITY;
  while (release !== Number.POSITIVE_INFINITY) {
    while ((changes[change + 1] ?? Number.POSITIVE_INFINITY) <= release) change++;
    visit(release, change, stretch);
    const nextStretch = stretches[stretch + 1] ?? Number.POSITIVE_INFINITY;
    release = Math.min(changes[change + 1] ?? Number.POSITIVE_INFINITY, nextStretch);
    if (nextStretch === release) stretch++;
  }
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
