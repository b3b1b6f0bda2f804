import { beforeEach, describe, expect, it } from "vitest";
import { presets } from "../../model/obligations/presets";
import { starterPolicy } from "../../model/starter";
import { type Printed, workplace } from "../support/commandLine";

const place = workplace();
beforeEach(() => {
  const own = "{ id: acme-7, control: SEC-7, within: 6d, of: detected, source: handbook }";
  place.write(`${starterPolicy}\nobligations: [pci-4.0.1, soc2, hipaa-nprm, ${own}]\n`);
});

function obligations(...args: string[]): Printed {
  return place.run("obligations", ...args);
}

describe("patchwarden obligations", () => {
  it("lists every preset, and what to do next", () => {
    const { exit, out } = obligations();

    expect(exit).toBe(0);
    for (const { id } of presets) expect(out).toMatch(new RegExp(`^${id} `, "m"));
    expect(out).toMatch(/^essential-eight-ml2\s+e8-ml2\s+in force\s+2d to 1mo$/m);
    expect(out.split("\n").at(-1)).toMatch(/^next: patchwarden obligations -f/);
  });

  it("says what binds in a document", () => {
    const { exit, out } = obligations("-f", "patching.yaml");

    expect(exit).toBe(0);
    expect(out).toMatch(/^acme-7 .* web$/m);
    expect(out).toMatch(/^pci-dss-4\.0\.1 .* never the tightest$/m);
    expect(out).toMatch(/^soc2 .* nothing: no limit in time here$/m);
    expect(out).toMatch(/^hipaa-nprm .* nothing: not in force$/m);
    expect(out).toMatch(/^bod-26-04 .* -$/m);
  });

  it("shows one by its short form, with controls, duties, evidence and source", () => {
    const { exit, out } = obligations("pci-4.0.1");

    expect(exit).toBe(0);
    expect(out).toMatch(/^pci-dss-4\.0\.1: /);
    expect(out).toMatch(/^6\.3\.3\s+critical\s+1mo of release$/m);
    expect(out).toMatch(/^11\.3\.2\s+3mo\s+have an approved vendor/m);
    expect(out).toContain("evidence: ");
    expect(out).toContain("source: PCI DSS v4.0.1");
    expect(out.split("\n").at(-1)).toMatch(/^next: /);
  });

  it("shows one of the document's own, with the groups and classes that it binds", () => {
    const { out } = obligations("acme-7", "-f", "patching.yaml");

    expect(out).toContain("web: critical within 6d");
    expect(out).toMatch(/^SEC-7\s+everything\s+6d of detection$/m);
  });

  it("prints the same as JSON, with durations as documents write them", () => {
    const all = JSON.parse(obligations("--json").out);
    const one = JSON.parse(obligations("nerc-cip-007-6", "--json").out);
    const bound = JSON.parse(obligations("acme-7", "-f", "patching.yaml", "--json").out);

    expect(all.obligations).toHaveLength(presets.length);
    expect(one.limits[0].limit.stages[1]).toEqual({ act: "fix", within: "35d", of: "evaluated" });
    expect(bound.binding.kind).toBe("binds");
    expect(bound.binding.deadlines[0]).toMatchObject({ group: "web", within: "6d" });
  });

  it.each([
    ["pci", '"pci-dss-4.0.1" or "pci-4.0.1"'],
    ["hipaa", '(did you mean "hipaa-nprm"?); there are bod-26-04, '],
    ["nist", 'unknown id "nist"; there are bod-26-04, '],
    ["essential-eigth-ml2", "essential-eight-ml2"],
  ])("ends with 2 on the unknown id %s and names the nearest", (id, nearest) => {
    const { exit, out, err } = obligations(id);

    expect(exit).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`unknown id "${id}"`);
    expect(err).toContain(nearest);
  });

  it("ends with 2 on a document that is not there", () => {
    expect(obligations("-f", "absent.yaml")).toMatchObject({ exit: 2, out: "" });
  });

  it("shows an example in its help", () => {
    const { exit, out } = obligations("--help");

    expect(exit).toBe(0);
    expect(out).toContain("Example:\n  patchwarden obligations ");
  });
});
