import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dependencies, wavesOf, withDependencies } from "../../model/waves";

const of = (edges: Readonly<Record<string, readonly string[]>>): Dependencies =>
  new Map(Object.entries(edges));

describe("wavesOf", () => {
  it("puts each after what it depends on, in the order of the keys", () => {
    const { waves, cycles, stuck } = wavesOf(
      of({ web: ["api", "cache"], api: ["db"], cache: [], db: [], mail: [] }),
    );

    expect(waves).toEqual([["cache", "db", "mail"], ["api"], ["web"]]);
    expect([cycles, stuck]).toEqual([[], []]);
  });

  it("names each circle whole, and what is behind one", () => {
    const found = wavesOf(
      of({
        a: ["b"],
        b: ["c"],
        c: ["a"],
        behind: ["a"],
        before: [],
        self: ["self"],
        x: ["before"],
      }),
    );

    expect(found.cycles).toEqual([["a", "b", "c"], ["self"]]);
    expect(found.stuck).toEqual(["a", "b", "c", "behind", "self"]);
    expect(found.waves).toEqual([["before"], ["x"]]);
  });

  it("names both of two circles of which one depends on the other", () => {
    const found = wavesOf(of({ a: ["p", "b"], b: ["a"], p: ["q"], q: ["p"] }));
    expect(found.cycles).toEqual([
      ["a", "b"],
      ["p", "q"],
    ]);
  });

  it("passes over names that are not there", () => {
    expect(wavesOf(of({ a: ["nobody"] })).waves).toEqual([["a"]]);
  });

  it("is right for every graph", () => {
    const edge = fc.tuple(fc.nat(7), fc.nat(7));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 14 }), (edges) => {
        const names = Array.from({ length: 8 }, (_, index) => `g${index}`);
        const dependencies = new Map(
          names.map((name, index) => [
            name,
            [...new Set(edges.filter(([from]) => from === index).map(([, to]) => `g${to}`))],
          ]),
        );
        const { waves, cycles, stuck } = wavesOf(dependencies);
        const waveOf = new Map(
          waves.flatMap((wave, at) => wave.map((name) => [name, at] as const)),
        );
        expect([...waveOf.keys(), ...stuck].sort()).toEqual(names);
        for (const [name, at] of waveOf) {
          const before = (dependencies.get(name) ?? []).map((one) => waveOf.get(one) ?? 99);
          expect(at).toBe(before.length === 0 ? 0 : Math.max(...before) + 1);
        }
        for (const cycle of cycles) {
          cycle.forEach((name, index) => {
            expect(dependencies.get(name)).toContain(cycle[(index + 1) % cycle.length]);
          });
        }
        expect(stuck.length > 0).toBe(cycles.length > 0);
        // Every name that reaches itself is in one of the circles or shares a way with one.
        for (const name of stuck) {
          const below = [...withDependencies(dependencies, name).keys()];
          expect(cycles.some((cycle) => cycle.every((one) => below.includes(one)))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("takes a chain of 20,000 in a moment, also behind a circle", () => {
    const chain = new Map(
      Array.from({ length: 20_000 }, (_, index) => [
        `g${index}`,
        index === 0 ? [] : [`g${index - 1}`],
      ]),
    );
    expect(wavesOf(chain).waves.length).toBe(20_000);

    chain.set("g0", ["g1"]);
    expect(wavesOf(chain).cycles).toEqual([["g0", "g1"]]);
  });
});

describe("withDependencies", () => {
  it("is a name and all that it depends on, however far", () => {
    const all = of({ web: ["api"], api: ["db"], db: [], mail: ["db"] });
    expect([...withDependencies(all, "api").keys()]).toEqual(["api", "db"]);
  });
});
