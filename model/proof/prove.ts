/** Proves a plan: for every promise, whether any release instant exists that breaks it. Exact, not sampled. */
import type { Deadline, Plan, PlannedGroup } from "../plan";
import type { Instant } from "../time";
import { isPromised } from "./allowance";
import { assumptionsOf } from "./assumptions";
import { proveCell } from "./cell";
import { type ProofContext, proofContext } from "./context";
import { className, proofFindings } from "./findings";
import { once } from "./memo";
import { proveSoaks } from "./soaks";
import type { CellProof, Proof } from "./verdict";

/** The proof over every release of the two years from `asOf`, or from the plan's effective day when that is later. */
export function prove(plan: Plan, asOf: Instant): Proof {
  const context = proofContext(plan, asOf);
  const classesOf = once(deadlinesByClass);
  const cells = plan.groups.flatMap((group) =>
    proveGroup(group, classesOf(group.deadlines), context),
  );
  const soaks = proveSoaks(context);
  return {
    asOf,
    until: context.horizon.until,
    cells,
    soaks,
    assumptions: assumptionsOf(plan, context.horizon),
    findings: proofFindings(plan, cells, soaks),
    holds: cells.every(({ verdict }) => verdict.kind === "kept" || verdict.kind === "accepted"),
  };
}

function proveGroup(
  group: PlannedGroup,
  classes: readonly ClassDeadlines[],
  context: ProofContext,
): readonly CellProof[] {
  // A class that no release of the horizon is promised anything for has no verdict.
  const promised = classes.filter((deadlines) => isPromised(context.allowance(deadlines)));
  return group.rings.flatMap((ring) =>
    ring.systems.flatMap((system) =>
      promised.map((deadlines) =>
        proveCell({ group, ring, system, class: deadlines[0].class, deadlines }, context),
      ),
    ),
  );
}

type ClassDeadlines = readonly [Deadline, ...Deadline[]];

/** A class may have several deadlines, of which now one and now another is tighter: 30 days and a calendar month. */
function deadlinesByClass(deadlines: readonly Deadline[]): readonly ClassDeadlines[] {
  const classes = new Map<string, [Deadline, ...Deadline[]]>();
  for (const deadline of deadlines) {
    const key = className(deadline.class);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [deadline]);
    else known.push(deadline);
  }
  return [...classes.values()];
}
