/** The examples of docs/deadlines.md are put into a policy and run. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { policyText } from "../model/policyText";
import { workplace } from "../support/commandLine";

const page = readFileSync(path.join(__dirname, "../../docs/deadlines.md"), "utf8");

function blocks(language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm");
  return [...page.matchAll(fence)].map(([, text]) => text ?? "");
}

const [tiers = "", dated = "", outOfCycle = ""] = blocks("yaml");
const place = workplace();

beforeEach(() => {
  const baselines =
    "baselines: { linux: { systems: [rhel-9], approve: [{ classification: [security], after: 2d }] } }";
  const groups =
    "groups:\n  web: { tier: gold, owner: web-team, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: canary, window: sunday }] }";
  const rest = "obligations: [pci-dss-4.0.1]";
  place.write(policyText({ tiers, outOfCycle, baselines, groups, rest }));
});

describe("docs/deadlines.md", () => {
  it("has tiers, triggers and a cadence that are valid and kept", () => {
    const { exit, out } = place.run("check");

    expect(out).toContain("7 promises of 7 kept, 0 errors, ");
    expect(exit).toBe(0);
  });

  it("has dated deadlines that are valid, and its words are those of the output", () => {
    const { gold } = parse(tiers).tiers;
    const changed = { tiers: { gold: { ...gold, ...parse(dated), outOfCycle: undefined } } };
    place.write(policyText({ tiers: stringify(changed).trim() }));

    const { out } = place.run("check");

    expect(page.replace(/\s+/g, " ")).toContain("10d of tier gold for releases from 2027-07-01");
    expect(out).toContain("10d of tier gold for releases from 2027-07-01");
  });

  it("shows what due prints", () => {
    const [command = ""] = blocks("sh");
    const { exit, out } = place.run(...command.trim().split(/\s+/).slice(2));

    expect(out).toContain(blocks("text")[0]);
    expect(exit).toBe(0);
  });

  it("has a finding that due reads", () => {
    place.write(blocks("json")[0] ?? "", "finding.json");

    const { exit, out } = place.run("due", "--finding", "finding.json");

    expect(out).toContain("web (tier gold, internet): due 2026-12-06 10:00 Europe/Berlin");
    expect(out).toContain("5d tier gold");
    expect(exit).toBe(0);
  });

  it("names every fact and event that a finding may have", () => {
    const { err } = place.run("due", "--finding", "none.json");
    expect(err).toContain("none.json cannot be read (ENOENT)");

    place.write("{ x: 1 }", "wrong.json");
    const allowed = /allowed: (.*)$/m.exec(place.run("due", "--finding", "wrong.json").err)?.[1];
    const help = place.run("due", "--help").out;
    for (const key of (allowed ?? "").split(", ")) expect(help).toContain(key);
  });
});
