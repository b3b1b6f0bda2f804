/** Whatever writes a file leaves the policy alone that it was made from. */
import { symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { workplace } from "../support/commandLine";

const place = workplace();

describe("a file that is the policy itself", () => {
  it.each([
    ["calendar", "--ics"],
    ["check", "--sarif"],
    ["render", "--html"],
    ["render", "--markdown"],
  ])("is not written by %s %s", (command, option) => {
    place.write(starterPolicy);

    const { exit, err } = place.run(command, option, "./patching.yaml");

    expect([exit, err]).toEqual([
      2,
      `${command}: ./patching.yaml is the policy document itself; name another file`,
    ]);
    expect(place.read("patching.yaml")).toBe(starterPolicy);
  });

  it("is known through a link", () => {
    place.write(starterPolicy);
    symlinkSync(place.pathOf("patching.yaml"), place.pathOf("linked.ics"));

    const { exit } = place.run("calendar", "--ics", "linked.ics");

    expect(exit).toBe(2);
    expect(place.read("patching.yaml")).toBe(starterPolicy);
  });

  it("is not written by a check that finds it invalid", () => {
    const invalid = starterPolicy.replace("version: 1", "version: 7");
    place.write(invalid);

    const { exit } = place.run("check", "--sarif", "patching.yaml");

    expect(exit).toBe(2);
    expect(place.read("patching.yaml")).toBe(invalid);
  });

  it("is not written by schema, which writes over a schema", () => {
    place.write(starterPolicy);

    const { exit, err } = place.run("schema", "--write", "patching.yaml");

    expect([exit, err]).toEqual([
      2,
      "schema: patching.yaml is there and is no JSON; name another file",
    ]);
    expect(place.read("patching.yaml")).toBe(starterPolicy);
    expect(place.run("schema", "--write", "schema.json").exit).toBe(0);
    expect(place.run("schema", "--write", "schema.json").exit).toBe(0);
  });
});
