/** What a group has below `aws:` and not on its other cloud. */
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../model/plan";
import { planned } from "../planned";

const rules = ["alarms/not-kept", "health-check/not-kept", "hooks/not-kept"];

function found(azure: string, aws: string, ring = ""): readonly Finding[] {
  const plan = planned({
    groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1]${aws} }${azure}, rings: [{ name: all, window: sunday${ring} }] }`,
  });
  return plan.findings.filter(({ rule }) => rules.includes(rule));
}

describe("what a group on both clouds has on AWS alone", () => {
  const azure = ", azure: { locations: [westeurope] }";
  const all = ", alarms: [web-errors], healthCheck: web-health, hooks: { before: web-drain }";

  it("is a note for each, at its place", () => {
    expect(found(azure, all).map(({ rule, level, path }) => [rule, level, path])).toEqual([
      ["alarms/not-kept", "note", ["groups", "web", "aws", "alarms"]],
      ["health-check/not-kept", "note", ["groups", "web", "aws", "healthCheck"]],
      ["hooks/not-kept", "note", ["groups", "web", "aws", "hooks"]],
    ]);
    expect(found(azure, all)[0]?.message).toBe(
      "group web ring all: that alarms must be OK is not kept on Azure: the pre-event workflow of this release asks no alarms",
    );
  });

  it("is what the ring has, where the ring differs", () => {
    const ring = ", aws: { alarms: [web-canary-errors] }";

    expect(found(azure, "", ring).map(({ path }) => path)).toEqual([
      ["groups", "web", "rings", 0, "aws", "alarms"],
    ]);
    expect(found(azure, ", alarms: [web-errors]", ", aws: { alarms: [] }")).toEqual([]);
  });

  it("is nothing where the group is on AWS only", () => {
    expect(found("", all)).toEqual([]);
  });
});
