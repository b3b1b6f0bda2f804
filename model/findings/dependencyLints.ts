/** Groups that install while one that they depend on does: exact, over the proved years. */

import { remembered } from "../memo";
import type { Finding, PlannedGroup, PlannedRing } from "../plan";
import type { Policy } from "../policy";
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import { freezeNames, type LintContext } from "./runSpans";
import { firstOverlapOf } from "./windowLints";

interface Overlap {
  readonly ring: PlannedRing;
  readonly other: PlannedRing;
  readonly at: Instant;
}

/** One finding for each group and dependency: their first overlap. */
export function dependencyLints(policy: Policy, context: LintContext): Finding[] {
  const { plan } = context;
  const groups = new Map(plan.groups.map((group) => [group.name, group]));
  const known: Known = new Map();
  return plan.groups.flatMap((group) =>
    (policy.groups[group.name]?.dependsOn ?? []).flatMap((name, index) => {
      const dependency = groups.get(name);
      if (dependency === undefined || dependency === group) return [];
      const overlap = earliestOverlap(context, group, dependency, known);
      if (overlap === undefined) return [];
      const { ring, other, at } = overlap;
      const message = `group ${group.name} depends on ${name}, and ring ${ring.name} in window ${ring.window.name} runs while ring ${other.name} of ${name} does in window ${other.window.name}, first on ${formatInstant(at, plan.timezone)}`;
      const path = ["groups", group.name, "dependsOn", index];
      return [
        finding("dependency/overlap", {
          message,
          group: group.name,
          ring: ring.name,
          entry: name,
          path,
        }),
      ];
    }),
  );
}

type Known = Map<string, { readonly at: Instant | undefined }>;

function earliestOverlap(
  context: LintContext,
  group: PlannedGroup,
  dependency: PlannedGroup,
  known: Known,
): Overlap | undefined {
  const freezes = context.freezesOf(group);
  const others = context.freezesOf(dependency);
  const [own, theirs] = [freezeNames(freezes), freezeNames(others)];
  let earliest: Overlap | undefined;
  for (const ring of group.rings) {
    for (const other of dependency.rings) {
      const key = [ring.window.name, own, other.window.name, theirs].join("|");
      const { at } = remembered(known, key, () => ({
        at: firstOverlapOf(context, ring.window, other.window, freezes, others),
      }));
      if (at !== undefined && at < (earliest?.at ?? Number.POSITIVE_INFINITY)) {
        earliest = { ring, other, at };
      }
    }
  }
  return earliest;
}
