/**
 * The worst releases there are. Between the instants at which a landing or an allowance changes, the wait and the
 * lateness only shrink as the release moves on: their largest values stand at those instants, and are attained.
 */
import type { Deadline } from "../plan";
import type { Instant } from "../time";
import type { Allowance } from "./allowance";

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

/** How releases travel: by routine runs, or out of cycle. */
export interface Travel {
  /** Releases at which the landing may change, in order; the first is the first of the horizon. */
  readonly changes: Int32Array;
  landing(release: Instant): Instant | "never";
  /** Runs that may be lost with a landing by `due`; −1 when it is late anyway. */
  survives(release: Instant, due: Instant): number;
}

/** Looks at every release that can be the worst one. Of equals, the first is reported. */
export function worstCases(travel: Travel, allowance: Allowance): WorstCases {
  let wait: Case | undefined;
  let lateness: Case | undefined;
  let survives = Number.POSITIVE_INFINITY;
  let lateUntil = Number.NEGATIVE_INFINITY;
  for (const seen of casesOf(travel, allowance)) {
    if (wait === undefined || waitOf(seen) > waitOf(wait)) wait = seen;
    if (lateness === undefined || latenessOf(seen) > latenessOf(lateness)) lateness = seen;
    survives = Math.min(survives, travel.survives(seen.release, seen.due));
    if (latenessOf(seen) > 0) lateUntil = Math.max(lateUntil, instantOf(seen.landing));
  }
  if (wait === undefined || lateness === undefined) throw new Error("the horizon has no release");
  return { wait, lateness, survives, ...(survives < 0 ? { lateUntil: finite(lateUntil) } : {}) };
}

function* casesOf(travel: Travel, allowance: Allowance): Generator<Case> {
  for (const [release, stretch] of candidates(travel.changes, allowance.from)) {
    const deadline = allowance.deadlines[stretch];
    if (deadline === undefined) continue;
    const due = release + (allowance.minutes[stretch] ?? 0);
    yield { release, landing: travel.landing(release), due, deadline };
  }
}

/** Both lists merged, each release once, with the stretch of allowance that it lies in. */
function* candidates(
  changes: Int32Array,
  stretches: Int32Array,
): Generator<readonly [release: Instant, stretch: number]> {
  let change = 0;
  let stretch = 0;
  let release = stretches[0] ?? Number.POSITIVE_INFINITY;
  while (release !== Number.POSITIVE_INFINITY) {
    yield [release, stretch];
    while ((changes[change] ?? Number.POSITIVE_INFINITY) <= release) change++;
    const nextStretch = stretches[stretch + 1] ?? Number.POSITIVE_INFINITY;
    release = Math.min(changes[change] ?? Number.POSITIVE_INFINITY, nextStretch);
    if (nextStretch === release) stretch++;
  }
}

export function waitOf({ release, landing }: Case): number {
  return instantOf(landing) - release;
}

/** Minutes after the due date; negative is slack. */
export function latenessOf({ landing, due }: Case): number {
  return instantOf(landing) - due;
}

function instantOf(landing: Instant | "never"): number {
  return landing === "never" ? Number.POSITIVE_INFINITY : landing;
}

function finite(instant: number): Instant | "never" {
  return instant === Number.POSITIVE_INFINITY ? "never" : instant;
}
