import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { policyText } from "../model/policyText";
import { workplace } from "../support/commandLine";

describe("check of names that JavaScript keeps for itself", () => {
  const { run, write } = workplace();
  const refusal = (place: string): string =>
    `${place}: "__proto__" cannot be a key or a name: JavaScript keeps it for itself; take another`;

  it.each([
    ["the only group", "groups:\n  web:", "groups:\n  __proto__:"],
    ["a window", "  sunday: {", "  __proto__: {"],
    ["a freeze's key", "freezes: []", "freezes:\n  - { __proto__: 1 }"],
  ])("refuses %s named __proto__, with its place", (_, from, to) => {
    write(policyText().replace(from, to));

    const { exit, err } = run("check");

    expect(exit).toBe(2);
    expect(err).toMatch(/^patching\.yaml:\d+:\d+: "__proto__" cannot be a key or a name/m);
  });

  it("refuses one of an included file in that file", () => {
    write(`include: [teams.yaml]\n${starterPolicy}`);
    write("groups:\n  __proto__: { tier: gold }\n", "teams.yaml");

    const { exit, err } = run("check");

    expect(exit).toBe(2);
    expect(err.split("\n")).toContain(refusal("teams.yaml:2:3"));
  });

  it("refuses the word also where it is a value that names something", () => {
    write(policyText().replace("window: sunday", "window: __proto__"));

    expect(run("check").err).toMatch(/window must be a name of .*, got __proto__$/m);
  });
});
