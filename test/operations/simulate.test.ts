import { describe, expect, it } from "vitest";
import { parsePlan } from "../../model/load";
import { prove } from "../../model/proof/prove";
import { starterPolicy } from "../../model/starter";
import { whatIf } from "../../model/whatIf";
import { workplace } from "../support/commandLine";

const { run, write } = workplace();
const late = starterPolicy.replace(/critical: \d+d/, "critical: 7d");
const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;

describe("patchwarden simulate", () => {
  it("says for every ring which run installs the patch, when it lands, and whether that is in time", () => {
    write(late);

    const { exit, out } = run(
      "simulate",
      "--release",
      "2027-12-13T03:00Z",
      "--severity",
      "critical",
    );

    expect(exit).toBe(3);
    expect(out).toMatch(
      /web\.canary +amazon-linux-2023 +aws +early +2027-12-19 03:00 +2027-12-19 06:00 +2027-12-20 03:00 +21h to spare/,
    );
    expect(out).toMatch(
      /web\.broad +amazon-linux-2023 +aws +early +2027-12-29 03:00 +2027-12-29 06:00 +2027-12-20 03:00 +9d 3h late/,
    );
    expect(out).toContain("1 ring is too late");
  });

  it("ends with 0 when all is in time, and says so as JSON", () => {
    write(late);

    const args = ["simulate", "--release", "2027-03-01T03:00Z", "--severity", "high"];
    const { exit, out } = run(...args, "--group", "web", "--json");
    const json = JSON.parse(out);

    expect(exit).toBe(0);
    expect(json).toMatchObject({ release: "2027-03-01T03:00Z", exploited: false, exit: 0 });
    expect(json.landings.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      "in time",
      "in time",
    ]);
  });

  it.each([
    [
      "2026-11-30T23:59Z",
      "the policy takes effect on 2026-12-01 (effectiveFrom): before it nothing runs",
    ],
    ["2026-12-01T00:00Z", undefined],
    ["2028-12-01T00:00Z", undefined],
    ["2028-12-01T00:01Z", "what check proves ends with releases of 2028-12-01 00:00 UTC"],
  ])("says of a release at %s whether the proof speaks of it", (release, note) => {
    write(late);
    const args = ["simulate", "--release", release, "--severity", "high"];

    const [text, json] = [run(...args).out, JSON.parse(run(...args, "--json").out)];

    if (note === undefined) {
      expect(text).not.toContain("note:");
      expect(json.note).toBeUndefined();
    } else {
      expect(text).toContain(`\nnote: ${note}`);
      expect(json.note).toContain(note);
    }
  });

  it.each([
    ["strategy: { kind: replace }", "7d", "next: choose a strategy that this release deploys"],
    [
      "strategy: { kind: replace, image: early }",
      "7d",
      "next: patchwarden check looks for a change that makes the images come in time; the promise stays unproved",
    ],
    [
      "strategy: { kind: replace, image: early }",
      "60d",
      "next: choose a strategy that this release deploys",
    ],
  ])("says what can be done for a group with %s and %s", (strategy, deadline, next) => {
    const promised = late.replace("critical: 7d", `critical: ${deadline}`);
    write(promised.replace("    tier: standard\n", `    tier: standard\n    ${strategy}\n`));

    const { exit, out } = run(
      "simulate",
      "--release",
      "2027-12-13T03:00Z",
      "--severity",
      "critical",
    );

    expect(exit).toBe(3);
    expect(out.split("\n").at(-1)).toContain(next);
  });

  it("lands where the proof says, for the worst releases of every late promise", () => {
    const loaded = parsePlan(late);
    if (!loaded.ok) throw new Error("invalid");
    const cells = prove(loaded.plan, asOf).cells.filter(({ verdict }) => verdict.kind === "late");

    expect(cells).toHaveLength(2);
    for (const { group, ring, system, cloud, class: patchClass, worstLateness } of cells) {
      const { release, landing, due } = worstLateness;
      const found = whatIf(loaded, { release, ...patchClass, group, ring, system, cloud });
      expect(found).toMatchObject([{ finish: landing, due }]);
    }
  });

  it.each([
    [["--release", "tomorrow", "--severity", "high"], "write an instant such as 2026-12-15T18:00Z"],
    [
      ["--release", "2027-01-01T00:00Z", "--severity", "hihg"],
      'Allowed choices are critical, high, medium, low (did you mean "high"?)',
    ],
    [["--severity", "high"], "--release"],
    [
      ["--release", "2027-01-01T00:00Z", "--severity", "high", "--group", "wev"],
      'did you mean "web"?',
    ],
    [
      ["--release", "2027-01-01T00:00Z", "--severity", "high", "--ring", "brod"],
      'did you mean "broad"?',
    ],
    [
      ["--release", "2027-01-01T00:00Z", "--severity", "high", "--system", "rhel-9"],
      "unknown system",
    ],
    [
      ["--release", "2027-01-01T00:00Z", "--severity", "high", "--cloud", "azure"],
      "no ring has such machines",
    ],
  ])("refuses %j", (args, message) => {
    write(late);

    const { exit, err } = run("simulate", ...args);

    expect(exit).toBe(2);
    expect(err).toContain(message);
  });
});
