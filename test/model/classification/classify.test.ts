import { describe, expect, it } from "vitest";
import { type Classified, classify } from "../../../model/classification/classify";
import { missionImpacts, safetyImpacts } from "../../../model/classification/facts";
import { humanImpact } from "../../../model/classification/humanImpact";
import { formatFault } from "../../../model/fault";
import { parsePlan } from "../../../model/load";
import { planned } from "../planned";
import { policyText, type Sections } from "../policyText";

const from =
  "from: [{ businessImpact: severe }, { dataClass: [restricted, confidential], exposure: internet }]";
const three = (gold: string): string =>
  `tiers:\n  gold: { ${gold}, deadlines: { high: 30d } }\n  silver: { from: [{ businessImpact: [moderate, high] }], deadlines: { high: 40d } }\n  bronze: { deadlines: { high: 60d } }`;

function sections(tier: string, more: string, tiers = three(from)): Sections {
  const groups = `groups:\n  web: { tier: ${tier}, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }]${more === "" ? "" : `, ${more}`} }`;
  return { tiers, groups };
}

function classified(...parts: Parameters<typeof sections>): Classified {
  const loaded = parsePlan(policyText(sections(...parts)));
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const [only] = classify(loaded.policy);
  if (only === undefined) throw new Error("no group");
  return only;
}

const rules = (...parts: Parameters<typeof sections>): readonly string[] =>
  planned(sections(...parts))
    .findings.map(({ rule }) => rule)
    .filter((rule) => rule.startsWith("classification/"));

const facts = (business: string, data: string): string =>
  `classification: { businessImpact: ${business}, dataClass: ${data}, missionImpact: degraded, safetyImpact: negligible }`;

describe("classify", () => {
  it.each([
    ["severe", "public", "internal", "gold"],
    ["low", "restricted", "internet", "gold"],
    ["low", "restricted", "internal", undefined],
    ["low", "internal", "internet", undefined],
    ["high", "public", "internet", "silver"],
    ["high", "confidential", "internet", "gold"],
  ])("brings %s, %s and %s to %s", (business, data, exposure, tier) => {
    const one = classified("gold", `${facts(business, data)}, exposure: ${exposure}`);
    expect(one.comesTo).toBe(tier);
  });

  it("takes the first tier that fits, in the order of the document", () => {
    const both = three("from: [{ businessImpact: high }]");
    expect(classified("gold", facts("high", "public"), both).comesTo).toBe("gold");
  });

  it("counts a fact that is not given as the strictest, and says which", () => {
    const one = classified("gold", "classification: { dataClass: public }");

    expect(one.missing).toEqual(["businessImpact", "missionImpact", "safetyImpact"]);
    expect(one.comesTo).toBe("gold");
    expect(one.alternatives[0]?.conditions).toEqual([
      { fact: "businessImpact", allowed: ["severe"], fits: true },
    ]);
    expect(one.humanImpact).toBe("veryHigh");
  });

  it.each([
    ["gold", facts("severe", "public"), "agrees", []],
    ["silver", facts("severe", "public"), "tooLow", ["classification/tier-too-low"]],
    ["bronze", facts("high", "public"), "tooLow", ["classification/tier-too-low"]],
    ["gold", facts("high", "public"), "higher", ["classification/tier-higher"]],
    ["bronze", facts("low", "public"), "noTierFits", []],
    ["gold", "", "unclassified", ["classification/missing"]],
  ])("judges tier %s with { %s }: %s", (tier, more, verdict, found) => {
    expect(classified(tier, more).verdict).toBe(verdict);
    expect(rules(tier, more)).toEqual(found);
  });

  it("asks nobody for a classification while no tier says what it comes from", () => {
    const plain = "tiers:\n  gold: { deadlines: { high: 30d } }";

    expect(rules("gold", "", plain)).toEqual([]);
    expect(classified("gold", "", plain).verdict).toBe("unclassified");
    expect(classified("gold", facts("low", "public"), plain).verdict).toBe("noTierAsks");
  });

  it("points at the tier, and names the assumed facts", () => {
    const [found] = planned(sections("silver", "classification: { dataClass: public }")).findings;

    expect(found?.path).toEqual(["groups", "web", "tier"]);
    expect(found?.message).toBe(
      "group web is in tier silver, and its classification comes to gold; businessImpact, missionImpact, safetyImpact not given, so the strictest",
    );
  });
});

describe("SSVC's human impact", () => {
  // data/csv/ssvc/human_impact_1_0_0.csv, row by row: safety, then mission.
  const rows = [
    "low low medium veryHigh",
    "low low medium veryHigh",
    "medium high high veryHigh",
    "veryHigh veryHigh veryHigh veryHigh",
  ];

  it("is the shipped table", () => {
    const found = safetyImpacts.map((safety) =>
      missionImpacts.map((mission) => humanImpact(safety, mission)).join(" "),
    );
    expect(found).toEqual(rows);
  });

  it("is very high when one of both is not known", () => {
    expect(humanImpact(undefined, "degraded")).toBe("veryHigh");
    expect(humanImpact("negligible", undefined)).toBe("veryHigh");
  });
});
