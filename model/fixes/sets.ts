/**
 * Several changes together, where no single one repairs everything. Pairs of levers with an order come first, then all
 * pairs; where none does, every lever is pulled as far as it goes and what is not needed is left out, the most
 * disruptive first: none of what is left can be left out, but a smaller set of other changes may exist.
 */
import { isDeepStrictEqual } from "node:util";
import { remembered } from "../memo";
import { cellName } from "./judged";
import type { Change, Lever } from "./lever";
import type { Prober } from "./prober";
import { type Court, smallestStep } from "./singles";

/** Pairs that are printed. */
const mostPairs = 3;
/** Values of a lever without order that are tried for a set. */
const mostTried = 12;

/** Levers that are looked at one by one. */
const mostLevers = 200;

/** A lever for a set: one with order as it is, one without as the value that helps most cells. */
type Usable = Lever;

export function setFixes<Fix>(
  levers: readonly Lever[],
  prober: Prober,
  broken: number,
  court: Court<Fix>,
): readonly Fix[] {
  const harmful = new Map<Usable, boolean>();
  const search: Search<Fix> = {
    prober,
    broken,
    confirm: court.confirm,
    harms: (lever) => remembered(harmful, lever, () => court.harms(farthest(lever))),
    isHarmful: (lever) => harmful.get(lever) === true,
  };
  const ordered = levers.filter(({ monotone }) => monotone);
  const quick = pairFixes(ordered, search);
  if (quick.length > 0) return quick;
  const usable = fewEnough(levers).flatMap((lever) => usableOf(lever, prober));
  const pairs = pairFixes(usable, search);
  return pairs.length > 0 ? pairs : largerFix(usable, search);
}

/** With very many groups their own levers are too many to look at one by one. */
function fewEnough(levers: readonly Lever[]): readonly Lever[] {
  return levers.length > mostLevers ? levers.filter(({ id }) => !id.includes("groups/")) : levers;
}

interface Search<Fix> {
  readonly prober: Prober;
  /** Number of broken cells. */
  readonly broken: number;
  confirm(changes: readonly Change[]): Fix | undefined;
  /** Whether a lever makes something worse by itself: looked at when a set with it was refused. */
  harms(lever: Usable): boolean;
  /** What is known of that so far. */
  isHarmful(lever: Usable): boolean;
}

/** A change of the order of rings moves what the others speak of. */
function usableOf(lever: Lever, prober: Prober): readonly Usable[] {
  if (lever.kind === "ring order") return [];
  if (lever.monotone) return [lever];
  let best: { readonly step: number; readonly helped: number } | undefined;
  for (let step = 0; step < Math.min(lever.steps, mostTried); step++) {
    const helped = prober.held([lever.change(step)]).size;
    if (helped > (best?.helped ?? 0)) best = { step, helped };
  }
  if (best === undefined) return [];
  const { step } = best;
  return [{ ...lever, steps: 1, change: () => lever.change(step) }];
}

/** One pair for each two kinds. */
function pairFixes<Fix>(levers: readonly Usable[], search: Search<Fix>): readonly Fix[] {
  const fixes = new Map<string, Fix>();
  for (const pair of pairsOf(levers)) {
    const kinds = pair.map(({ kind }) => kind).join(" and ");
    if (fixes.has(kinds) || pair.some(search.isHarmful) || !covers(pair, search.broken)) continue;
    const fix = confirmed(pair, search);
    if (fix !== undefined) fixes.set(kinds, fix);
    if (fixes.size === mostPairs) break;
  }
  return [...fixes.values()];
}

/** The levers as a fix, each pulled no further than needed; where that is refused, the harmful ones are found out. */
function confirmed<Fix>(levers: readonly Usable[], search: Search<Fix>): Fix | undefined {
  const changes = tightest(levers, search.prober);
  const fix = changes === undefined ? undefined : search.confirm(changes);
  if (changes !== undefined && fix === undefined) for (const lever of levers) search.harms(lever);
  return fix;
}

function* pairsOf(levers: readonly Usable[]): Generator<readonly [Usable, Usable]> {
  for (const [index, one] of levers.entries()) {
    for (const other of levers.slice(index + 1)) yield [one, other];
  }
}

/** Every broken cell must have a lever that may help it. */
function covers(levers: readonly Usable[], broken: number): boolean {
  if (levers.reduce((sum, { cells }) => sum + cells.length, 0) < broken) return false;
  return new Set(levers.flatMap(({ cells }) => cells.map(cellName))).size === broken;
}

function largerFix<Fix>(levers: readonly Usable[], search: Search<Fix>): readonly Fix[] {
  const harmless = levers.filter((lever) => !search.isHarmful(lever));
  const needed = neededOf(harmless, search.prober);
  if (needed === undefined || search.prober.cut) return [];
  const fix = confirmed(needed, search);
  if (fix !== undefined) return [fix];
  return needed.some(search.isHarmful) ? largerFix(harmless, search) : [];
}

/** The levers that repair everything together, none of which can be left out; nothing when all together do not. */
function neededOf(levers: readonly Usable[], prober: Prober): readonly Usable[] | undefined {
  const all = withoutConflicts(levers);
  // A window that helps one ring can hurt another.
  const ordered = all.filter(({ kind }) => !kind.startsWith("window"));
  let needed = [all, ordered].find((some) => prober.repairs(some.map(farthest)));
  for (const lever of [...(needed ?? [])].reverse()) {
    const others = needed?.filter((one) => one !== lever) ?? [];
    if (prober.repairs(others.map(farthest))) needed = others;
  }
  return needed;
}

function farthest(lever: Usable): Change {
  return lever.change(lever.steps - 1);
}

/** Each lever pulled no further than it must be, the most disruptive one first; nothing when all together do not help. */
function tightest(levers: readonly Usable[], prober: Prober): readonly Change[] | undefined {
  const changes = levers.map(farthest);
  if (conflict(changes) || !prober.repairs(changes)) return undefined;
  for (let index = levers.length - 1; index >= 0; index--) {
    const lever = levers[index];
    if (lever === undefined) continue;
    const step = smallestStep(lever, (at) =>
      prober.repairs(changes.map((change, place) => (place === index ? lever.change(at) : change))),
    );
    if (step !== undefined) changes[index] = lever.change(step);
  }
  return changes;
}

function withoutConflicts(levers: readonly Usable[]): readonly Usable[] {
  const taken: Usable[] = [];
  for (const lever of levers) {
    if (!conflict([...taken, lever].map(farthest))) taken.push(lever);
  }
  return taken;
}

/** Two changes of one place to different values. */
function conflict(changes: readonly Change[]): boolean {
  const written = new Map<string, unknown>();
  return changes.some(({ edits }) =>
    edits.some((edit) => {
      if (edit.kind !== "set") return false;
      const key = JSON.stringify(edit.path);
      const isOther = written.has(key) && !isDeepStrictEqual(written.get(key), edit.value);
      written.set(key, edit.value);
      return isOther;
    }),
  );
}
