/**
 * Batches of machines to patch at once: none exceeds a limit, each waits for the one before, rings wait for the rings
 * before them and groups for those that they depend on. Greedy and deterministic: the same fleet gives the same batches.
 */
import { wavesOf } from "../waves";
import { type Cap, type Machine, tokensOf } from "./caps";
import type { ConcurrencyRules } from "./rules";

export interface UsedCap extends Cap {
  /** The most machines that a batch takes of it. */
  readonly peak: number;
}

export interface Batches {
  readonly batches: readonly (readonly Machine[])[];
  readonly caps: readonly UsedCap[];
  /** Machines that never get their turn: their groups depend on one another in a circle. */
  readonly stuck: readonly Machine[];
}

/** Machines of one ring, and what has to be done before them. */
interface Stage {
  /** Indices of machines that are not done. */
  waiting: readonly number[];
  readonly after: readonly Stage[];
}

export function batchesOf(fleet: readonly Machine[], rules: ConcurrencyRules): Batches {
  const machines = [...fleet].sort((a, b) => compareText(a.id, b.id));
  const { caps, of } = tokensOf(machines, rules);
  const { stages, stuck } = stagesOf(machines, rules);
  const peaks = caps.map(() => 0);
  const batches: (readonly Machine[])[] = [];
  for (;;) {
    const batch = nextBatch(stages, caps, of, peaks);
    if (batch.length === 0) break;
    batches.push(batch.flatMap((index) => machines[index] ?? []));
  }
  return {
    batches,
    caps: caps.map((cap, index) => ({ ...cap, peak: peaks[index] ?? 0 })),
    stuck: machines.filter(({ group }) => stuck.has(group)),
  };
}

/** Takes each machine whose turn it is and for which every cap has a token left. */
function nextBatch(
  stages: readonly Stage[],
  caps: readonly Cap[],
  of: readonly (readonly number[])[],
  peaks: number[],
): readonly number[] {
  const used = new Int32Array(caps.length);
  const isFree = (cap: number): boolean => (used[cap] ?? 0) < (caps[cap]?.most ?? 0);
  const open = stages.filter(({ after }) => after.every(({ waiting }) => waiting.length === 0));
  const batch: number[] = [];
  for (const stage of open) {
    const left: number[] = [];
    for (const machine of stage.waiting) {
      const tokens = of[machine] ?? [];
      if (tokens.every(isFree)) {
        for (const cap of tokens) used[cap] = (used[cap] ?? 0) + 1;
        batch.push(machine);
      } else {
        left.push(machine);
      }
    }
    stage.waiting = left;
  }
  used.forEach((count, cap) => {
    peaks[cap] = Math.max(peaks[cap] ?? 0, count);
  });
  return batch;
}

/** In the order of waves, and in a group in the order of its rings. Groups in a circle, or behind one, have no stage. */
function stagesOf(
  machines: readonly Machine[],
  { groups }: ConcurrencyRules,
): { readonly stages: readonly Stage[]; readonly stuck: ReadonlySet<string> } {
  const ofRing = byRing(machines);
  const named = new Map(groups.map((group) => [group.name, group]));
  const { waves, stuck } = wavesOf(new Map(groups.map((one) => [one.name, one.dependsOn])));
  const ofGroup = new Map<string, readonly Stage[]>();
  for (const name of waves.flat()) {
    const { dependsOn = [], rings = [] } = named.get(name) ?? {};
    const before = dependsOn.flatMap((one) => ofGroup.get(one) ?? []);
    const stages: Stage[] = [];
    for (const ring of rings) {
      stages.push({
        waiting: ofRing.get(`${name}.${ring.name}`) ?? [],
        after: [...before, ...stages],
      });
    }
    ofGroup.set(name, stages);
  }
  return { stages: [...ofGroup.values()].flat(), stuck: new Set(stuck) };
}

function byRing(machines: readonly Machine[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  machines.forEach(({ group, ring }, index) => {
    const key = `${group}.${ring}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [index]);
    else known.push(index);
  });
  return found;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
