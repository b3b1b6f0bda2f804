import { describe, expect, it } from "vitest";
import { describeDuration } from "../../../model/duration";
import type { PlannedGroup } from "../../../model/plan";
import { planned } from "../planned";

interface Case {
  readonly deadlines: string;
  readonly exposure?: string;
  readonly obligations?: string;
}

/** `critical 14d tier gold`, one line a deadline; exploited classes with a `!`. */
function bound({ deadlines, exposure = "internet", obligations = "[]" }: Case): readonly string[] {
  const [group] = planned({
    tiers: `tiers:\n  gold: { deadlines: ${deadlines} }`,
    groups: `groups:\n  web: { tier: gold, owner: a, exposure: ${exposure}, obligations: ${obligations}, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
  }).groups;
  return lines(group);
}

function lines(group: PlannedGroup | undefined): readonly string[] {
  return (group?.deadlines ?? []).map(
    ({ class: { severity, exploited }, within, source }) =>
      `${severity}${exploited ? "!" : ""} ${describeDuration(within)} ${source}`,
  );
}

describe("the deadlines that bind", () => {
  it("are the tier's own where nothing else is said", () => {
    expect(bound({ deadlines: "{ critical: 14d, low: 6mo }" })).toEqual([
      "critical 14d tier gold",
      "low 6mo tier gold",
    ]);
  });

  it("choose by exposure", () => {
    const deadlines = "{ critical: { internet: 14d, internal: 21d } }";

    expect(bound({ deadlines })).toEqual(["critical 14d tier gold"]);
    expect(bound({ deadlines, exposure: "internal" })).toEqual(["critical 21d tier gold"]);
  });

  it("hold what is exploited to the tighter of both promises", () => {
    expect(bound({ deadlines: "{ critical: 2d, high: 30d, exploited: 72h }" })).toEqual([
      "critical 2d tier gold",
      "critical! 2d tier gold",
      "high 30d tier gold",
      "high! 3d tier gold",
      "medium! 3d tier gold",
      "low! 3d tier gold",
    ]);
  });

  it("name the obligation that is tighter", () => {
    expect(
      bound({ deadlines: "{ critical: 45d, high: 45d }", obligations: "[pci-dss-4.0.1]" }),
    ).toEqual(["critical 1mo pci-dss-4.0.1", "high 45d tier gold"]);
  });

  it("leave out an obligation that the tier's own beats", () => {
    expect(bound({ deadlines: "{ critical: 14d }", obligations: "[pci-dss-4.0.1]" })).toEqual([
      "critical 14d tier gold",
    ]);
  });

  it("keep both when neither is tighter all year", () => {
    expect(bound({ deadlines: "{ critical: 30d }", obligations: "[pci-dss-4.0.1]" })).toEqual([
      "critical 30d tier gold",
      "critical 1mo pci-dss-4.0.1",
    ]);
  });

  it("compare a month with days by its shortest and longest", () => {
    const month = { obligations: "[pci-dss-4.0.1]" };

    expect(bound({ deadlines: "{ critical: 28d }", ...month })).toEqual(["critical 28d tier gold"]);
    expect(bound({ deadlines: "{ critical: 31d }", ...month })).toEqual([
      "critical 1mo pci-dss-4.0.1",
    ]);
  });

  it("read Essential Eight by exposure and exploitation", () => {
    const case8 = { deadlines: "{ low: 180d }", obligations: "[essential-eight-ml2]" };

    expect(bound(case8)).toEqual([
      "critical 2d essential-eight-ml2",
      "critical! 2d essential-eight-ml2",
      "high 14d essential-eight-ml2",
      "high! 2d essential-eight-ml2",
      "medium 14d essential-eight-ml2",
      "medium! 2d essential-eight-ml2",
      "low 14d essential-eight-ml2",
      "low! 2d essential-eight-ml2",
    ]);
    expect(bound({ ...case8, exposure: "internal" })).toEqual([
      "critical 1mo essential-eight-ml2",
      "high 1mo essential-eight-ml2",
      "medium 1mo essential-eight-ml2",
      "low 1mo essential-eight-ml2",
    ]);
  });

  it("take the document's obligations where the group names none", () => {
    const plan = planned({ rest: "obligations: [cyber-essentials-3.3]" });

    expect(lines(plan.groups[0])).toEqual([
      "critical 14d tier gold",
      "high 14d cyber-essentials-3.3",
    ]);
  });
});
