/** Which limits of an obligation bind where: predicates over what is known, and nothing known counts as the strictest. */

import type { PatchClass } from "../plan";
import type { Clock, Duration } from "../time";
import type { Applicability, Component, Limit, Obligation, TimeLimit } from "./obligation";

/** How long a fix may take, and from when. */
export interface FixLimit {
  readonly within: Duration;
  readonly of: Clock;
}

/** What is known of a machine and a vulnerability. What is absent is unknown. */
export interface Facts
  extends Omit<Applicability, "tier" | "environment" | "component" | "severity"> {
  readonly tier?: string;
  readonly environment?: string;
  readonly component?: Component;
  readonly severity?: PatchClass["severity"];
}

/** False only where a fact is known and does not fit. */
export function applies(when: Applicability, facts: Facts): boolean {
  // What is exploited already is likely to be.
  const likely = facts.exploited === true ? true : facts.likelyExploitable;
  return (
    same(when.exposure, facts.exposure) &&
    same(when.exploited, facts.exploited) &&
    same(when.automatable, facts.automatable) &&
    same(when.technicalImpact, facts.technicalImpact) &&
    same(when.likelyExploitable, likely) &&
    same(when.adverseImpact, facts.adverseImpact) &&
    among(when.tier, facts.tier) &&
    among(when.environment, facts.environment) &&
    among(when.component, facts.component) &&
    among(when.severity, facts.severity)
  );
}

function same<T>(asked: T | undefined, known: T | undefined): boolean {
  return asked === undefined || known === undefined || asked === known;
}

function among<T>(asked: readonly T[] | undefined, known: T | undefined): boolean {
  return asked === undefined || known === undefined || asked.includes(known);
}

/** Only what is in force binds. */
export function limitsFor({ status, limits }: Obligation, facts: Facts): readonly Limit[] {
  return status.kind === "inForce" ? limits.filter(({ when }) => applies(when, facts)) : [];
}

/**
 * How long after a release the fix is due, or nothing where no instant is set. Detection, evaluation and a KEV
 * entry can come with the release and not before it, so a limit that counts from them counts from it.
 */
export function fixWithin(limit: TimeLimit): FixLimit | undefined {
  if ("within" in limit) {
    return limit;
  }
  return "stages" in limit ? limit.stages.at(-1) : undefined;
}

/** True when what binds here can differ by exploitation. */
export function mentionsExploited(obligation: Obligation, facts: Facts): boolean {
  return limitsFor(obligation, facts).some(
    ({ when, limit }) => when.exploited !== undefined && fixWithin(limit) !== undefined,
  );
}
