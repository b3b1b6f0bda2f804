/** Whether enough people with authority are on call for every path that groups use: exact, in whole minutes. */
import type { Interval } from "../calendar";
import type { Policy } from "../policy";
import { union } from "../proof/runs";
import type { CivilDate, Instant } from "../time";
import { type Authority, authoritiesOf, onShift, rosterOf } from "./roster";
import { common, without } from "./spans";

/** The word of `decide.by` that asks the roster; any other names who decides without one. */
export const askedOnCall = "on-call";

/** An out-of-cycle path that people on call decide, and the groups that use it. */
export interface DecidedPath {
  readonly path: string;
  readonly quorum: number;
  readonly groups: readonly string[];
}

/** Who may decide during a span; nobody else changes within it. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  /** Sorted by name. */
  readonly people: readonly string[];
}

export interface Gap {
  readonly from: Instant;
  readonly until: Instant;
  /** The fewest people within it that may decide. */
  readonly fewest: number;
}

/** Somebody on shift whose authority for a path has ended. */
export interface Lapse {
  readonly person: string;
  readonly path: string;
  /** Last day of the authority that ended before the span. */
  readonly ended: CivilDate;
  readonly spans: readonly Interval[];
}

export interface PathCoverage extends DecidedPath {
  readonly stretches: readonly Stretch[];
  readonly gaps: readonly Gap[];
  readonly lapses: readonly Lapse[];
}

/** Paths of groups that ask people on call, in the order of the document. */
export function decidedPaths(policy: Policy): readonly DecidedPath[] {
  const tiers = Object.entries(policy.tiers);
  return Object.entries(policy.outOfCycle).flatMap(([path, { decide }]) => {
    const using = new Set(
      tiers.filter(([, tier]) => tier.outOfCycle === path).map(([name]) => name),
    );
    const groups = Object.entries(policy.groups)
      .filter(([, group]) => using.has(group.tier))
      .map(([name]) => name);
    return decide.by === askedOnCall && groups.length > 0
      ? [{ path, quorum: decide.quorum, groups }]
      : [];
  });
}

/** Coverage over `[from, until)`; nothing where the document has no roster. */
export function coverage(policy: Policy, from: Instant, until: Instant): readonly PathCoverage[] {
  const roster = rosterOf(policy);
  if (roster === undefined) return [];
  const people = [...onShift(roster, from, until)].map(([name, shifts]) => {
    const known = policy.people[name];
    const authorities = known === undefined ? [] : authoritiesOf(known, roster.zone);
    return { name, shifts, authorities };
  });
  return decidedPaths(policy).map((decided) => {
    const deciders = people.map(({ name, shifts, authorities }) => ({
      name,
      spans: common(shifts, union(spansFor(authorities, decided.path))),
    }));
    const stretches = stretchesOf(deciders, from, until);
    const lapses = people.flatMap((one) => lapseOf(one, decided.path));
    return { ...decided, stretches, gaps: gapsIn(stretches, decided.quorum), lapses };
  });
}

interface PersonOnShift {
  readonly name: string;
  readonly shifts: readonly Interval[];
  readonly authorities: readonly Authority[];
}

function spansFor(authorities: readonly Authority[], path: string): readonly Interval[] {
  return authorities.filter((one) => one.path === path).map(({ span }) => span);
}

interface Decider {
  readonly name: string;
  readonly spans: readonly Interval[];
}

/** The whole span, cut wherever somebody comes or goes. */
function stretchesOf(
  deciders: readonly Decider[],
  from: Instant,
  until: Instant,
): readonly Stretch[] {
  const changes = new Map<Instant, string[]>();
  for (const { name, spans } of deciders) {
    for (const edge of spans.flat()) changes.set(edge, [...(changes.get(edge) ?? []), name]);
  }
  const edges = [...new Set([from, ...changes.keys(), until])].sort((a, b) => a - b);
  const present = new Set<string>();
  return edges.slice(0, -1).map((edge, index) => {
    for (const name of changes.get(edge) ?? []) {
      if (!present.delete(name)) present.add(name);
    }
    return { from: edge, until: edges[index + 1] ?? until, people: [...present].sort() };
  });
}

/** Stretches with too few people, those that touch as one. */
function gapsIn(stretches: readonly Stretch[], quorum: number): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const { from, until, people } of stretches) {
    if (people.length >= quorum) continue;
    const last = gaps.at(-1);
    if (last?.until === from) {
      gaps[gaps.length - 1] = { ...last, until, fewest: Math.min(last.fewest, people.length) };
    } else gaps.push({ from, until, fewest: people.length });
  }
  return gaps;
}

/** On shift after an authority for the path has ended, and before another one begins. */
function lapseOf({ name, shifts, authorities }: PersonOnShift, path: string): readonly Lapse[] {
  const mine = authorities.filter((one) => one.path === path);
  const firstEnd = Math.min(...mine.map(({ span }) => span[1]));
  const valid = spansFor(mine, path);
  const spans = without(common(shifts, [[firstEnd, Number.POSITIVE_INFINITY]]), valid);
  const begin = spans[0]?.[0];
  if (begin === undefined) return [];
  const ended = mine
    .filter(({ span }) => span[1] <= begin)
    .map(({ until }) => until)
    .sort()
    .at(-1);
  return ended === undefined ? [] : [{ person: name, path, ended, spans }];
}
