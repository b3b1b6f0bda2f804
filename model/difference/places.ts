/** Two values of one place of the document: what each of them is called there, and whether they mean the same. */
import { isDeepStrictEqual } from "node:util";
import { defaultOf, isUnion, meaningOf, type PlaceSchema } from "../document/schemaBelow";
import { beforeAndAfter, type Change, type ChangeKind } from "./change";
import { effectOf } from "./effects";
import { isMapping, writtenValue } from "./writtenValue";

export interface Pair {
  readonly path: readonly string[];
  readonly schema: PlaceSchema;
  readonly before: unknown;
  readonly after: unknown;
}

export type Entries = readonly (readonly [name: string, value: unknown])[];

export function withDefaults({ before, after, ...place }: Pair): Pair {
  const fallback = defaultOf(place.schema);
  return { ...place, before: before ?? fallback, after: after ?? fallback };
}

/** Equal as written, or in meaning: 30d is P30D. Two mappings of one shape are compared key by key. */
export function isSame(schema: PlaceSchema, before: unknown, after: unknown): boolean {
  if (isDeepStrictEqual(before, after)) return true;
  if (before === undefined || after === undefined) return false;
  const haveOneShape =
    (isMapping(before) && isMapping(after)) || (Array.isArray(before) && Array.isArray(after));
  if (haveOneShape && !isUnion(schema)) return false;
  return isDeepStrictEqual(meaningOf(schema, before), meaningOf(schema, after));
}

export function change({ path, schema, before, after }: Pair, kind: ChangeKind): Change {
  const text = (value: unknown): string | undefined =>
    value === undefined ? undefined : writtenValue(value);
  return {
    path,
    kind,
    effect: effectOf(path, kind, meaningOf(schema, before), meaningOf(schema, after)),
    ...beforeAndAfter(text(before), text(after)),
  };
}

/** Without the name that a list's entry carries. */
export function nameless(value: unknown): unknown {
  if (!isMapping(value)) return value;
  const { name: _name, id: _id, ...rest } = value;
  return rest;
}

/** Entries of a list under their names; nothing when they have none, or one twice. */
export function keyed(list: readonly unknown[]): Entries | undefined {
  const entries = list.map((item) => [nameOf(item), item] as const);
  const names = new Set(entries.map(([name]) => name));
  return names.has(undefined) || names.size < list.length
    ? undefined
    : entries.map(([name, item]) => [name ?? "", item]);
}

function nameOf(item: unknown): string | undefined {
  if (typeof item === "string" || typeof item === "number") return String(item);
  if (!isMapping(item)) return undefined;
  const name = item["id"] ?? item["name"];
  return typeof name === "string" ? name : undefined;
}
