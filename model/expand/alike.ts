/** Sorts things into bunches with equal keys, in order of their first. */
export function alike<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[][] {
  const bunches = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const bunch = bunches.get(key) ?? [];
    bunch.push(one);
    bunches.set(key, bunch);
  }
  return [...bunches.values()];
}
