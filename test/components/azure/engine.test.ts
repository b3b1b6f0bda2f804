import * as path from "node:path";
import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareRunStores } from "../../../components/azure/guardedUnit";
import { MaintenanceConfiguration } from "../../../components/azure/maintenanceConfiguration";
import { declareAzureUnit } from "../../../components/azure/unit";
import { loadPlan } from "../../../model/load";
import { subscription } from "../../support/patchRun";
import { failureOf, useSandbox } from "../../support/sandbox";
import { stateFiles } from "../../support/stateFiles";

const configurationType = "azure-native:maintenance:MaintenanceConfiguration";

function declareUnits(change: (minutes: number) => number = (minutes) => minutes) {
  const loaded = loadPlan(path.resolve(__dirname, "../../support/twoAccounts.yaml"));
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => fault.message).join("\n"));
  const { plan } = loaded;
  const parent = new pulumi.ComponentResource("patchwarden:test:Parent", "parent");
  const provider = new Provider("prod", { subscriptionId: subscription });
  const runStores = declareRunStores(plan, { opts: () => ({ parent, provider }), tags: {} });
  for (const unit of plan.azure) {
    const configurations = unit.configurations.map((ring, index) =>
      index > 0
        ? ring
        : { ...ring, window: { ...ring.window, duration: change(ring.window.duration) } },
    );
    declareAzureUnit(`${unit.subscription}-${unit.location}`, { ...unit, configurations }, plan, {
      parent,
      provider,
      runStores,
    });
  }
}

describe("Azure on the real engine", () => {
  const sandbox = useSandbox();

  it("deploys a plan once, changes only what changed, reads back the same, and goes without a trace", async () => {
    const stack = await sandbox.stack({ program: async () => declareUnits() });

    const first = await stack.up();
    const again = await stack.up();
    const refreshed = await stack.refresh();
    const kept = stateFiles(sandbox.folder);
    stack.program(async () => declareUnits(() => 150));
    const changed = await stack.up();
    const [role] = await stack.resources("azure-native:authorization:RoleAssignment");
    const gone = await stack.destroy();

    expect(first.changes["create"]).toBeGreaterThan(20);
    expect(Object.keys(again.changes)).toEqual(["same"]);
    expect(Object.keys(refreshed.changes)).toEqual(["same"]);
    expect(kept).toContain("SystemTopicEventSubscription");
    // The signature of the callback URL; a digest may end with these letters by chance.
    expect(kept).not.toMatch(/(?:[?&]|\\u0026)sig=/);
    // The configuration, and the two workflows that know its length, each with its component.
    expect(changed.changes["update"]).toBe(5);
    expect(changed.changes["replace"]).toBeUndefined();
    expect(role?.inputs?.["principalId"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(gone.changes["delete"]).toBe(first.changes["create"]);
  }, 240_000);

  it("reads back the service's own words for a reboot setting without a change", async () => {
    const stack = await sandbox.stack({
      project: "reboot",
      config: { "azure-native:subscriptionId": subscription },
      program: async () => {
        new MaintenanceConfiguration("web", {
          resourceGroupName: "rg-patching",
          location: "westeurope",
          schedule: "every sunday at 04:00",
          timezone: "Europe/Berlin",
          effectiveFrom: "2026-12-01",
          duration: 180,
          linux: { classifications: ["Security"] },
          reboot: "never",
        });
      },
    });

    await stack.up();
    const refreshed = await stack.refresh();
    const again = await stack.up();
    const [configuration] = await stack.resources(configurationType);

    expect(configuration?.outputs?.["installPatches"]).toMatchObject({
      rebootSetting: "NeverReboot",
    });
    expect(Object.keys(refreshed.changes)).toEqual(["same"]);
    expect(Object.keys(again.changes)).toEqual(["same"]);
  }, 120_000);

  it("fails a preview with one line for each fault, before the service is asked", async () => {
    const stack = await sandbox.stack({
      project: "faults",
      config: { "azure-native:subscriptionId": subscription },
      program: async () => {
        new MaintenanceConfiguration("web", {
          resourceGroupName: "rg-patching",
          location: "West Europe",
          schedule: "every day at 23:50",
          timezone: "Europe/Berlin",
          effectiveFrom: "2026-12-01",
          duration: 300,
          linux: { classifications: ["Security"] },
        });
      },
    });

    const text = await failureOf(stack.preview());

    expect(text).toContain(
      'MaintenanceConfiguration "web": duration must be 90–235 whole minutes (01:30–03:55), got 300',
    );
    expect(text).toContain('MaintenanceConfiguration "web": location must be a short name');
    expect(text).toContain('MaintenanceConfiguration "web": schedule must not start');
  }, 120_000);
});
