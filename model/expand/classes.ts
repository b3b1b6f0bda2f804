/**
 * The classes of patch of a group: severity, exploitation, and each further predicate that one of its promises or
 * triggers speaks of. A group whose document speaks of none has the classes of severity and exploitation alone.
 */
import {
  applies,
  type Facts,
  fixWithin,
  limitsFor,
  mentionsExploited,
} from "../obligations/applies";
import type { Applicability } from "../obligations/obligation";
import type { PatchClass, Predicates } from "../plan";
import type { Policy } from "../policy";
import { severities } from "./limits";
import { factsOf, obligationsOf } from "./obligations";

type DocumentGroup = Policy["groups"][string];
type Predicate = keyof Predicates;

const values = {
  automatable: [false, true],
  technicalImpact: ["partial", "total"],
  likelyExploitable: [false, true],
  adverseImpact: ["N5", "N4", "N3", "N2"],
} as const satisfies Readonly<Record<Predicate, readonly unknown[]>>;

const predicates = Object.keys(values) as readonly Predicate[];

/** Every class that the group's promises can tell apart, finest first. */
export function classesOf(policy: Policy, group: DocumentGroup): readonly PatchClass[] {
  const used = usedPredicates(policy, group);
  const kinds = speaksOfExploited(policy, group, factsOf(group)) ? [false, true] : [false];
  return severities.flatMap((severity) =>
    kinds.flatMap((exploited) => split([{ severity, exploited }], used)),
  );
}

/** The predicates that a promise or a trigger of the group speaks of. */
export function usedPredicates(policy: Policy, group: DocumentGroup): readonly Predicate[] {
  const facts = factsOf(group);
  return predicates.filter((predicate) => speaksOf(policy, group, facts, predicate));
}

/** Exploited classes exist only where something is promised about exploitation. */
function speaksOfExploited(policy: Policy, group: DocumentGroup, facts: Facts): boolean {
  const sets = policy.tiers[group.tier]?.deadlines ?? [];
  return (
    sets.some(({ exploited }) => Object.values(exploited).some((one) => one !== undefined)) ||
    obligationsOf(policy, group).some((one) => mentionsExploited(one, facts))
  );
}

function speaksOf(
  policy: Policy,
  group: DocumentGroup,
  facts: Facts,
  predicate: Predicate,
): boolean {
  const binding = obligationsOf(policy, group).flatMap((obligation) =>
    limitsFor(obligation, facts).filter(({ limit }) => fixWithin(limit) !== undefined),
  );
  const asked: readonly Applicability[] = [
    ...binding.map(({ when }) => when),
    ...triggersOf(policy, group).filter((when) => applies(when, facts)),
  ];
  return asked.some((when) => when[predicate] !== undefined);
}

function triggersOf(policy: Policy, group: DocumentGroup): readonly Applicability[] {
  const path = policy.tiers[group.tier]?.outOfCycle;
  const triggers = path === undefined ? [] : (policy.outOfCycle[path]?.when ?? []);
  return triggers.filter((one) => typeof one === "object");
}

/** What is exploited already is likely to be, so that predicate divides the other classes only. */
function split(
  classes: readonly PatchClass[],
  [predicate, ...others]: readonly Predicate[],
): readonly PatchClass[] {
  if (predicate === undefined) return classes;
  const finer = classes.flatMap((one) =>
    predicate === "likelyExploitable" && one.exploited
      ? [one]
      : values[predicate].map((value) => ({ ...one, [predicate]: value })),
  );
  return split(finer, others);
}

/** A class, and everything about it that decides how its promises fare. */
export interface Fate<Content> {
  readonly class: PatchClass;
  readonly content: Content;
}

/**
 * Joins classes that differ in one predicate only, have all its values and the same content: the joined class leaves
 * the predicate out. No two of the joined classes overlap, and together they are what the finer ones were.
 */
export function joinAlike<Content>(fates: readonly Fate<Content>[]): readonly Fate<Content>[] {
  return predicates.reduce((joined, predicate) => joinBy(joined, predicate), fates);
}

function joinBy<Content>(
  fates: readonly Fate<Content>[],
  predicate: Predicate,
): readonly Fate<Content>[] {
  const alike = new Map<string, Fate<Content>[]>();
  const keyOf = (fate: Fate<Content>): string => {
    const { [predicate]: _, ...others } = fate.class;
    return JSON.stringify([others, fate.content]);
  };
  for (const fate of fates) {
    const known = alike.get(keyOf(fate));
    if (known === undefined) alike.set(keyOf(fate), [fate]);
    else known.push(fate);
  }
  return fates.flatMap((fate) => {
    const group = alike.get(keyOf(fate)) ?? [];
    if (group.length < values[predicate].length) return [fate];
    const { [predicate]: _, ...others } = fate.class;
    return group[0] === fate ? [{ ...fate, class: others }] : [];
  });
}
