/** The register of vendors: until when they support what groups use, and whether their promises are fast enough. */
import { dayOfDate } from "../civilDay";
import { addDuration, describeDuration } from "../duration";
import type { Deadline, Plan, PlannedGroup, Severity } from "../plan";
import type { Policy } from "../policy";
import type { SystemId } from "../systems";
import { type CivilDate, type Duration, type Instant, minutesPerDay } from "../time";

type Vendor = NonNullable<Policy["vendors"]>[string];
type Delivered = keyof Vendor["delivers"];

export type Support =
  | { readonly kind: "unknown" }
  | {
      readonly kind: "supported" | "extended";
      readonly until: CivilDate;
      readonly daysLeft: number;
    }
  | { readonly kind: "ended"; readonly until: CivilDate };

/** A promise beside the tightest deadline of the groups that depend on it. */
export interface Delivery {
  readonly patches: Delivered;
  readonly promised: Duration;
  /** Absent where no group has a deadline for such patches. */
  readonly tightest?: GroupDeadline;
  readonly isTooSlow: boolean;
}

export interface RegisteredVendor {
  readonly name: string;
  readonly vendor: Vendor;
  /** Groups that patch one of its systems. */
  readonly groups: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/** Vendors in the order of the document. */
export function vendorRegister(policy: Policy, plan: Plan): readonly RegisteredVendor[] {
  const usedBy = groupsBySystem(plan);
  return Object.entries(policy.vendors ?? {}).map(([name, vendor]) => {
    const using = new Set(vendor.systems.flatMap((system) => usedBy.get(system) ?? []));
    const groups = plan.groups.filter((group) => using.has(group.name));
    const start = dayOfDate(policy.effectiveFrom) * minutesPerDay;
    return {
      name,
      vendor,
      groups: groups.map((group) => group.name),
      deliveries: deliveriesOf(vendor, distinctDeadlines(groups), start),
    };
  });
}

/** Systems that groups patch and no vendor of the document stands for. */
export function unregisteredSystems(policy: Policy, plan: Plan): readonly SystemId[] {
  const registered = new Set(Object.values(policy.vendors ?? {}).flatMap(({ systems }) => systems));
  return [...groupsBySystem(plan).keys()].filter((system) => !registered.has(system)).sort();
}

export function groupsBySystem(plan: Plan): ReadonlyMap<SystemId, readonly string[]> {
  const groups = new Map<SystemId, Set<string>>();
  for (const group of plan.groups) {
    for (const { system } of group.rings.flatMap(({ systems }) => systems)) {
      groups.set(system, (groups.get(system) ?? new Set()).add(group.name));
    }
  }
  return new Map([...groups].map(([system, names]) => [system, [...names]]));
}

/** The last day counts in full, in UTC. Extended support counts from the end of the ordinary one on. */
export function supportOn({ supportEnds, extendedSupportEnds }: Vendor, asOf: Instant): Support {
  const until = extendedSupportEnds ?? supportEnds;
  if (until === undefined) return { kind: "unknown" };
  const today = Math.floor(asOf / minutesPerDay);
  const daysLeft = dayOfDate(until) - today;
  if (daysLeft < 0) return { kind: "ended", until };
  const isOrdinary = supportEnds !== undefined && dayOfDate(supportEnds) >= today;
  return {
    kind: isOrdinary || extendedSupportEnds === undefined ? "supported" : "extended",
    until,
    daysLeft,
  };
}

interface GroupDeadline extends Deadline {
  /** The first group that has it. */
  readonly group: string;
}

/** Thousands of groups share the deadlines of a few tiers. */
function distinctDeadlines(groups: readonly PlannedGroup[]): readonly GroupDeadline[] {
  const distinct = new Map<string, GroupDeadline>();
  for (const { name, deadlines } of groups) {
    for (const deadline of deadlines) {
      const key = JSON.stringify(deadline);
      if (!distinct.has(key)) distinct.set(key, { ...deadline, group: name });
    }
  }
  return [...distinct.values()];
}

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

function deliveriesOf(
  { delivers }: Vendor,
  deadlines: readonly GroupDeadline[],
  start: Instant,
): readonly Delivery[] {
  const length = (duration: Duration): number => addDuration(start, duration) - start;
  return [...severities, "exploited" as const].flatMap((patches) => {
    const promised = delivers[patches];
    if (promised === undefined) return [];
    const [tightest] = deadlines
      .filter((deadline) => concerns(patches, deadline, delivers.exploited !== undefined))
      .sort((a, b) => length(a.within) - length(b.within));
    return [
      tightest === undefined
        ? { patches, promised, isTooSlow: false }
        : { patches, promised, tightest, isTooSlow: length(promised) > length(tightest.within) },
    ];
  });
}

/** A promise about a severity holds for what is exploited too, unless the vendor promises that apart. */
function concerns(patches: Delivered, deadline: Deadline, isApart: boolean): boolean {
  const { severity, exploited } = deadline.class;
  if (patches === "exploited") return exploited;
  return severity === patches && !(exploited && isApart);
}

/** `exploited 14d (web, tier gold)`. */
export function describeTightest({
  class: patchClass,
  within,
  group,
  source,
}: GroupDeadline): string {
  const { severity, exploited } = patchClass;
  return `${exploited ? `exploited ${severity}` : severity} ${describeDuration(within)} (${group}, ${source})`;
}
