/** Proves a plan: for every promise, whether any release instant exists that breaks it. Exact, not sampled. */

import { once } from "../memo";
import type { Deadline, Plan, PlannedGroup } from "../plan";
import type { Instant } from "../time";
import { isPromised } from "./allowance";
import { assumptionsOf } from "./assumptions";
import { isBroken } from "./broken";
import { proveCell } from "./cell";
import { type ProofContext, proofContext } from "./context";
import { className, proofFindings } from "./findings";
import type { Cell } from "./outcome";
import { proveSoaks } from "./soaks";
import type { CellProof, Proof } from "./verdict";
import { routineWays } from "./ways";

/** The proof over every release of the two years from `asOf`, or from the plan's effective day when that is later. */
export function prove(plan: Plan, asOf: Instant): Proof {
  const context = proofContext(plan, asOf);
  // A class that no release of the horizon is promised anything for has no verdict.
  const promisesOf = once((deadlines: readonly Deadline[]) =>
    deadlinesByClass(deadlines)
      .map((ofClass) => ({ class: ofClass[0].class, allowance: context.allowance(ofClass) }))
      .filter(({ allowance }) => isPromised(allowance)),
  );
  const cells = plan.groups.flatMap((group) =>
    proveGroup(group, promisesOf(group.deadlines), context),
  );
  const soaks = proveSoaks(context);
  return {
    asOf,
    from: context.horizon.from,
    until: context.horizon.until,
    cells,
    soaks,
    assumptions: assumptionsOf(plan, context.horizon),
    findings: proofFindings(plan, cells, soaks),
    holds: !cells.some(isBroken),
  };
}

/** What a group is promised for a class. */
type Promised = Pick<Cell, "class" | "allowance">;

function proveGroup(
  group: PlannedGroup,
  promises: readonly Promised[],
  context: ProofContext,
): readonly CellProof[] {
  return group.rings.flatMap((ring) =>
    ring.systems.flatMap((system) => {
      const wayOf = routineWays({ group, ring, system }, context);
      return promises.map((promise) => {
        const way = wayOf(promise.class);
        const { class: patchClass, allowance } = promise;
        return proveCell({ group, ring, system, way, class: patchClass, allowance }, context);
      });
    }),
  );
}

/** A class may have several deadlines, of which now one and now another is tighter: 30 days and a calendar month. */
function deadlinesByClass(
  deadlines: readonly Deadline[],
): readonly (readonly [Deadline, ...Deadline[]])[] {
  const classes = new Map<string, [Deadline, ...Deadline[]]>();
  for (const deadline of deadlines) {
    const key = className(deadline.class);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [deadline]);
    else known.push(deadline);
  }
  return [...classes.values()];
}
