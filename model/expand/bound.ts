/** What an obligation does in a document: where it is the tightest, or why it binds nothing. */

import { fixWithin, limitsFor } from "../obligations/applies";
import type { Deadline, Plan } from "../plan";
import type { Policy } from "../policy";
import type { CivilDate } from "../time";
import { factsOf, obligationsOf } from "./obligations";

export interface BoundDeadline {
  readonly group: string;
  readonly class: Deadline["class"];
  readonly within: Deadline["within"];
  /** The releases that it binds for, as the deadline says. */
  readonly from?: CivilDate;
  readonly until?: CivilDate;
}

export type Binding =
  | { readonly kind: "binds"; readonly deadlines: readonly BoundDeadline[] }
  /** The tiers or another obligation are tighter everywhere. */
  | { readonly kind: "neverTightest" }
  /** It applies to no group, or asks for a limit of one's own. */
  | { readonly kind: "noLimit" }
  | { readonly kind: "notInForce" }
  | { readonly kind: "notNamed" };

export function boundIn(policy: Policy, plan: Plan, id: string): Binding {
  const named = Object.values(policy.groups).flatMap((group) =>
    obligationsOf(policy, group)
      .filter((obligation) => obligation.id === id)
      .map((obligation) => ({ obligation, facts: factsOf(group) })),
  );
  if (named.length === 0) {
    return { kind: "notNamed" };
  }
  const deadlines = plan.groups.flatMap((group) =>
    group.deadlines
      .filter(({ source }) => source === id)
      .map(({ source: _source, of: _of, ...deadline }) => ({ group: group.name, ...deadline })),
  );
  if (deadlines.length > 0) {
    return { kind: "binds", deadlines };
  }
  if (named.every(({ obligation }) => obligation.status.kind !== "inForce")) {
    return { kind: "notInForce" };
  }
  const limited = named.some(({ obligation, facts }) =>
    limitsFor(obligation, facts).some(({ limit }) => fixWithin(limit) !== undefined),
  );
  return { kind: limited ? "neverTightest" : "noLimit" };
}
