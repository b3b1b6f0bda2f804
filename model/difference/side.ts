/** One of two documents: what it says, what it resolves to, and what can be proved of it. */
import type { LoadedPlan } from "../load";
import type { Plan } from "../plan";
import { prove } from "../proof/prove";
import type { Proof } from "../proof/verdict";
import type { Instant } from "../time";

export interface Side {
  /** The document's values as they are written. */
  readonly written: unknown;
  readonly plan: Plan;
  readonly proof: Proof;
}

export function sideOf({ written, plan }: Extract<LoadedPlan, { ok: true }>, asOf: Instant): Side {
  return { written, plan, proof: prove(plan, asOf) };
}
