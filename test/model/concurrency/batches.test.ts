import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchesOf } from "../../../model/concurrency/batches";
import type { Machine } from "../../../model/concurrency/caps";
import type { ConcurrencyRules, GroupRules } from "../../../model/concurrency/rules";
import type { Rate } from "../../../model/plan";

const count = (value: number): Rate => ({ kind: "count", value });
const percent = (value: number): Rate => ({ kind: "percent", value });

const web = (over: Partial<GroupRules> = {}): GroupRules => ({
  name: "web",
  dependsOn: [],
  rings: [{ name: "all", concurrency: percent(100) }],
  ...over,
});
const machines = (number: number, over: Partial<Machine> = {}): readonly Machine[] =>
  Array.from({ length: number }, (_, index) => ({
    id: `m${String(index).padStart(2, "0")}`,
    group: "web",
    ring: "all",
    ...over,
  }));
const sizes = (fleet: readonly Machine[], rules: ConcurrencyRules): readonly number[] =>
  batchesOf(fleet, rules).batches.map(({ length }) => length);

describe("batchesOf", () => {
  it("rounds a share down, and takes one machine at the least", () => {
    const at = (rate: Rate) => ({ groups: [web({ rings: [{ name: "all", concurrency: rate }] })] });

    expect(sizes(machines(10), at(percent(25)))).toEqual([2, 2, 2, 2, 2]);
    expect(sizes(machines(3), at(percent(10)))).toEqual([1, 1, 1]);
    expect(sizes(machines(5), at(count(2)))).toEqual([2, 2, 1]);
  });

  it("gives unknown places one bucket with the smallest cap of their limit", () => {
    const rules = { groups: [web({ perZone: percent(50) })] };
    const fleet = [
      ...machines(8).map((one) => ({ ...one, id: `u${one.id}` })),
      ...machines(2, { zone: "a" }),
    ];

    const { caps, batches } = batchesOf(fleet, rules);

    // Half of zone a is one machine, so that one at a time goes of the eight that may be in it.
    expect(caps.find(({ name }) => name === "perZone of web, unknown")?.most).toBe(1);
    expect(batches.length).toBe(8);
  });

  it("keeps the order of rings and of dependencies", () => {
    const rules: ConcurrencyRules = {
      groups: [
        web({
          dependsOn: ["db"],
          rings: [
            { name: "canary", concurrency: count(9) },
            { name: "all", concurrency: count(9) },
          ],
        }),
        web({ name: "db", rings: [{ name: "all", concurrency: count(1) }] }),
      ],
    };
    const fleet = [
      { id: "a", group: "web", ring: "all" },
      { id: "b", group: "web", ring: "canary" },
      { id: "c", group: "db", ring: "all" },
      { id: "d", group: "db", ring: "all" },
    ];

    const { batches } = batchesOf(fleet, rules);

    expect(batches.map((batch) => batch.map(({ id }) => id))).toEqual([["c"], ["d"], ["b"], ["a"]]);
  });

  it("leaves machines of groups in a circle, and patches the others", () => {
    const rules = { groups: [web({ dependsOn: ["web"] }), web({ name: "db" })] };

    const { batches, stuck } = batchesOf(
      [...machines(2), { id: "z", group: "db", ring: "all" }],
      rules,
    );

    expect(batches.flat().map(({ id }) => id)).toEqual(["z"]);
    expect(stuck.map(({ id }) => id)).toEqual(["m00", "m01"]);
  });
});

const rate = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map(count),
  fc.integer({ min: 1, max: 100 }).map(percent),
);
const maybe = fc.option(rate, { nil: undefined });
const place = (letters: string) => fc.option(fc.constantFrom(...letters), { nil: undefined });
const groupNames = ["web", "api", "db"] as const;

const fleetAndRules = fc.record({
  fleet: fc
    .array(
      fc.record({
        group: fc.constantFrom(...groupNames),
        ring: fc.constantFrom("canary", "all"),
        cluster: place("pq"),
        zone: place("xyz"),
        account: place("mn"),
        mirror: place("rs"),
      }),
      { maxLength: 60 },
    )
    .map((all): readonly Machine[] => all.map((one, index) => ({ ...one, id: `m${index}` }))),
  limits: fc.record({ perAccount: maybe, perMirror: maybe }),
  groups: fc.tuple(
    ...groupNames.map((name, index) =>
      fc.record({
        name: fc.constant(name),
        dependsOn: fc.subarray(groupNames.slice(index + 1)),
        perCluster: maybe,
        perZone: maybe,
        perAccount: maybe,
        rings: fc.tuple(rate, rate).map(([canary, all]) => [
          { name: "canary", concurrency: canary },
          { name: "all", concurrency: all },
        ]),
      }),
    ),
  ),
  seconds: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 60, maxLength: 60 }),
});

type IsIn = (one: Machine) => boolean;
type Fleet = typeof fleetAndRules extends fc.Arbitrary<infer Value> ? Value : never;

/** The cap of a limit in one place, worked out anew from the fleet: not the scheduler's own count. */
function most(fleet: readonly Machine[], limit: Rate, isIn: IsIn): number {
  const size = fleet.filter(isIn).length;
  return limit.kind === "count" ? limit.value : Math.max(1, Math.floor((size * limit.value) / 100));
}

/** Every limit in every place, the unknown one too. */
function checksOf({ limits, groups }: Fleet): readonly (readonly [Rate | undefined, IsIn])[] {
  const places = <Key extends keyof Machine>(
    limit: Rate | undefined,
    key: Key,
    values: readonly (string | undefined)[],
    group?: string,
  ) =>
    values.map(
      (value) =>
        [
          limit,
          (one: Machine) => one[key] === value && (group === undefined || one.group === group),
        ] as const,
    );
  return [
    ...places(limits.perAccount, "account", ["m", "n", undefined]),
    ...places(limits.perMirror, "mirror", ["r", "s", undefined]),
    ...groups.flatMap((group) => [
      ...places(group.perCluster, "cluster", ["p", "q", undefined], group.name),
      ...places(group.perZone, "zone", ["x", "y", "z", undefined], group.name),
      ...places(group.perAccount, "account", ["m", "n", undefined], group.name),
      ...group.rings.flatMap(({ name, concurrency }) =>
        places(concurrency, "ring", [name], group.name),
      ),
    ]),
  ];
}

interface Span {
  readonly one: Machine;
  readonly from: number;
  readonly until: number;
}

/** Each machine takes its own time, and a batch begins when the one before has ended. */
function run(batches: readonly (readonly Machine[])[], seconds: readonly number[]): Span[] {
  let clock = 0;
  return batches.flatMap((batch) => {
    const spans = batch.map((one): Span => {
      const takes = seconds[Number(one.id.slice(1))] ?? 1;
      return { one, from: clock, until: clock + takes };
    });
    clock = Math.max(...spans.map(({ until }) => until));
    return spans;
  });
}

function expectWithinLimits(fleet: Fleet, spans: readonly Span[]): void {
  for (const at of new Set(spans.map(({ from }) => from))) {
    const running = spans.filter(({ from, until }) => from <= at && at < until);
    for (const [limit, isIn] of checksOf(fleet)) {
      const down = running.filter(({ one }) => isIn(one)).length;
      if (limit !== undefined) expect(down).toBeLessThanOrEqual(most(fleet.fleet, limit, isIn));
    }
  }
}

/** Rings and dependencies never run before what they wait for has ended. */
function expectInOrder({ groups }: Fleet, spans: readonly Span[]): void {
  const waitsFor = (one: Machine, other: Machine): boolean =>
    one.group === other.group
      ? one.ring === "all" && other.ring === "canary"
      : groups.some(
          ({ name, dependsOn }) =>
            name === one.group && dependsOn.some((group) => group === other.group),
        );
  for (const { one, from } of spans) {
    const before = spans.filter((other) => waitsFor(one, other.one));
    expect(Math.max(0, ...before.map(({ until }) => until))).toBeLessThanOrEqual(from);
  }
}

const idsOf = (all: readonly Machine[]): readonly string[] => all.map(({ id }) => id).sort();

describe("batches of random fleets", () => {
  it("never exceed a limit at any moment, take every machine once and come to an end", () => {
    fc.assert(
      fc.property(fleetAndRules, (random) => {
        const { fleet, limits, groups, seconds } = random;
        const { batches, stuck } = batchesOf(fleet, { ...limits, groups });

        expect(stuck).toEqual([]);
        expect(idsOf(batches.flat())).toEqual(idsOf(fleet));
        expect(batches.every(({ length }) => length > 0)).toBe(true);
        const spans = run(batches, seconds);
        expectWithinLimits(random, spans);
        expectInOrder(random, spans);
      }),
      { numRuns: 400 },
    );
  });

  it("are the same whatever the order of the fleet", () => {
    fc.assert(
      fc.property(fleetAndRules, ({ fleet, limits, groups }) => {
        const rules = { ...limits, groups };
        const ids = (all: readonly Machine[]) =>
          batchesOf(all, rules).batches.map((batch) => batch.map(({ id }) => id));
        expect(ids([...fleet].reverse())).toEqual(ids(fleet));
      }),
      { numRuns: 100 },
    );
  });
});
