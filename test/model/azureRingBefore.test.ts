import { describe, expect, it } from "vitest";
import { azureRingBefore, longestGap } from "../../model/azureRingBefore";
import type { Plan, PlannedWindow } from "../../model/plan";
import { planned } from "./planned";

const days = (count: number) => count * 1440;

function rings(places: string): Plan {
  return planned({
    groups: `groups:
  lab: { tier: gold, owner: a, baselines: [linux], azure: { locations: [westeurope] }, rings: [{ name: all, window: sunday }] }
  web: { tier: gold, owner: a, baselines: [linux], ${places}, rings: [{ name: canary, window: sunday }, { name: broad, window: sunday, soak: 7d }] }`,
  });
}

describe("azureRingBefore", () => {
  it("is the nearest ring before of the group, in every place that Azure patches it", () => {
    const plan = rings("azure: { locations: [westeurope, northeurope] }");

    const before = azureRingBefore(plan, { group: "web", ring: "broad" });

    expect(before?.patchGroup).toBe("web.canary");
    expect(before?.places.map(({ location }) => location)).toEqual(["northeurope", "westeurope"]);
  });

  it("is nothing for the first ring, and for a ring that only AWS patches before", () => {
    const plan = rings("azure: { locations: [westeurope] }");
    const azure = plan.azure.map((unit) => ({
      ...unit,
      configurations: unit.configurations.filter(({ ring }) => ring !== "canary"),
    }));

    expect(azureRingBefore(plan, { group: "web", ring: "canary" })).toBeUndefined();
    expect(azureRingBefore({ ...plan, azure }, { group: "web", ring: "broad" })).toBeUndefined();
  });

  it("is nothing for a group that the plan does not know", () => {
    expect(
      azureRingBefore(rings("azure: { locations: [westeurope] }"), { group: "x", ring: "y" }),
    ).toBeUndefined();
  });
});

describe("longestGap", () => {
  const plan = rings("azure: { locations: [westeurope] }");
  const usual = plan.azure[0]?.configurations[0]?.window as PlannedWindow;
  const weekly = (timezone: string): PlannedWindow => ({ ...usual, timezone });

  it("is a week for a weekly run, and an hour more where the clocks change in between", () => {
    expect(longestGap(plan, weekly("UTC"))).toBe(days(7));
    expect(longestGap(plan, weekly("Europe/Berlin"))).toBe(days(7) + 60);
  });

  it("is the same whatever today is, and never shorter than a run", () => {
    expect(longestGap({ ...plan }, weekly("UTC"))).toBe(longestGap(plan, weekly("UTC")));
    expect(longestGap(plan, { ...usual, duration: days(30) })).toBe(days(30));
  });
});
