/** Work that many cells ask for is done once. */
export function remembered<Value>(
  known: Map<string, Value>,
  key: string,
  find: () => Value,
): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}
