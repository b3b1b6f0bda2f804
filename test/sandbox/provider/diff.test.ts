import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffInputs } from "../../../sandbox/provider/diff";
import { secret, unknown, type Wire } from "../../../sandbox/provider/wireValue";

const paths = (olds: Wire, news: Wire, replaceOn: string[] = []) =>
  diffInputs(olds, news, replaceOn).map(({ path, kind, replaces }) =>
    replaces ? `${kind} ${path}!` : `${kind} ${path}`,
  );

describe("a difference of inputs", () => {
  it("names each property that is added, deleted or changed, by its path", () => {
    const olds = { name: "a", tags: { "cost.centre": "1" }, rules: [{ days: 1 }, { days: 2 }] };
    const news = { tags: { "cost.centre": "2" }, rules: [{ days: 3 }], size: 1 };
    expect(paths(olds, news).sort()).toEqual(
      [
        "add size",
        "delete name",
        "delete rules[1]",
        'update tags["cost.centre"]',
        "update rules[0].days",
      ].sort(),
    );
  });

  it("replaces for the property itself, for what is in it and for what holds it", () => {
    const olds = { scheduling: { start: "1", zone: "UTC" }, rules: [{ days: 1 }] };
    const news = { scheduling: { start: "2", zone: "GMT" }, rules: [{ days: 2 }] };
    expect(paths(olds, news, ["scheduling.start", "rules"])).toEqual([
      "update scheduling.start!",
      "update scheduling.zone",
      "update rules[0].days!",
    ]);
    expect(paths(olds, { rules: [{ days: 1 }] }, ["scheduling.start"])).toEqual([
      "delete scheduling!",
    ]);
    expect(paths({ schedule: 1 }, { schedule: 2 }, ["sched"])).toEqual(["update schedule"]);
  });

  it("sees through secrets, takes an absent member for null, and leaves the providers' notes out", () => {
    expect(paths({ key: "a" }, { key: secret("a"), other: null, __defaults: ["name"] })).toEqual(
      [],
    );
    expect(paths({ key: secret("a") }, { key: secret("b") })).toEqual(["update key"]);
    expect(paths({ key: "a" }, { key: unknown })).toEqual(["update key"]);
  });

  it("is none between equal values, and some between different ones", () => {
    const value = fc.jsonValue({ maxDepth: 3 }).map((json) => ({ value: json as Wire }));
    fc.assert(fc.property(value, (inputs) => paths(inputs, structuredClone(inputs)).length === 0));
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(paths({ left }, { left: right }).length).toBe(left === right ? 0 : 1);
      }),
    );
  });
});
