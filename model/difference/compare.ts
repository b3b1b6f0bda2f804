/** Compares what two documents write at one place, key by key: every difference once, where it is. */
import { isDeepStrictEqual } from "node:util";
import { defaultOf, type PlaceSchema, schemaBelow } from "../document/schemaBelow";
import type { Change } from "./change";
import { change, type Entries, isSame, keyed, nameless, type Pair, withDefaults } from "./places";
import { isMapping, presentEntries } from "./writtenValue";

/** Lists and mappings whose order says something: how patches travel, who is next, which tier is the top one. */
const ordered = new Set(["rings", "people", "tiers", "escalation"]);

export function compareValues(written: Pair): readonly Change[] {
  const pair = withDefaults(written);
  const { before, after } = pair;
  if (isSame(pair.schema, before, after)) return orderChanges(pair);
  if (before === undefined) return [change(pair, "added")];
  if (after === undefined) return [change(pair, "removed")];
  // One value stands for a list of it, where the language takes both.
  if (Array.isArray(before) || Array.isArray(after))
    return compareLists(pair, [before].flat(), [after].flat());
  if (isMapping(before) && isMapping(after)) return compareMappings(pair, before, after);
  return [change(pair, "changed")];
}

/** Keys that the schema knows may be left out and still say something; others are names. */
function compareMappings(
  pair: Pair,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly Change[] {
  const schemaOf = (key: string): PlaceSchema => schemaBelow(pair.schema, key);
  const hasDefault = (key: string): boolean => defaultOf(schemaOf(key)) !== undefined;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const implied = keys.filter(hasDefault);
  const others = (value: Readonly<Record<string, unknown>>): Entries =>
    presentEntries(value).filter(([key]) => !implied.includes(key));
  return [
    ...implied.flatMap((key) =>
      compareValues({
        path: [...pair.path, key],
        schema: schemaOf(key),
        before: before[key],
        after: after[key],
      }),
    ),
    ...named(pair, others(before), others(after), schemaOf),
    ...orderChanges(pair),
  ];
}

/** Entries by name. One that is gone and one that is new with the same content are one that is renamed. */
function named(
  { path }: Pick<Pair, "path">,
  before: Entries,
  after: Entries,
  schemaOf: (name: string) => PlaceSchema,
): readonly Change[] {
  const [old, now] = [new Map(before), new Map(after)];
  const arrived = after.filter(([name]) => !old.has(name));
  const changes: Change[] = [];
  for (const [name, value] of before) {
    const pair = { path: [...path, name], schema: schemaOf(name), before: value };
    if (now.has(name)) {
      changes.push(...compareValues({ ...pair, after: now.get(name) }));
      continue;
    }
    const heir = isMapping(value)
      ? arrived.findIndex(([, other]) => isDeepStrictEqual(nameless(other), nameless(value)))
      : -1;
    const [taken] = heir < 0 ? [] : arrived.splice(heir, 1);
    changes.push(
      taken === undefined
        ? change({ ...pair, after: undefined }, "removed")
        : { path: pair.path, kind: "renamed", effect: "neutral", before: name, after: taken[0] },
    );
  }
  const added = arrived.map(([name, value]) =>
    change(
      { path: [...path, name], schema: schemaOf(name), before: undefined, after: value },
      "added",
    ),
  );
  return [...changes, ...added];
}

function orderChanges(pair: Pair): readonly Change[] {
  const { before, after } = pair;
  return isMapping(before) && isMapping(after)
    ? reordered(pair, Object.keys(before), Object.keys(after))
    : [];
}

function reordered(
  { path }: Pick<Pair, "path">,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  if (!ordered.has(path.at(-1) ?? "")) return [];
  const stayed = before.filter((name) => after.includes(name));
  const now = after.filter((name) => before.includes(name));
  const texts = { before: stayed.join(", "), after: now.join(", ") };
  return isDeepStrictEqual(stayed, now)
    ? []
    : [{ path, kind: "changed", effect: "neutral", ...texts }];
}

function compareLists(
  pair: Pair,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Change[] {
  const [old, now] = [keyed(before), keyed(after)];
  const schema = schemaBelow(pair.schema, 0);
  if (old === undefined || now === undefined) return comparePlaces(pair, before, after, schema);
  const order = reordered(
    pair,
    old.map(([name]) => name),
    now.map(([name]) => name),
  );
  return [...named(pair, old, now, () => schema), ...order];
}

/** A list without names: what stands in both is the same entry, the others are compared in their order. */
function comparePlaces(
  { path }: Pick<Pair, "path">,
  before: readonly unknown[],
  after: readonly unknown[],
  schema: PlaceSchema,
): readonly Change[] {
  const left = [...after.entries()];
  const gone = [...before.entries()].filter(([, item]) => {
    const same = left.findIndex(([, other]) => isSame(schema, item, other));
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
  const count = Math.max(gone.length, left.length);
  return Array.from({ length: count }, (_, index) => {
    const [old, now] = [gone[index], left[index]];
    const place = String(Math.min(...[old, now].flatMap((one) => one?.[0] ?? [])));
    return compareValues({ path: [...path, place], schema, before: old?.[1], after: now?.[1] });
  }).flat();
}
