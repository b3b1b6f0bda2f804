import { describe, expect, it } from "vitest";
import { mostMachines, readMachines } from "../../../model/concurrency/readMachines";
import type { ConcurrencyRules } from "../../../model/concurrency/rules";

const rules: ConcurrencyRules = {
  groups: [
    {
      name: "web",
      dependsOn: [],
      rings: [{ name: "all", concurrency: { kind: "count", value: 1 } }],
    },
  ],
};
const read = (text: string) => readMachines(text, rules, () => "Cluster");
const refusal = (text: string): string => {
  const result = read(text);
  return result.ok ? "accepted" : result.message;
};

describe("readMachines", () => {
  it("reads an array and lines alike, blank lines, other keys and null included", () => {
    const one = { id: "a", group: "web", ring: "all", zone: null, cluster: "c", arn: "arn:…" };
    const expected = { ok: true, machines: [{ id: "a", group: "web", ring: "all", cluster: "c" }] };

    expect(read(JSON.stringify([one], null, 2))).toEqual(expected);
    expect(read(`\n${JSON.stringify(one)}\r\n\n`)).toEqual(expected);
    expect(read("")).toEqual({ ok: true, machines: [] });
    expect(read("[]")).toEqual({ ok: true, machines: [] });
  });

  it("takes the place from tags when nothing else says it", () => {
    const tags = { PatchGroup: "web.all", Cluster: "blue" };
    expect(read(JSON.stringify({ id: "a", tags }))).toMatchObject({
      machines: [{ group: "web", ring: "all", cluster: "blue" }],
    });
  });

  it.each([
    ["[", "is no JSON"],
    ["x", "line 1 is no JSON"],
    ["[1]", "machine 1: it must be an object"],
    ['{"group":"web"}', "machine 1: id must be a text"],
    ['{"id":"a"}', "machine 1 (a): has no group"],
    ['{"id":"a","group":"wbe","ring":"all"}', 'no group "wbe" (did you mean "web"?)'],
    ['{"id":"a","group":"web"}', "has no ring; group web has all"],
    ['{"id":"a","group":"web","ring":"al"}', 'no ring "al" (did you mean "all"?)'],
    ['{"id":"a","group":"web","ring":"all","zone":3}', "machine 1: zone must be a text"],
    ['{"id":"a","group":"web","ring":"all","tags":7}', "machine 1: tags must be a mapping"],
  ])("refuses %s", (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it("refuses an id that stands twice, and a fleet that is too large", () => {
    const line = '{"id":"a","group":"web","ring":"all"}';
    expect(refusal(`${line}\n${line}`)).toBe(
      "machine 2 (a): is machine 1 again; ids must be unique",
    );
    const many = `${"{}\n".repeat(mostMachines + 1)}`;
    expect(refusal(many)).toContain("has 20001 machines, allowed are 20000");
  });
});
