/**
 * All findings of a document on a day: those of the plan, of the proof and of the calendar around the day, with
 * the ones that an exception accepts marked. Nothing of this reaches what is deployed, which knows no today.
 */
import { covers, endOf } from "../exceptions";
import type { LoadedPlan } from "../load";
import { onCallFindings } from "../onCall/findings";
import type { Finding, Plan, PolicyException } from "../plan";
import type { Policy } from "../policy";
import type { CellProof, Proof } from "../proof/verdict";
import type { Instant } from "../time";
import { supportFindings } from "../vendors/findings";
import { cadenceLints } from "./cadenceLints";
import { findingFacts, isFindingId } from "./catalogue";
import { closeLints } from "./closeLints";
import { dependencyLints } from "./dependencyLints";
import { dutyLints } from "./dutyLints";
import { finding } from "./finding";
import { freezeLints } from "./freezeLints";
import { openWindowLints } from "./openWindows";
import { lintContext } from "./runSpans";
import { scanLints } from "./scanLints";
import { testWindowLints } from "./testWindowLints";
import { unusedLints } from "./unusedLints";
import { windowLints } from "./windowLints";

export interface ReportedFinding extends Finding {
  /** The exception that accepts it today: listed, and not counted. */
  readonly accepted?: PolicyException;
}

type Loaded = Pick<Extract<LoadedPlan, { ok: true }>, "policy" | "plan" | "positionOf">;

/** @param asOf the day that counts as today; the proof has its own, which it may move to the effective day. */
export function reportFindings(
  { policy, plan, positionOf }: Loaded,
  proof: Proof,
  asOf: Instant,
): readonly ReportedFinding[] {
  const found = [
    ...plan.findings,
    ...proof.findings,
    ...findingsOn(policy, plan, asOf),
    ...unusedLints(policy),
  ];
  const broken = proof.cells.filter(({ verdict }) => verdict.kind !== "kept");
  const valid = plan.exceptions.filter((exception) => asOf < endOf(exception));
  const unused = plan.exceptions.flatMap((exception, index) =>
    valid.includes(exception) && !isUsed(exception, found, broken)
      ? [unusedFinding(exception, index)]
      : [],
  );
  return [...found, ...unused].map((one) => {
    const accepted = acceptedBy(valid, one);
    return {
      ...one,
      position: one.position ?? positionOf(one.path),
      ...(accepted === undefined ? {} : { accepted }),
    };
  });
}

/** What depends on the day: pure in (policy, plan, asOf), and no part of the plan. */
export function findingsOn(policy: Policy, plan: Plan, asOf: Instant): readonly Finding[] {
  const context = lintContext(plan, asOf);
  return [
    ...windowLints(policy, context),
    ...closeLints(context),
    ...testWindowLints(context),
    ...freezeLints(policy, context),
    ...openWindowLints(context),
    ...scanLints(context),
    ...cadenceLints(context),
    ...dutyLints(policy, plan.exceptions, asOf),
    ...dependencyLints(policy, context),
    ...onCallFindings(policy, asOf),
    ...supportFindings(policy, plan, asOf),
  ];
}

function acceptedBy(valid: readonly PolicyException[], one: Finding): PolicyException | undefined {
  return findingFacts(one.rule).exception === "byId"
    ? valid.find((exception) => covers(exception, one))
    : undefined;
}

/** Who uses an exception of a rule of the pack only a stack can say. */
function isUsed(
  exception: PolicyException,
  found: readonly Finding[],
  broken: readonly CellProof[],
): boolean {
  const { rule } = exception;
  const takes = isFindingId(rule) ? findingFacts(rule).exception : undefined;
  if (rule === "deadlines" || takes === "deadlines") {
    return broken.some(({ group, ring }) => covers(exception, { rule, group, ring }));
  }
  return takes !== "byId" || found.some((one) => covers(exception, one));
}

function unusedFinding({ id, rule }: PolicyException, index: number): Finding {
  const message = `exception ${id} accepts nothing: no ${rule === "deadlines" ? "deadline is broken" : `finding ${rule}`} in its scope`;
  return finding("exception/unused", { message, entry: id, path: ["exceptions", index, "rule"] });
}
