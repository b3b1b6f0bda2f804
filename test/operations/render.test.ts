import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { workplace } from "../support/commandLine";

const place = workplace();

describe("patchwarden render", () => {
  it("prints Markdown for a pipe, and says beside it what to do next", () => {
    place.write(starterPolicy);

    const { exit, out, err } = place.run("render");

    expect(exit).toBe(0);
    expect(out).toMatch(/^# Patching policy of my-organisation\n/);
    expect(out).not.toContain("next: ");
    expect(err).toBe("next: have it read and signed; check finds nothing to mend");
  });

  it("writes files, and says which", () => {
    place.write(starterPolicy, "policy.yaml");

    const { exit, out } = place.run(
      "render",
      "-f",
      "policy.yaml",
      "--html",
      "a.html",
      "--markdown",
      "a.md",
    );

    expect(exit).toBe(0);
    expect(out).toMatch(
      /^wrote a\.html: \d+ sections\nwrote a\.md: \d+ sections\nnext: have it read and signed/,
    );
    expect(place.read("a.html")).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(place.read("a.md")).toContain("`policy.yaml`");
  });

  it("writes the same bytes for the same day, wherever it is called from", () => {
    place.write(starterPolicy);
    place.run("render", "--html", "a.html", "--as-of", "2027-01-01");
    place.run(
      "render",
      "-f",
      place.pathOf("patching.yaml"),
      "--html",
      "b.html",
      "--as-of",
      "2027-01-01",
    );
    place.run("render", "--html", "c.html", "--as-of", "2027-01-02");

    expect(place.read("a.html")).toBe(place.read("b.html"));
    expect(place.read("a.html")).not.toBe(place.read("c.html"));
  });

  it("prints the document as a tree of sections with --json", () => {
    place.write(starterPolicy);

    const { exit, out, err } = place.run("render", "--json");

    expect([exit, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      organisation: "my-organisation",
      sections: expect.arrayContaining([expect.objectContaining({ id: "promises", number: "4" })]),
    });
  });

  it("renders a policy that breaks its promises, and says so in it", () => {
    place.write(starterPolicy.replace("critical: 21d", "critical: 7d"));

    const { exit, out, err } = place.run("render");

    expect(exit).toBe(0);
    expect(err).toBe(
      "next: patchwarden check -f patching.yaml says what to mend before anybody signs",
    );
    expect(out).toContain(
      "> **This policy promises what its own calendar cannot keep; the proof says where.**",
    );
  });

  it("never writes over the policy itself", () => {
    place.write(starterPolicy);

    const { exit, err } = place.run("render", "--html", "./patching.yaml");

    expect([exit, err]).toEqual([
      2,
      "render: ./patching.yaml is the policy document itself; name another file",
    ]);
    expect(place.read("patching.yaml")).toBe(starterPolicy);
  });

  it("says in one line why a file cannot be written", () => {
    place.write(starterPolicy);

    expect(place.run("render", "--html", "absent/a.html")).toMatchObject({
      exit: 1,
      err: "render: absent/a.html could not be written: its folder does not exist; check the path",
    });
    expect(place.run("render", "--markdown", ".")).toMatchObject({
      exit: 1,
      err: "render: . could not be written: it is a folder; check the path",
    });
  });

  it("ends with 2 on an invalid document, and writes nothing", () => {
    place.write("version: 2\n");

    expect(place.run("render", "--html", "a.html")).toMatchObject({ exit: 2, out: "" });
    expect(() => place.read("a.html")).toThrow("ENOENT");
  });

  it("shows an example in its help", () => {
    expect(place.run("render", "--help").out).toContain("Example:\n  patchwarden render --html");
  });
});
