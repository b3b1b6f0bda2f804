/** The groups of a document in the order of their dependencies, with the next run of each ring. */
import { lintContext } from "./findings/runSpans";
import type { Plan } from "./plan";
import type { Policy } from "./policy";
import { groupsByName } from "./proof/findings";
import type { Instant, ZoneName } from "./time";
import { type Dependencies, wavesOf, withDependencies } from "./waves";

export interface WaveRing {
  readonly ring: string;
  readonly window: string;
  readonly timezone: ZoneName;
  /** Start of the next run that no freeze bars; absent when there is none in the proved years. */
  readonly next?: Instant;
}

export interface WaveGroup {
  readonly group: string;
  readonly dependsOn: readonly string[];
  /** Ring in which patches rest before they reach this group; its approval delays keep that, not the order of runs. */
  readonly promotedFrom?: string;
  readonly rings: readonly WaveRing[];
}

export interface GroupWaves {
  readonly waves: readonly (readonly WaveGroup[])[];
  readonly cycles: readonly (readonly string[])[];
  /** Groups that no wave holds, since they are in a cycle or behind one. */
  readonly stuck: readonly string[];
}

export function dependenciesOf(policy: Policy): Dependencies {
  return new Map(Object.entries(policy.groups).map(([name, group]) => [name, group.dependsOn]));
}

/** @param only a group: it and all that it depends on. */
export function groupWaves(policy: Policy, plan: Plan, asOf: Instant, only?: string): GroupWaves {
  const context = lintContext(plan, asOf);
  const byName = groupsByName(plan);
  const all = dependenciesOf(policy);
  const dependencies = only === undefined ? all : withDependencies(all, only);
  const { waves, cycles, stuck } = wavesOf(dependencies);
  const groupOf = (name: string): readonly WaveGroup[] => {
    const group = byName.get(name);
    if (group === undefined) return [];
    const freezes = context.freezesOf(group);
    const rings = group.rings.map(({ name: ring, window }): WaveRing => {
      const runs = context.spans(window, freezes);
      const next = runs.find(({ start, barred }) => !barred && start >= context.from)?.start;
      const { name: windowName, timezone } = window;
      return { ring, window: windowName, timezone, ...(next === undefined ? {} : { next }) };
    });
    const { promotedFrom } = group;
    const from = promotedFrom && { promotedFrom: promotedFrom.ring.patchGroup };
    return [{ group: name, dependsOn: dependencies.get(name) ?? [], ...from, rings }];
  };
  return { waves: waves.map((wave) => wave.flatMap(groupOf)), cycles, stuck };
}
