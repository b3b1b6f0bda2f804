/** What of the components' contract only the engine and the service can show. */
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { RecoveryVault, type SnapshotPolicy } from "../../../components/azure";
import { components } from "../../support/azureComponents";
import { subscription } from "../../support/patchRun";
import { failureOf, useSandbox } from "../../support/sandbox";

const config = { "azure-native:subscriptionId": subscription };
const environment = { PATCHWARDEN_AS_OF: "2026-11-30T00:00Z" };

/** Each component once, on what the others made: the service takes no reference to what is not there. */
function declareAll(opts: ComponentResourceOptions): void {
  const { configurationId } = components.MaintenanceConfiguration("MaintenanceConfiguration", opts);
  const runStore = components.RunStore("RunStore", opts);
  const assigned = { maintenanceConfigurationId: configurationId };
  components.DynamicScope("DynamicScope", opts, assigned);
  components.MachineAssignment("MachineAssignment", opts, assigned);
  components.RecoveryVault("RecoveryVault", opts);
  components.ComplianceAssignments("ComplianceAssignments", opts);
  const guarded = { key: "web", configurationId, gap: 10_080 };
  const guard = components.SnapshotPolicy("SnapshotPolicy", opts, {
    ...{ configurations: [{ ...guarded, group: "web", duration: 180, keepDays: 14 }], runStore },
  });
  const systemTopicName = (guard as unknown as SnapshotPolicy).systemTopicName("web");
  const linux = { classifications: ["Security"] };
  components.PostRun("PostRun", opts, {
    ...{ configurations: [{ ...guarded, linux, systemTopicName }], runStore },
  });
}

describe("components of Azure on the engine", () => {
  const sandbox = useSandbox();

  it("keep what they made when it must be retained, within the times that they are given", async () => {
    const options = { retainOnDelete: true, customTimeouts: { create: "20m" } };
    const stack = await sandbox.stack({
      ...{ stack: "retained", config, environment },
      program: async () => {
        declareAll(options);
      },
    });
    await stack.up();

    const made = (await stack.resources()).filter(({ type }) => type.startsWith("azure-native:"));
    const parents = new Set(made.map(({ parent }) => parent?.split("::").at(-1)));

    expect([...parents].toSorted()).toEqual(Object.keys(components).toSorted());
    for (const child of made) {
      expect(child, child.urn).toMatchObject({
        retainOnDelete: true,
        customTimeouts: { create: 1200 },
      });
    }
  }, 240_000);

  it("say in one line why a vault with machines' backups in it does not go", async () => {
    const vaults = await sandbox.stack({
      ...{ stack: "vaults", config, environment },
      program: async () => {
        const { vaultName, policyIds } = new RecoveryVault("prod", {
          ...{ resourceGroupName: "rg-patching", location: "westeurope" },
          ...{ subscriptionId: subscription, effectiveFrom: "2026-12-01" },
          policies: [
            {
              ...{ key: "gold", at: "00:00", timezone: "Europe/Berlin", keepDays: 14 },
              patchGroups: ["web.canary"],
            },
          ],
        });
        return { vaultName, policyIds };
      },
    });
    await vaults.up();
    const { vaultName, policyIds } = await vaults.outputs();
    const policies = policyIds?.value as Record<string, string> | undefined;
    // As the built-in policy registers a machine.
    const items = await sandbox.stack({
      ...{ stack: "items", config, environment },
      program: async () => {
        new recoveryservices.ProtectedItem("ledger", {
          ...{ resourceGroupName: "rg-patching", vaultName: String(vaultName?.value) },
          fabricName: "Azure",
          containerName: "iaasvmcontainer;iaasvmcontainerv2;rg-web;ledger",
          protectedItemName: "vm;iaasvmcontainerv2;rg-web;ledger",
          properties: {
            protectedItemType: "Microsoft.Compute/virtualMachines",
            sourceResourceId: `/subscriptions/${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/ledger`,
            policyId: policies?.["gold"] ?? "",
          },
        });
      },
    });
    await items.up();

    const text = await failureOf(vaults.destroy());

    const { resources } = (await vaults.export()).deployment as { resources: { type: string }[] };
    const told = /Diagnostics:([\s\S]+?)Resources:/.exec(text)?.[1]?.split("\n") ?? [];
    const refusals = told.filter((line) => line.includes("Status="));
    expect(refusals).toEqual([
      expect.stringMatching(/backupPolicies\/gold-.* is used by 1 protected items/),
    ]);
    expect(resources.map(({ type }) => type)).toContain("azure-native:recoveryservices:Vault");
  }, 240_000);
});
