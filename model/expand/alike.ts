/** Sorts things into bunches with equal keys, in order of their first. */
export function alike<T>(all: readonly T[], keyOf: (one: T) => string): [T, ...T[]][] {
  const bunches = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const bunch = bunches.get(key);
    if (bunch === undefined) bunches.set(key, [one]);
    else bunch.push(one);
  }
  return [...bunches.values()];
}
