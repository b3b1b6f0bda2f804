/** When one vulnerability is due in each group, which limit binds, and by which route each ring gets there in time. */
import { usedPredicates } from "../expand/classes";
import { limitsOf } from "../expand/limits";
import { factsOf } from "../expand/obligations";
import type { Facts } from "../obligations/applies";
import type { Exposure, Plan, PlannedGroup } from "../plan";
import type { Policy } from "../policy";
import { contextOver, type ProofContext } from "../proof/context";
import type { Instant } from "../time";
import { minutesPerDay } from "../time";
import { type DueLimit, dueLimits, type TimelessLimit, timelessLimits } from "./dueLimits";
import { type DueRoute, routesOf, systemsOf } from "./routes";
import type { Vulnerability } from "./vulnerability";

export interface GroupDue {
  readonly group: string;
  readonly tier: string;
  readonly exposure: Exposure;
  /** The group's own exposure, where the vulnerability has another. */
  readonly groupExposure?: Exposure;
  /** Facts that something in the group depends on, which are not known and count as the strictest. */
  readonly unknown: readonly string[];
  /** The first one binds; none where nothing is promised. */
  readonly limits: readonly DueLimit[];
  readonly timeless: readonly TimelessLimit[];
  readonly routes: readonly DueRoute[];
  /** Every ring is in time by either route, or accepted. */
  readonly served: boolean;
}

export interface DueRequest {
  readonly vulnerability: Vulnerability;
  /** Runs before it are past. */
  readonly asOf: Instant;
  readonly group: string | undefined;
  readonly ring: string | undefined;
}

/** One answer for each group that has a machine of the kind; `group` and `ring` must exist. */
export function dueOf(
  { policy, plan }: { readonly policy: Policy; readonly plan: Plan },
  request: DueRequest,
): readonly GroupDue[] {
  const since = Math.max(request.vulnerability.events.released, request.asOf);
  // Long enough before for the last update that superseded another, and for nothing else.
  const context = contextOver(plan, { from: since - 40 * minutesPerDay, until: since });
  return plan.groups
    .filter(({ name }) => request.group === undefined || name === request.group)
    .filter((group) => concerns(group, request))
    .flatMap((group) => {
      const written = policy.groups[group.name];
      return written === undefined ? [] : [groupDue(policy, written, group, request, context)];
    });
}

function concerns(
  { rings }: PlannedGroup,
  { vulnerability, ring }: Pick<DueRequest, "vulnerability" | "ring">,
): boolean {
  return rings.some(
    (one) => (ring === undefined || one.name === ring) && systemsOf(one, vulnerability).length > 0,
  );
}

function groupDue(
  policy: Policy,
  written: Policy["groups"][string],
  group: PlannedGroup,
  { vulnerability, asOf, ring }: DueRequest,
  context: ProofContext,
): GroupDue {
  const { events } = vulnerability;
  const known = knownOf(vulnerability);
  const facts: Facts = { ...factsOf(written), ...known };
  const applied = limitsOf(policy, written, known);
  const limits = dueLimits(applied, events);
  const due = limits[0]?.due ?? Number.POSITIVE_INFINITY;
  const since = Math.max(events.released, asOf);
  const routes = routesOf({ group, facts, vulnerability, due, since, ring }, context);
  const exposure = facts.exposure ?? group.exposure;
  return {
    group: group.name,
    tier: group.tier,
    exposure,
    ...(exposure === group.exposure ? {} : { groupExposure: group.exposure }),
    unknown: unknownFacts(policy, written, vulnerability),
    limits,
    timeless: timelessLimits(applied),
    routes,
    served: routes.every(
      ({ kind, accepted }) =>
        kind === "scheduled" || kind === "outOfCycle" || accepted !== undefined,
    ),
  };
}

function knownOf({
  events: _,
  id: _id,
  group: _group,
  system: _system,
  cloud: _cloud,
  ...facts
}: Vulnerability): Facts {
  return facts;
}

function unknownFacts(
  policy: Policy,
  group: Policy["groups"][string],
  vulnerability: Vulnerability,
): readonly string[] {
  const { severity, exploited } = vulnerability;
  return [
    ...(severity === undefined ? ["severity"] : []),
    ...(exploited === undefined ? ["exploited"] : []),
    ...usedPredicates(policy, group).filter(
      (predicate) =>
        vulnerability[predicate] === undefined &&
        // What is exploited is likely to be.
        !(predicate === "likelyExploitable" && exploited === true),
    ),
  ];
}
