/** The tokens of a fleet: for every limit and place one bucket, with as many tokens as machines may be patched at once. */
import type { Rate } from "../plan";
import type { ConcurrencyRules, GroupRules } from "./rules";

export interface Machine {
  readonly id: string;
  readonly group: string;
  readonly ring: string;
  readonly cluster?: string | undefined;
  readonly zone?: string | undefined;
  readonly account?: string | undefined;
  readonly mirror?: string | undefined;
}

export interface Cap {
  /** `perZone of web, eu-central-1a`. */
  readonly name: string;
  readonly machines: number;
  /** Machines at once. */
  readonly most: number;
}

export interface Tokens {
  readonly caps: readonly Cap[];
  /** For each machine the caps that it takes a token of, as indices. */
  readonly of: readonly (readonly number[])[];
}

/** What a machine counts against: a limit, and the place in which it is counted. */
interface Bucket {
  readonly limit: string;
  /** Absent when the fact is not known: all such machines share one bucket. */
  readonly place: string | undefined;
  readonly rate: Rate;
}

interface Counted extends Bucket {
  machines: number;
}

export function tokensOf(machines: readonly Machine[], rules: ConcurrencyRules): Tokens {
  const groups = new Map(rules.groups.map((group) => [group.name, group]));
  const buckets: Counted[] = [];
  const known = new Map<string, number>();
  const of = machines.map((machine) =>
    bucketsOf(machine, rules, groups.get(machine.group)).map((bucket) => {
      const key = JSON.stringify([bucket.limit, bucket.place ?? null]);
      const index = known.get(key) ?? buckets.push({ ...bucket, machines: 0 }) - 1;
      known.set(key, index);
      const counted = buckets[index];
      if (counted !== undefined) counted.machines += 1;
      return index;
    }),
  );
  return { caps: capsOf(buckets), of };
}

function bucketsOf(
  { group, ring, cluster, zone, account, mirror }: Machine,
  rules: ConcurrencyRules,
  own: GroupRules | undefined,
): readonly Bucket[] {
  const limits: readonly (readonly [string, string | undefined, Rate | undefined])[] = [
    ["perAccount over all groups", account, rules.perAccount],
    ["perMirror over all groups", mirror, rules.perMirror],
    [`perAccount of ${group}`, account, own?.perAccount],
    [`perZone of ${group}`, zone, own?.perZone],
    [`perCluster of ${group}`, cluster, own?.perCluster],
    [`concurrency of ${group}`, ring, own?.rings.find(({ name }) => name === ring)?.concurrency],
  ];
  return limits.flatMap(([limit, place, rate]) =>
    rate === undefined ? [] : [{ limit, place, rate }],
  );
}

/** An unknown place may be any of the known ones: its bucket takes the smallest cap that its limit has anywhere. */
function capsOf(buckets: readonly Counted[]): readonly Cap[] {
  const smallest = new Map<string, number>();
  for (const { limit, rate, machines } of buckets) {
    const least = smallest.get(limit) ?? Number.POSITIVE_INFINITY;
    smallest.set(limit, Math.min(least, tokens(rate, machines)));
  }
  return buckets.map(({ limit, place, rate, machines }) => ({
    name: `${limit}, ${place ?? "unknown"}`,
    machines,
    most: place === undefined ? (smallest.get(limit) ?? 1) : tokens(rate, machines),
  }));
}

/** A share rounds down, but one machine at a time always goes. */
function tokens({ kind, value }: Rate, machines: number): number {
  return Math.max(1, kind === "count" ? value : Math.floor((machines * value) / 100));
}
