import { describe, expect, it } from "vitest";
import type { Plan } from "../../model/plan";
import { selectPlan } from "../../model/units";
import { planned } from "./planned";
import { twoClouds } from "./policyText";

describe("selectPlan", () => {
  const plan = planned({ groups: twoClouds });

  it("takes all when nothing is selected", () => {
    expect(selectPlan(plan, {})).toEqual(plan);
  });

  it("splits a document into parts that share nothing and leave nothing out", () => {
    const parts = [
      selectPlan(plan, { environments: ["production"] }),
      selectPlan(plan, { environments: ["development"] }),
    ];
    const patchGroups = (one: Plan) => [
      ...one.aws.flatMap((unit) =>
        unit.scan.patchGroups.map((group) => `${unit.account} ${unit.region} ${group}`),
      ),
      ...one.azure.flatMap((unit) => unit.configurations.map(({ name }) => name)),
    ];

    expect(parts.flatMap(patchGroups).sort()).toEqual(
      [...new Set(parts.flatMap(patchGroups))].sort(),
    );
    expect(new Set(parts.flatMap(patchGroups))).toEqual(new Set(patchGroups(plan)));
    expect(parts[1]?.azure).toEqual([]);
  });

  it("calls a baseline that rings of two parts share after a ring of the part", () => {
    const shared = planned({
      groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }
  batch: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
    });
    const names = (one: Plan) =>
      one.aws.flatMap(({ baselines }) => baselines.map(({ name }) => name));

    expect(new Set(names(shared).map((name) => name.split(".")[0]))).toEqual(new Set(["web"]));
    expect(names(selectPlan(shared, { groups: ["batch"] }))).toEqual(
      names(shared).map((name) => name.replace("web.", "batch.")),
    );
  });

  it("drops what no selected group needs", () => {
    const part = selectPlan(planned(), { groups: ["web"] });
    const none = selectPlan(plan, { groups: ["build"], accounts: ["prod"] });

    expect(part.aws).toHaveLength(1);
    expect(none.aws).toEqual([]);
    expect(none.azure).toEqual([]);
  });

  it("narrows by account and by subscription", () => {
    expect(selectPlan(plan, { accounts: ["dev"] }).aws.map(({ account }) => account)).toEqual([
      "dev",
    ]);
    expect(selectPlan(plan, { accounts: ["prod"] }).azure).toHaveLength(1);
  });

  it.each([
    [{ environments: ["prduction"] }, 'no environment "prduction", did you mean "production"?'],
    [{ groups: ["wbe"] }, 'no group "wbe", did you mean "web"?'],
    [{ accounts: ["prd"] }, 'no account or subscription "prd", did you mean "prod"?'],
  ])("refuses %j", (selection, message) => {
    expect(() => selectPlan(plan, selection)).toThrow(message);
  });
});
