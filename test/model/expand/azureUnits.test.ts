import { describe, expect, it } from "vitest";
import type { AzureUnit, Plan } from "../../../model/plan";
import { planned } from "../planned";
import { twoClouds } from "../policyText";

function azure(plan: Plan): AzureUnit {
  const [unit] = plan.azure;
  if (unit === undefined) {
    throw new Error("no Azure unit");
  }
  return unit;
}

describe("Azure units", () => {
  it("have a configuration for each ring, with Azure's own words", () => {
    const unit = azure(planned({ groups: twoClouds }));

    expect(unit).toMatchObject({
      subscriptionId: "11111111-2222-3333-4444-555555555555",
      location: "westeurope",
      resourceGroup: "rg-patching",
      configurations: [{ patchGroup: "web.canary" }, { patchGroup: "web.broad" }],
    });
    expect(unit.configurations[0]).toMatchObject({
      linuxClassifications: ["Critical", "Security"],
      windowsClassifications: ["Critical", "Security"],
    });
  });

  it("leave out the kind of system that a ring has not", () => {
    const groups = twoClouds.replace("[linux, windows]", "[windows]");
    const [configuration] = azure(planned({ groups })).configurations;

    expect(configuration).not.toHaveProperty("linuxClassifications");
    expect(configuration).toHaveProperty("windowsClassifications");
  });

  it("call everything but security Other on Linux", () => {
    const baselines = `baselines:
  linux: { systems: [rhel-9], approve: [{ classification: [security, bugfix] }], reject: [kernel-debug] }
  windows: { systems: [windows-server-2022], reject: [KB5034441] }`;
    const [configuration] = azure(planned({ baselines, groups: twoClouds })).configurations;

    expect(configuration).toMatchObject({
      linuxClassifications: ["Critical", "Other", "Security"],
      excludePackages: ["kernel-debug"],
      excludeKbs: ["KB5034441"],
    });
  });

  it("have names that fit beside the longest resource group and tell configurations apart", () => {
    const long = "a".repeat(39);
    const plan = planned({
      clouds: `clouds:\n  azure: { subscriptions: { prod: { id: 11111111-2222-3333-4444-555555555555 } }, resourceGroup: ${"g".repeat(80)} }`,
      groups: `groups:\n  ${long}b: { tier: gold, owner: a, baselines: [windows], azure: { locations: [westeurope, australiasoutheast] }, rings: [{ name: ${long}x, window: sunday }, { name: ${long}y, window: sunday }] }`,
    });

    const names = plan.azure.flatMap(({ configurations }) =>
      configurations.map(({ name }) => name),
    );

    expect(new Set(names).size).toBe(4);
    for (const name of names) {
      expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9_]$/);
      expect(name.length + 80).toBeLessThan(128);
    }
  });
});
