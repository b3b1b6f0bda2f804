/**
 * Asks quickly whether changes would repair broken cells: on the values, for the broken groups and classes only. What
 * is found so is proved again on the changed text, with everything else, before it counts.
 */
import { appliesTo } from "../calendar";
import { entries, field, items } from "../document/raw";
import { expand } from "../expand";
import { remembered } from "../memo";
import type { Plan } from "../plan";
import { policySchema } from "../policy";
import { brokenByCalendar } from "../proof/broken";
import { className } from "../proof/findings";
import { prove } from "../proof/prove";
import type { CellProof } from "../proof/verdict";
import type { Instant } from "../time";
import { type Edit, editValue } from "./edit";
import { cellName } from "./judged";
import type { Change, Situation } from "./lever";

/** Names of the broken cells that hold after some changes. */
export type Held = ReadonlySet<string>;

export interface Prober {
  held(changes: readonly Change[]): Held;
  /** Whether all broken cells hold. */
  repairs(changes: readonly Change[]): boolean;
  /** Changes that were tried. */
  readonly tried: number;
  /** True once the search has run out of time: nothing is found from then on. */
  readonly cut: boolean;
}

/** Bounds a search from outside: the model has no clock. */
export interface SearchBounds {
  /** Asked before every try; true ends the search. */
  expired(): boolean;
  /** Told the number of tries so far. */
  progress?(tried: number): void;
}

const nothing: Held = new Set();

export function prober(situation: Situation, asOf: Instant, bounds: SearchBounds): Prober {
  const known = new Map<string, Held>();
  const ask = asker(situation, asOf);
  const state = { tried: 0, cut: false };
  const held = (changes: readonly Change[]): Held => {
    const edits = changes.flatMap((change) => change.edits);
    const key = JSON.stringify(edits);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (state.cut || bounds.expired()) {
      state.cut = true;
      return nothing;
    }
    state.tried++;
    bounds.progress?.(state.tried);
    const found = ask(edits);
    known.set(key, found);
    return found;
  };
  return {
    held,
    repairs: (changes) => held(changes).size === situation.broken.length,
    get tried() {
      return state.tried;
    },
    get cut() {
      return state.cut;
    },
  };
}

/** Groups that are alike fare alike under what they share, so that one of each kind is asked. */
function asker(situation: Situation, asOf: Instant): (edits: readonly Edit[]) => Held {
  const { raw, plan, broken } = situation;
  const likeOf = alikeGroups(plan);
  const speaker = (cell: CellProof): CellProof => ({
    ...cell,
    group: likeOf.get(cell.group) ?? cell.group,
  });
  const speakers = broken.filter((cell) => speaker(cell).group === cell.group);
  return (edits) => {
    const changed = editValue(raw, edits);
    const isOfOne = edits.some(({ path: [section] }) => section === "groups");
    if (isOfOne) return probe(changed, situation, asOf);
    const held = probe(changed, { ...situation, broken: speakers }, asOf);
    return new Set(broken.filter((cell) => held.has(cellName(speaker(cell)))).map(cellName));
  };
}

/** For each group the first one that differs from it in its name only. */
function alikeGroups({ groups, freezes }: Plan): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  return new Map(
    groups.map(({ name, rings, ...rest }) => {
      const barring = freezes.filter((freeze) => appliesTo(freeze, name)).map((one) => one.name);
      const nameless = rings.map(({ patchGroup: _, ...ring }) => ring);
      const like = remembered(first, JSON.stringify([rest, nameless, barring]), () => name);
      return [name, like];
    }),
  );
}

function probe(raw: unknown, situation: Situation, asOf: Instant): Held {
  const { broken: asked, closures } = situation;
  const groups = new Set(asked.map(({ group }) => group));
  const parsed = policySchema.safeParse(withGroups(raw, closure(raw, groups)));
  if (!parsed.success) return nothing;
  const names = new Set(asked.map(cellName));
  const { cells } = prove(onlyClasses(expand(parsed.data, undefined, closures), asked), asOf);
  const broken = new Set(brokenByCalendar({ cells }));
  const holding = cells.filter((cell) => !broken.has(cell));
  return new Set(holding.map(cellName).filter((name) => names.has(name)));
}

function withGroups(raw: unknown, wanted: ReadonlySet<string>): unknown {
  const groups = entries(field(raw, "groups")).filter(([name]) => wanted.has(name));
  return { ...(raw as object), groups: Object.fromEntries(groups) };
}

/** Groups that others are promoted from or depend on decide when those are patched. */
function closure(raw: unknown, groups: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(groups);
  for (const name of found) {
    const group = field(field(raw, "groups"), name);
    const needed = [
      field(field(group, "promotedFrom"), "group"),
      ...items(field(group, "dependsOn")),
    ];
    for (const other of needed) if (typeof other === "string") found.add(other);
  }
  return found;
}

/** Only the promises that are broken are worth a sweep. */
function onlyClasses(plan: Plan, broken: readonly CellProof[]): Plan {
  const wanted = new Set(broken.map((cell) => `${cell.group} ${className(cell.class)}`));
  return {
    ...plan,
    groups: plan.groups.map((group) => ({
      ...group,
      deadlines: group.deadlines.filter((one) =>
        wanted.has(`${group.name} ${className(one.class)}`),
      ),
    })),
  };
}
