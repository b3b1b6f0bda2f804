import { describe, expect, it } from "vitest";
import { planned } from "../planned";

const plan = (where: string, ofTier: string, ofGroup: string) =>
  planned({
    clouds: `clouds:
  aws: { accounts: { prod: { id: "123456789012" } } }
  azure: { subscriptions: { prod: { id: 11111111-2222-3333-4444-555555555555 } }, resourceGroup: rg }`,
    tiers: `tiers:\n  gold: { deadlines: { critical: 60d }, recoveryPoint: { ${ofTier} } }`,
    windows: "windows:\n  nightly: { schedule: every day at 04:00 }",
    groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], recoveryPoint: { ${ofGroup} }, ${where}, rings: [{ name: all, window: nightly }] }`,
  });
const onAws = "aws: { regions: [eu-central-1] }";
const onAzure = "azure: { locations: [westeurope] }";

describe("machines that have no recovery point of use", () => {
  it.each([
    ["refused when nothing is said", "", "", undefined],
    ["patched all the same by the tier", "autoScaling: skip", "", "skip"],
    [
      "refused by a group whose tier skips them",
      "autoScaling: skip",
      "autoScaling: refuse",
      undefined,
    ],
    [
      "patched by a group whose tier refuses them",
      "autoScaling: refuse",
      "autoScaling: skip",
      "skip",
    ],
  ])("of Auto Scaling groups are %s", (_case, ofTier, ofGroup, expected) => {
    const { groups } = plan(onAws, ofTier, ofGroup);

    expect(groups[0]?.recoveryPoint.autoScaling).toBe(expected);
    expect(groups[0]?.recoveryPoint.hybrid).toBeUndefined();
  });

  it.each([
    [
      "auto-scaling/not-kept",
      "autoScaling: skip",
      "",
      ["tiers", "gold", "recoveryPoint", "autoScaling"],
    ],
    [
      "auto-scaling/not-kept",
      "hybrid: skip",
      "autoScaling: refuse",
      ["groups", "web", "recoveryPoint", "autoScaling"],
    ],
  ])("are told of on Azure where they are written: %s", (rule, ofTier, ofGroup, path) => {
    const found = plan(onAzure, ofTier, ofGroup).findings.filter((one) => one.rule === rule);

    expect(found.map((one) => one.path)).toEqual([path]);
    expect(found[0]?.level).toBe("note");
  });

  it("are not told of on AWS, whose runbook knows them", () => {
    const { findings } = plan(onAws, "hybrid: skip, autoScaling: skip", "");

    expect(findings.filter(({ rule }) => rule.endsWith("/not-kept"))).toEqual([]);
  });
});
