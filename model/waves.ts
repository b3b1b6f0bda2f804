/** The order in which things that depend on one another go: waves, each after what its members depend on. */

/** What each name depends on; names that are no key themselves are passed over. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

export interface Waves {
  /** Names of the first wave depend on nothing; within a wave they stand in the order of the keys. */
  readonly waves: readonly (readonly string[])[];
  /** Each depends on the next and the last on the first. No wave holds their members. */
  readonly cycles: readonly (readonly string[])[];
  /** Names that are in no wave: members of cycles, and what depends on one. */
  readonly stuck: readonly string[];
}

export function wavesOf(dependencies: Dependencies): Waves {
  const { layers, left } = peel(dependencies);
  const stuck = [...left.keys()];
  // What nothing in a cycle depends on is in no cycle: without it the search is short.
  const core = peel(reversed(left)).left;
  return { waves: layers, cycles: cyclesIn(reversed(core)), stuck };
}

/** A name and all that it depends on, however far, in the order of the keys. */
export function withDependencies(dependencies: Dependencies, name: string): Dependencies {
  const wanted = new Set([name]);
  for (const one of wanted) for (const next of dependencies.get(one) ?? []) wanted.add(next);
  return new Map([...dependencies].filter(([key]) => wanted.has(key)));
}

/** Takes away what depends on nothing that is left, again and again. */
function peel(dependencies: Dependencies): {
  readonly layers: readonly (readonly string[])[];
  readonly left: Dependencies;
} {
  const dependents = reversed(dependencies);
  const waiting = new Map(
    [...dependencies].map(([name, on]) => [name, on.filter((one) => dependencies.has(one)).length]),
  );
  const order = new Map([...dependencies.keys()].map((name, index) => [name, index]));
  const layers: string[][] = [];
  let layer = [...waiting].flatMap(([name, count]) => (count === 0 ? [name] : []));
  while (layer.length > 0) {
    layers.push(layer);
    const next: string[] = [];
    for (const name of layer) {
      waiting.delete(name);
      for (const dependent of dependents.get(name) ?? []) {
        const count = (waiting.get(dependent) ?? 0) - 1;
        waiting.set(dependent, count);
        if (count === 0) next.push(dependent);
      }
    }
    layer = next.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }
  return { layers, left: new Map([...dependencies].filter(([name]) => waiting.has(name))) };
}

function reversed(dependencies: Dependencies): Dependencies {
  const found = new Map<string, string[]>([...dependencies.keys()].map((name) => [name, []]));
  for (const [name, on] of dependencies) for (const one of on) found.get(one)?.push(name);
  return found;
}

/** For each name that is in none yet, the shortest cycle through it. */
function cyclesIn(core: Dependencies): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const covered = new Set<string>();
  for (const name of core.keys()) {
    const cycle = covered.has(name) ? undefined : shortestCycle(core, name);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    for (const member of cycle) covered.add(member);
  }
  return cycles;
}

function shortestCycle(core: Dependencies, start: string): readonly string[] | undefined {
  const reachedFrom = new Map<string, string>();
  const queue = [start];
  for (const name of queue) {
    for (const next of core.get(name) ?? []) {
      if (next === start) return pathTo(reachedFrom, start, name);
      if (!core.has(next) || reachedFrom.has(next)) continue;
      reachedFrom.set(next, name);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(
  reachedFrom: ReadonlyMap<string, string>,
  start: string,
  end: string,
): readonly string[] {
  const path = [end];
  for (let at = end; at !== start; ) {
    at = reachedFrom.get(at) ?? start;
    path.unshift(at);
  }
  return path;
}
