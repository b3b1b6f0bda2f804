import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareAwsUnit } from "../../../../components/aws";
import { planned } from "../../../model/planned";
import { deploy } from "../../../support/mocks";

describe("what a plan deploys into one account and region", () => {
  it("gives the ids of the document's windows and of its own, also when one is named scan", async () => {
    const plan = planned({
      windows: "windows:\n  scan: { schedule: every sunday at 04:00 }",
      groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: scan }] }`,
    });

    const { result, ofType } = await deploy(() => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
      return plan.aws.map((unit) => declareAwsUnit(unit.region, unit, plan, { parent }));
    });

    const named = ofType("aws:ssm/maintenanceWindow:MaintenanceWindow").map(
      ({ inputs }) => inputs["name"],
    );
    expect(named.sort()).toEqual(["acme-scan", "acme-scan-of-compliance"]);
    expect(result.map(({ windowIds }) => Object.keys(windowIds).sort())).toEqual([named]);
  });

  it("reaches the stopped machines of the rings that start them, and of no other", async () => {
    const plan = planned({
      windows: "windows:\n  sunday: { schedule: every sunday at 04:00 }",
      groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    startStopped: true
    aws: { accounts: [prod], regions: [eu-central-1] }
    rings:
      - { name: canary, window: sunday }
      - { name: broad, window: sunday, startStopped: false }`,
    });

    const { ofType } = await deploy(() => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
      return plan.aws.map((unit) => declareAwsUnit(unit.region, unit, plan, { parent }));
    });

    const targets = ofType("aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget").map(
      ({ inputs }) => [inputs["name"], inputs["resourceType"]],
    );
    expect(Object.fromEntries(targets)).toEqual({
      "web.canary": "RESOURCE_GROUP",
      "web.broad": "INSTANCE",
      "scan-1": "INSTANCE",
    });
    const settings = ofType("aws:ssm/parameter:Parameter")
      .filter(({ name }) => name.endsWith("-settings"))
      .map(({ inputs }) => JSON.parse(String(inputs["insecureValue"])))
      .map(({ PatchGroup, StartStopped }) => [PatchGroup, StartStopped]);
    expect(Object.fromEntries(settings)).toEqual({ "web.canary": "yes", "web.broad": "no" });
  });
});
