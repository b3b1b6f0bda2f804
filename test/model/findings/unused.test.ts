import { describe, expect, it } from "vitest";
import { reportFindings } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import { prove } from "../../../model/proof/prove";
import { parseInstant } from "../../../model/zone";
import { policyText, type Sections } from "../policyText";

const today = parseInstant("2026-12-01T00:00Z") ?? Number.NaN;

function unused(replaced: Sections) {
  const loaded = parsePlan(policyText(replaced));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const found = reportFindings(loaded, prove(loaded.plan, today), today);
  return found.filter(({ rule }) => rule === "unused/definition");
}

const used: Sections = {
  tiers: "tiers:\n  gold: { deadlines: { critical: 14d, high: 30d }, outOfCycle: urgent }",
  baselines: "baselines:\n  linux: { systems: [rhel-9] }",
};

describe("what the document defines", () => {
  it("is no finding while it is used", () => {
    expect(unused(used)).toEqual([]);
  });

  it.each([
    [
      "tier bronze is not used: no group is in it",
      ["tiers", "bronze"],
      { tiers: `${used.tiers}\n  bronze: { deadlines: { critical: 30d } }` },
    ],
    [
      "out-of-cycle path slow is not used: no tier names it",
      ["outOfCycle", "slow"],
      { outOfCycle: "outOfCycle:\n  urgent: {}\n  slow: {}" },
    ],
    [
      "baseline mac is not used: no group is patched by it",
      ["baselines", "mac"],
      { baselines: `${used.baselines}\n  mac: { systems: [macos-14] }` },
    ],
    [
      "window late is not used: no ring installs and no image is built in it",
      ["windows", "late"],
      {
        windows:
          "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  late: { schedule: every sunday at 23:00 }",
      },
    ],
  ])("is a note with its place when nothing uses it: %s", (message, path, replaced) => {
    const found = unused({ ...used, ...replaced });

    expect(found).toMatchObject([{ level: "note", message, path, entry: path[1] }]);
    expect(found[0]?.position?.line).toBeGreaterThan(1);
  });

  it("is used by a strategy whose images are built in a window", () => {
    const windows =
      "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  build: { schedule: every friday at 04:00 }";
    const groups =
      "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, strategy: { kind: replace, image: build }, rings: [{ name: all, window: sunday }] }";

    expect(unused({ ...used, windows, groups })).toEqual([]);
  });

  it("is accepted by an exception of the rule", () => {
    const tiers = `${used.tiers}\n  bronze: { deadlines: { critical: 30d } }`;
    const rest =
      "exceptions:\n  - { id: RISK-1, rule: unused/definition, reason: next year, owner: a, approvedBy: b, expires: 2027-01-31 }";

    expect(unused({ ...used, tiers, rest })).toMatchObject([{ accepted: { id: "RISK-1" } }]);
  });
});
