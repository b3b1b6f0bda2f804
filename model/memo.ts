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

/** The same for what depends on a thing alone. */
export function rememberedOf<Thing extends object, Value>(
  known: WeakMap<Thing, Value>,
  thing: Thing,
  find: () => Value,
): Value {
  const before = known.get(thing);
  if (before !== undefined) return before;
  const found = find();
  known.set(thing, found);
  return found;
}

/** What depends on a thing alone is found once for it. */
export function once<Thing extends object, Value>(
  find: (thing: Thing) => Value,
): (thing: Thing) => Value {
  const known = new WeakMap<Thing, Value>();
  return (thing) => rememberedOf(known, thing, () => find(thing));
}
