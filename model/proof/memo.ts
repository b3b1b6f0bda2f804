/** Work that many cells ask for is done once. */
export function remembered<Value, Key = string>(
  known: Map<Key, Value>,
  key: Key,
  find: () => Value,
): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}
