/** The rings of a group, in the order in which a patch travels, with the delays that keep their soak. */
import { appliesTo } from "../calendar";
import { defaultConcurrency, defaultStopAfter } from "../document/groups";
import { defaultCutoff } from "../document/windows";
import type {
  Approval,
  Cloud,
  Freeze,
  PlannedRing,
  PlannedWindow,
  Promotion,
  RingSystem,
} from "../plan";
import type { Policy } from "../policy";
import { derivedDelayDays } from "../proof/deriveDelay";
import { type RestBefore, restBefore } from "../restBefore";
import type { SystemId } from "../systems";
import { systemFacts } from "../systems";
import { approvalsOn, knowsDelay } from "./approvals";
import { leavesOutReboots } from "./azureLists";
import { promotedDelays } from "./promotions";

type DocumentGroup = Policy["groups"][string];
type DocumentRing = DocumentGroup["rings"][number];

const clouds: readonly Cloud[] = ["aws", "azure"];

/** @param promotedFrom the ring of another group in which a patch rests before it reaches the first one. */
export function planRings(
  policy: Policy,
  name: string,
  group: DocumentGroup,
  freezes: readonly Freeze[],
  promotedFrom?: Promotion,
): PlannedRing[] {
  const above = { name, ...(promotedFrom === undefined ? {} : { promotedFrom }) };
  const rings: PlannedRing[] = [];
  for (const ring of group.rings) {
    const window = planWindow(policy, ring.window);
    const systems = systemsOf(policy, group, ring).map((system) =>
      withSoak(policy, system, window, name, restBefore(above, rings, ring.soak, system), freezes),
    );
    rings.push({
      name: ring.name,
      patchGroup: `${name}.${ring.name}`,
      window,
      soak: ring.soak,
      concurrency: ring.concurrency ?? defaultConcurrency,
      stopAfter: ring.stopAfter ?? defaultStopAfter,
      ...(ring.maxNodes === undefined ? {} : { maxNodes: ring.maxNodes }),
      systems,
    });
  }
  return rings;
}

/** True when a ring has a place on a cloud: `regions: []` or `locations: []` keeps it off. */
export function runsOn(group: DocumentGroup, ring: DocumentRing, cloud: Cloud): boolean {
  const places = cloud === "aws" ? ring.regions : ring.locations;
  return group[cloud] !== undefined && places?.length !== 0;
}

/** @throws Error for a window that the document lacks; a validated document has none of those. */
export function planWindow(policy: Policy, name: string): PlannedWindow {
  const window = policy.windows[name];
  if (window === undefined) {
    throw new Error(`no window "${name}"`);
  }
  return {
    name,
    schedule: window.schedule,
    timezone: window.timezone ?? policy.timezone,
    duration: window.duration,
    cutoff: window.cutoff ?? defaultCutoff,
    perNode: window.perNode,
  };
}

export type UnsoakedSystem = Omit<RingSystem, "soakKept">;

function systemsOf(policy: Policy, group: DocumentGroup, ring: DocumentRing): UnsoakedSystem[] {
  const skipped = leavesOutReboots(policy, group.baselines);
  return clouds
    .filter((cloud) => runsOn(group, ring, cloud))
    .flatMap((cloud) =>
      group.baselines.flatMap((baseline) =>
        patched(policy, baseline, cloud).map((system) => ({
          system,
          cloud,
          baseline,
          approvals: approvalsOn(
            policy,
            baseline,
            system,
            cloud,
            skipped && cloud === "azure" && systemFacts(system).kind === "windows",
          ),
        })),
      ),
    );
}

function patched(policy: Policy, baseline: string, cloud: Cloud): readonly SystemId[] {
  const systems = policy.baselines[baseline]?.systems ?? [];
  return [...new Set(systems)].filter((system) => systemFacts(system).clouds[cloud]);
}

/** Raises each rule's delay until the calendar alone keeps the rest before, where the vendor knows delays at all. */
function withSoak(
  policy: Policy,
  system: UnsoakedSystem,
  window: PlannedWindow,
  group: string,
  before: RestBefore | undefined,
  freezes: readonly Freeze[],
): RingSystem {
  if (before === undefined || before.soak === 0) {
    return { ...system, soakKept: "none" };
  }
  const delays = delaysAfter(policy, system, window, group, before, freezes);
  if (delays.includes(undefined)) {
    return { ...system, soakKept: "notKept" };
  }
  // A rule with a date approves in every ring at once, and takes no delay that could keep the soak.
  const isDated = system.approvals.some(({ until }) => until !== undefined);
  const approvals = system.approvals.map(
    (approval, index): Approval =>
      approval.until === undefined
        ? { ...approval, afterDays: delays[index] ?? approval.ownDays }
        : approval,
  );
  return { ...system, approvals, soakKept: isDated ? "notKept" : "native" };
}

/** A delay for each rule; undefined where none keeps the rest. */
function delaysAfter(
  policy: Policy,
  system: UnsoakedSystem,
  window: PlannedWindow,
  group: string,
  before: RestBefore,
  freezes: readonly Freeze[],
): readonly (number | undefined)[] {
  const request = {
    window,
    soak: before.soak,
    freezes: freezes.filter((freeze) => appliesTo(freeze, group)),
    effectiveFrom: policy.effectiveFrom,
  };
  if (before.group !== group) {
    const ofSource = freezes.filter((freeze) => appliesTo(freeze, before.group));
    const promoted = promotedDelays(policy, system, before, { ...request, ofSource });
    return promoted.kept ? promoted.days : [undefined];
  }
  if (before.system === undefined || !knowsDelay(system.system, system.cloud)) return [undefined];
  const earlier = before.system.approvals;
  return system.approvals.map(({ ownDays }, index) =>
    derivedDelayDays({
      ...request,
      earlier: { window: before.ring.window, delayDays: earlier[index]?.afterDays ?? 0 },
      ownDays,
    }),
  );
}
