import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { starterPolicy } from "../../model/starter";
import { version } from "../../package.json";
import { workplace } from "../support/commandLine";
import { schemaFaults } from "../support/schemaFaults";

const { run: patchwarden, write, read } = workplace();

describe("patchwarden", () => {
  it.each(["init", "check", "plan", "calendar", "schema"])("%s --help shows an example", (name) => {
    const { exit, out } = patchwarden(name, "--help");

    expect(exit).toBe(0);
    expect(out).toContain("Example:");
    expect(out).toContain(`patchwarden ${name}`);
  });

  it("says its version, which is the package's", () => {
    expect(patchwarden("--version")).toMatchObject({ exit: 0, out: version });
  });

  it("ends with 2 on an unknown command and on an unknown option", () => {
    expect(patchwarden("chekc").exit).toBe(2);
    expect(patchwarden("chekc").err).toContain("check");
    expect(patchwarden("check", "--jsn").exit).toBe(2);
  });

  it("ends with 2 on an instant that is none, and says what one looks like", () => {
    write(starterPolicy);

    const { exit, err } = patchwarden("check", "--as-of", "yesterday");

    expect(exit).toBe(2);
    expect(err).toContain('"yesterday"');
    expect(err).toContain("2026-12-01T00:00Z");
  });

  it.each(["0", "-1", "2.5", "many"])("refuses calendar --next %s", (count) => {
    write(starterPolicy);

    expect(patchwarden("calendar", `--next=${count}`).exit).toBe(2);
  });
});

describe("patchwarden init", () => {
  it("writes a policy that check accepts at once", () => {
    expect(patchwarden("init")).toMatchObject({ exit: 0, err: "" });
    expect(patchwarden("check").exit).toBe(0);
  });

  it("names the schema for editors in its first line, and the command that writes it there", () => {
    const { out } = patchwarden("init", "policy.yaml");
    const [, file = ""] = /patchwarden schema --write (\S+)/.exec(out) ?? [];
    const [first] = read("policy.yaml").split("\n");

    expect(patchwarden("schema", "--write", file).exit).toBe(0);
    expect(first).toBe(`# yaml-language-server: $schema=./${file}`);
    expect(schemaFaults(JSON.parse(read(file)), parse(read("policy.yaml")))).toEqual([]);
  });

  it("never loses an existing file", () => {
    write("precious: true\n");

    const { exit, err } = patchwarden("init");

    expect(exit).toBe(2);
    expect(err).toContain("--force");
    expect(read("patching.yaml")).toBe("precious: true\n");
  });

  it("overwrites with --force and says so as JSON", () => {
    write("old: true\n");

    const { exit, out } = patchwarden("init", "--force", "--json");

    expect(exit).toBe(0);
    expect(JSON.parse(out)).toEqual({ written: "patching.yaml" });
  });

  it.each([[], ["--force"]])("says when it is pointed at a folder, with %j", (...options) => {
    const { exit, err } = patchwarden("init", ".", ...options);

    expect(exit).toBe(2);
    expect(err).toBe("init: . is a folder; name a file in it");
  });

  it("says when the folder does not exist", () => {
    const { exit, err } = patchwarden("init", "nowhere/patching.yaml");

    expect(exit).toBe(2);
    expect(err).toContain("nowhere/patching.yaml");
  });
});

describe("patchwarden check", () => {
  it("ends with 3 and the whole timeline when a deadline cannot be kept", () => {
    write(starterPolicy.replace(/high: \d+d/, "high: 2d"));

    const { exit, out } = patchwarden("check");

    expect(exit).toBe(3);
    expect(out).toMatch(/released/i);
    expect(out).toMatch(/due/i);
    expect(out).toMatch(/late/i);
    expect(out).toContain("next:");
  });

  it("prints the proof as JSON with the same exit code", () => {
    write(starterPolicy.replace(/high: \d+d/, "high: 2d"));

    const { exit, out } = patchwarden("check", "--json");
    const json = JSON.parse(out);

    expect(exit).toBe(3);
    expect(json).toMatchObject({ holds: false, exit: 3, asOf: "2026-12-01T00:00Z" });
    expect(json.proof.cells.length).toBeGreaterThan(0);
  });

  it("ends with 2 and the fault's place on an invalid document, also as JSON", () => {
    write(starterPolicy.replace("version: 1", "version: 1\nwindws: {}"));

    const plain = patchwarden("check");
    const json = patchwarden("check", "--json");

    expect(plain.exit).toBe(2);
    expect(plain.err).toMatch(/patching\.yaml:\d+:\d+: .*windws.*windows/);
    expect(plain.out).toBe("");
    expect(json.exit).toBe(2);
    expect(JSON.parse(json.out).faults[0].message).toContain("windws");
  });

  it("frames the JSON of an invalid document as that of a valid one, which has its proof too", () => {
    write(starterPolicy);
    const { proof, ...valid } = JSON.parse(patchwarden("check", "--json").out);
    write("version: 1\n");
    const { faults, ...invalid } = JSON.parse(patchwarden("check", "--json").out);
    const [finding] = invalid.findings;

    expect(proof.cells.length).toBeGreaterThan(0);
    expect(Object.keys(invalid)).toEqual(expect.arrayContaining(Object.keys(valid)));
    expect(invalid).toMatchObject({ asOf: "2026-12-01T00:00Z", exit: 2, holds: false });
    expect(invalid.findings).toHaveLength(faults.length);
    expect(finding).toMatchObject({ rule: "document/invalid", message: faults[0].message });
  });

  it.each(["plan", "raci", "render"])(
    "says when and with which exit %s refuses, in JSON",
    (name) => {
      write("version: 1\n");

      const { exit, out } = patchwarden(name, "--json");

      expect(exit).toBe(2);
      expect(JSON.parse(out)).toMatchObject({ asOf: "2026-12-01T00:00Z", exit: 2 });
    },
  );

  it("ends with 2 on a missing file, in one line", () => {
    const { exit, err } = patchwarden("check", "-f", "absent.yaml");

    expect(exit).toBe(2);
    expect(err.split("\n")).toHaveLength(1);
    expect(err).toContain("absent.yaml");
  });
});

describe("patchwarden plan, calendar and schema", () => {
  it("plan prints every ring and place, and the same plan as JSON", () => {
    write(starterPolicy);

    const { exit, out } = patchwarden("plan");
    const json = JSON.parse(patchwarden("plan", "--json").out);

    expect(exit).toBe(0);
    for (const group of json.groups)
      for (const ring of group.rings) expect(out).toContain(ring.patchGroup);
  });

  it("calendar prints as many runs as asked, in order, in local time and UTC", () => {
    write(starterPolicy);

    const { exit, out } = patchwarden("calendar", "--next", "3");
    const { runs } = JSON.parse(patchwarden("calendar", "--next", "3", "--json").out);

    expect(exit).toBe(0);
    expect(runs).toHaveLength(3);
    const starts = runs.map((run: { start: string }) => run.start);
    expect([...starts].sort()).toEqual(starts);
    for (const start of starts) {
      expect(out).toContain(start.replace("T", " ").replace("Z", " UTC"));
    }
  });

  it("schema prints JSON Schema, or writes it", () => {
    expect(JSON.parse(patchwarden("schema").out)).toMatchObject({ type: "object" });
    expect(patchwarden("schema", "--write", "patching.schema.json").exit).toBe(0);
    const written = read("patching.schema.json");
    expect(JSON.parse(written)).toEqual(JSON.parse(patchwarden("schema").out));
  });
});
