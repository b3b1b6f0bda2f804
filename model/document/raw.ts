/** Reading of values whose shape is not yet known: what is not there is empty, so that checks can go on. */

export function field(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isMapping(value) ? Object.entries(value) : [];
}

const listed = new WeakMap<object, readonly string[]>();

/** One list for one value: sections are asked for their keys by every name that points into them. */
export function keys(value: unknown): readonly string[] {
  if (!isMapping(value)) {
    return [];
  }
  const known = listed.get(value) ?? Object.keys(value);
  listed.set(value, known);
  return known;
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** As text; a list or a mapping is none, and may hold a `toString` of the writer's own, which `String` would call. */
export function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? "" : String(value);
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
