/** The rings of a group, in the order in which a patch travels, with the delays that keep their soak. */
import { appliesTo } from "../calendar";
import { defaultConcurrency, defaultStopAfter } from "../document/groups";
import { defaultCutoff } from "../document/windows";
import type { Approval, Cloud, Freeze, PlannedRing, PlannedWindow, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { derivedDelayDays } from "../proof/deriveDelay";
import type { SystemId } from "../systems";
import { systemFacts } from "../systems";
import { approvalsOn, knowsDelay } from "./approvals";

type DocumentGroup = Policy["groups"][string];
type DocumentRing = DocumentGroup["rings"][number];

const clouds: readonly Cloud[] = ["aws", "azure"];

export function planRings(
  policy: Policy,
  name: string,
  group: DocumentGroup,
  freezes: readonly Freeze[],
): PlannedRing[] {
  const barring = freezes.filter((freeze) => appliesTo(freeze, name));
  const rings: PlannedRing[] = [];
  for (const ring of group.rings) {
    const window = planWindow(policy, ring.window);
    const systems = systemsOf(policy, group, ring).map((system) =>
      withSoak(system, ring, window, rings, barring, policy.effectiveFrom),
    );
    rings.push({
      name: ring.name,
      patchGroup: `${name}.${ring.name}`,
      window,
      soak: ring.soak,
      concurrency: ring.concurrency ?? defaultConcurrency,
      stopAfter: ring.stopAfter ?? defaultStopAfter,
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

type UnsoakedSystem = Omit<RingSystem, "soakKept">;

function systemsOf(policy: Policy, group: DocumentGroup, ring: DocumentRing): UnsoakedSystem[] {
  return clouds
    .filter((cloud) => runsOn(group, ring, cloud))
    .flatMap((cloud) =>
      group.baselines.flatMap((baseline) =>
        patched(policy, baseline, cloud).map((system) => ({
          system,
          cloud,
          baseline,
          approvals: approvalsOn(policy, baseline, system, cloud),
        })),
      ),
    );
}

function patched(policy: Policy, baseline: string, cloud: Cloud): readonly SystemId[] {
  const systems = policy.baselines[baseline]?.systems ?? [];
  return [...new Set(systems)].filter((system) => systemFacts(system).clouds[cloud]);
}

/** Raises each rule's delay until the calendar alone keeps the soak, where the vendor knows delays at all. */
function withSoak(
  system: UnsoakedSystem,
  ring: DocumentRing,
  window: PlannedWindow,
  before: readonly PlannedRing[],
  freezes: readonly Freeze[],
  effectiveFrom: string,
): RingSystem {
  const earlier = before.findLast((candidate) => counterpart(candidate, system) !== undefined);
  const approved = earlier === undefined ? undefined : counterpart(earlier, system)?.approvals;
  if (earlier === undefined || approved === undefined || ring.soak === 0) {
    return { ...system, soakKept: "none" };
  }
  const delays = knowsDelay(system.system, system.cloud)
    ? system.approvals.map((approval, index) =>
        derivedDelayDays({
          earlier: { window: earlier.window, delayDays: approved[index]?.afterDays ?? 0 },
          window,
          ownDays: approval.ownDays,
          soak: ring.soak,
          freezes,
          effectiveFrom,
        }),
      )
    : [undefined];
  if (delays.includes(undefined)) {
    return { ...system, soakKept: "notKept" };
  }
  const approvals = system.approvals.map(
    (approval, index): Approval => ({ ...approval, afterDays: delays[index] ?? approval.ownDays }),
  );
  return { ...system, approvals, soakKept: "native" };
}

/** The same system on the same cloud in another ring. */
function counterpart(ring: PlannedRing, system: UnsoakedSystem): RingSystem | undefined {
  return ring.systems.find((one) => one.system === system.system && one.cloud === system.cloud);
}
