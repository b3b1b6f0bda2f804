/** Reading plain, untyped values: what a provider gets as inputs. */

export type Plain = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a property path; `{}` when there is none. */
export function recordAt(value: unknown, ...path: readonly string[]): Plain {
  let current: unknown = value;
  for (const step of path) {
    current = isRecord(current) ? current[step] : undefined;
  }
  return isRecord(current) ? current : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list. What is no object (or not known yet) counts as an empty one, so that positions hold. */
export function recordsOf(value: unknown): readonly Plain[] {
  return listOf(value).map((item) => (isRecord(item) ? item : {}));
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Whether the value at `path`, a part of it, or something that holds it is unknown in this preview. */
export function isUnknown(unknown: readonly string[], path: string): boolean {
  return unknown.some((entry) => entry === path || holds(entry, path) || holds(path, entry));
}

function holds(outer: string, inner: string): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
