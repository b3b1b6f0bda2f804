/** The rings of a group, in the order in which a patch travels, with the delays that keep their soak. */
import { lastBatchEnd } from "../azureBatches";
import { defaultConcurrency, defaultStopAfter } from "../document/groups";
import { defaultCutoff } from "../document/windows";
import { freezesOf } from "../freezesOf";
import { remembered, rememberedOf } from "../memo";
import type { Freeze, PlannedRing, PlannedWindow, Promotion } from "../plan";
import type { Policy } from "../policy";
import { neededDelayDays, withinLongest } from "../proof/deriveDelay";
import { type RestBefore, restBefore } from "../restBefore";
import type { CivilDate } from "../time";
import { knowsDelay } from "./approvals";
import { promotedDelays } from "./promotions";
import { type KeptBy, soakedSystems, type UnsoakedSystem, unsoakedSystems } from "./ringSystems";
import { runSettings } from "./runSettings";

type DocumentGroup = Policy["groups"][string];

/** @param promotedFrom the ring of another group in which a patch rests before it reaches the first one. */
export function planRings(
  policy: Policy,
  name: string,
  group: DocumentGroup,
  freezes: readonly Freeze[],
  promotedFrom?: Promotion,
): PlannedRing[] {
  const above = { name, ...(promotedFrom === undefined ? {} : { promotedFrom }) };
  const ofGroup = freezesOf(freezes, name);
  const rings: PlannedRing[] = [];
  for (const ring of group.rings) {
    const window = planWindow(policy, ring.window);
    const systems = unsoakedSystems(policy, group, ring);
    const rest: Rest = {
      policy,
      group: name,
      document: group,
      ring,
      window,
      ofGroup,
      freezes,
      needed: new Map(),
    };
    const kept = systems.map((system) =>
      keptBy(rest, system, restBefore(above, rings, ring.soak, system)),
    );
    const settings = runSettings(group, ring);
    rings.push({
      name: ring.name,
      patchGroup: `${name}.${ring.name}`,
      ...formerPatchGroup(name, group, ring),
      window,
      soak: ring.soak,
      concurrency: ring.concurrency ?? defaultConcurrency,
      stopAfter: ring.stopAfter ?? defaultStopAfter,
      ...ringBatches(ring, window, policy.effectiveFrom),
      ...(ring.maxNodes === undefined ? {} : { maxNodes: ring.maxNodes }),
      ...(settings === undefined ? {} : { settings }),
      systems: soakedSystems(systems, kept),
    });
  }
  return rings;
}

function ringBatches(
  { azure }: DocumentGroup["rings"][number],
  window: PlannedWindow,
  effectiveFrom: CivilDate,
): Pick<PlannedRing, "batches"> {
  const count = azure?.batches;
  return count === undefined
    ? {}
    : { batches: { count, finish: lastBatchEnd(window, count, effectiveFrom) } };
}

/** The group, the ring, or both at once may have had another name. */
function formerPatchGroup(
  name: string,
  group: DocumentGroup,
  ring: DocumentGroup["rings"][number],
): Pick<PlannedRing, "formerly"> {
  return group.formerly === undefined && ring.formerly === undefined
    ? {}
    : { formerly: `${group.formerly ?? name}.${ring.formerly ?? ring.name}` };
}

const windows = new WeakMap<Policy, Map<string, PlannedWindow>>();

/** @throws Error for a window that the document lacks; a validated document has none of those. */
export function planWindow(policy: Policy, name: string): PlannedWindow {
  const ofPolicy = rememberedOf(windows, policy, () => new Map());
  return remembered(ofPolicy, name, () => {
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
  });
}

/** A ring for whose systems delays are derived. */
interface Rest {
  readonly policy: Policy;
  readonly group: string;
  readonly document: DocumentGroup;
  readonly ring: DocumentGroup["rings"][number];
  readonly window: PlannedWindow;
  /** Freezes that apply to the group. */
  readonly ofGroup: readonly Freeze[];
  readonly freezes: readonly Freeze[];
  /** Delays found for this ring, by the ring before and its delay: systems and rules ask for the same. */
  readonly needed: Map<string, number>;
}

/** Each rule's delay is raised until the calendar alone keeps the rest before, where the vendor knows delays at all. */
function keptBy(rest: Rest, system: UnsoakedSystem, before: RestBefore | undefined): KeptBy {
  if (before === undefined || before.soak === 0) return "none";
  const { policy, group, document, window, ofGroup, freezes } = rest;
  const request = {
    window,
    soak: before.soak,
    freezes: ofGroup,
    effectiveFrom: policy.effectiveFrom,
  };
  if (before.group !== group) {
    const ofSource = freezesOf(freezes, before.group);
    const promoted = promotedDelays(policy, system, before, { ...request, ofSource });
    return promoted.kept ? promoted.days : [undefined];
  }
  if (before.system === undefined) return [undefined];
  if (!knowsDelay(system.system, system.cloud)) {
    const isListed = system.cloud === "aws" && isBeside(document, rest.ring, before.ring);
    return isListed ? "list" : [undefined];
  }
  const earlier = before.system.approvals;
  return system.approvals.map(({ ownDays }, index) => {
    const delayDays = earlier[index]?.afterDays ?? 0;
    const needed = remembered(rest.needed, `${before.ring.name} ${delayDays}`, () =>
      neededDelayDays({ ...request, earlier: { window: before.ring.window, delayDays } }),
    );
    return withinLongest(Math.max(ownDays, needed));
  });
}

/** A list is written in one account and region, and does not travel. */
function isBeside(
  { aws, rings }: DocumentGroup,
  { regions = aws?.regions ?? [] }: DocumentGroup["rings"][number],
  before: PlannedRing,
): boolean {
  const there = rings.find(({ name }) => name === before.name)?.regions ?? aws?.regions ?? [];
  return regions.every((region) => there.includes(region));
}
