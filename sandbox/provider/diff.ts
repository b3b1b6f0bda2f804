/** Compares a resource's inputs as they were with what they shall be, property by property. */
import { equal, isMarked, isObject, isUnknown, type Wire, withoutSecret } from "./wireValue";

export type ChangeKind = "add" | "delete" | "update";

export interface Change {
  /** `tags["cost.centre"]`, `rules[0].schedule`. */
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

/** Names with two leading underscores are the providers' own notes. */
export function diffInputs(olds: Wire, news: Wire, replaceOn: readonly string[]): Change[] {
  return diffValues("", olds, news).map(({ path, kind }) => ({
    path,
    kind,
    replaces: replaceOn.some((property) => touches(path, property)),
  }));
}

function diffValues(path: string, old: Wire, next: Wire): { path: string; kind: ChangeKind }[] {
  if (equal(old, next)) return [];
  const before = withoutSecret(old);
  const after = withoutSecret(next);
  if (before === null) return [{ path, kind: "add" }];
  if (after === null) return [{ path, kind: "delete" }];
  if (isUnknown(after) || isMarked(after) || isMarked(before)) return [{ path, kind: "update" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      diffValues(`${path}[${index}]`, before[index] ?? null, after[index] ?? null),
    );
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys
      .filter((key) => !key.startsWith("__"))
      .flatMap((key) => diffValues(member(path, key), before[key] ?? null, after[key] ?? null));
  }
  return [{ path, kind: "update" }];
}

function member(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** Whether a change at `path` changes `property`, something in it, or something that holds it. */
function touches(path: string, property: string): boolean {
  const plain = path.replace(/\[\d+\]/g, "");
  const holds = (outer: string, inner: string) =>
    inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return holds(property, plain) || holds(plain, property);
}

/** The top-level property of a path. */
export function rootOf(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}
