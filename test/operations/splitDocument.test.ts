import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { workplace } from "../support/commandLine";

const { run: patchwarden, write, read } = workplace();

const groups = starterPolicy.slice(starterPolicy.indexOf("groups:"));
const root = starterPolicy.replace(groups, "include: [groups/*.yaml]\n");

describe("a document split over files", () => {
  it("is checked, planned and listed like one of one file", () => {
    write(starterPolicy, "whole.yaml");
    write(root, "org/patching.yaml");
    write(groups, "org/groups/web.yaml");
    const on = (command: string) => [
      patchwarden(command, "-f", "org/patching.yaml"),
      patchwarden(command, "-f", "whole.yaml"),
    ];

    for (const command of ["check", "plan", "calendar", "obligations"]) {
      const [split, whole] = on(command);
      expect(split?.exit).toBe(0);
      expect(split?.out).toBe(whole?.out.replaceAll("whole.yaml", "org/patching.yaml"));
    }
  });

  it("names the file of a fault as the user would open it", () => {
    write(root, "org/patching.yaml");
    write(groups.replace("tier: standard", "tier: standrd"), "org/groups/web.yaml");

    const { exit, err } = patchwarden("check", "-f", "org/patching.yaml", "--sarif", "out.sarif");
    const [result] = JSON.parse(read("out.sarif")).runs[0].results;

    expect(exit).toBe(2);
    expect(err).toMatch(/^org\/groups\/web\.yaml:3:11: groups\.web\.tier: unknown name "standrd"/);
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "org/groups/web.yaml" },
      region: { startLine: 3, startColumn: 11 },
    });
  });

  it("names the file of a finding, in the text, as JSON and as SARIF", () => {
    write(root, "org/patching.yaml");
    const late = `${groups}exceptions:\n  - { id: RISK-1, rule: deadlines, reason: r, owner: o, approvedBy: c, expires: 2026-11-30 }\n`;
    write(late, "org/groups/web.yaml");
    const line = late.split("\n").findIndex((text) => text.includes("RISK-1")) + 1;

    const { out } = patchwarden("check", "-f", "org/patching.yaml", "--sarif", "out.sarif");
    const json = JSON.parse(patchwarden("check", "-f", "org/patching.yaml", "--json").out);
    const results = JSON.parse(read("out.sarif")).runs[0].results;

    expect(out).toContain(`(org/groups/web.yaml:${line}:72)`);
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        rule: "exception/expired",
        position: { file: "org/groups/web.yaml", line, column: 72 },
      }),
    );
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "org/groups/web.yaml",
    );
  });

  it("writes the schema of its parts", () => {
    const { exit, out } = patchwarden("schema", "--part", "--write", "patching.part.schema.json");

    expect(exit).toBe(0);
    expect(out).toContain("# yaml-language-server: $schema=patching.part.schema.json");
    expect(JSON.parse(read("patching.part.schema.json"))).toEqual(
      JSON.parse(patchwarden("schema", "--part").out),
    );
  });
});
