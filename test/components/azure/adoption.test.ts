/** What the portal, or another program, made is taken over on the engine: by import, with nothing changed. */
import * as maintenance from "@pulumi/azure-native/maintenance";
import { describe, expect, it } from "vitest";
import {
  DynamicScope,
  MachineAssignment,
  MaintenanceConfiguration,
} from "../../../components/azure";
import { subscription } from "../../support/patchRun";
import { useSandbox } from "../../support/sandbox";

const config = { "azure-native:subscriptionId": subscription };
const machineId = `/subscriptions/${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/ledger`;

/** As the portal leaves things: a start of long ago, tags of its own, no word of us. */
async function existing() {
  const configuration = new maintenance.MaintenanceConfiguration("old", {
    ...{ resourceGroupName: "rg-patching", resourceName: "sundays", location: "westeurope" },
    ...{ maintenanceScope: "InGuestPatch", visibility: "Custom" },
    extensionProperties: { InGuestPatchMode: "User" },
    ...{ startDateTime: "2024-03-03 04:00", expirationDateTime: "9999-12-31 23:59:59" },
    ...{ duration: "03:00", timeZone: "W. Europe Standard Time", recurEvery: "Week Sunday" },
    installPatches: {
      rebootSetting: "Never",
      linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
    },
    tags: { Team: "ops" },
  });
  const scope = new maintenance.ConfigurationAssignmentsForSubscription("old", {
    ...{ configurationAssignmentName: "all-web", maintenanceConfigurationId: configuration.id },
    location: "",
    filter: {
      resourceTypes: ["Microsoft.Compute/virtualMachines", "Microsoft.HybridCompute/machines"],
      tagSettings: { tags: { PatchGroup: ["web.all"] }, filterOperator: "Any" },
    },
  });
  const machine = new maintenance.ConfigurationAssignment("old", {
    ...{ resourceGroupName: "rg-web", providerName: "Microsoft.Compute" },
    ...{ resourceType: "virtualMachines", resourceName: "ledger" },
    ...{ configurationAssignmentName: "by-hand", maintenanceConfigurationId: configuration.id },
    location: "westeurope",
  });
  return { configuration: configuration.id, scope: scope.id, machine: machine.id };
}

describe("components of Azure on the engine", () => {
  const sandbox = useSandbox();

  it("keep what they made when it must be retained, within the times that they are given", async () => {
    const options = { retainOnDelete: true, customTimeouts: { create: "20m" } };
    const stack = await sandbox.stack({
      stack: "retained",
      config,
      program: async () => {
        new MaintenanceConfiguration(
          "kept",
          {
            ...{ resourceGroupName: "rg-patching", location: "westeurope", duration: 180 },
            ...{ schedule: "every sunday at 04:00", timezone: "UTC" },
            ...{ effectiveFrom: "2026-12-01", linux: { classifications: ["Security"] } },
          },
          options,
        );
      },
    });
    await stack.up();

    const [child] = await stack.resources("azure-native:maintenance:MaintenanceConfiguration");

    expect(child).toMatchObject({ retainOnDelete: true, customTimeouts: { create: 1200 } });
  }, 240_000);

  it("take over a configuration, a scope and an assignment, with no change", async () => {
    const maker = await sandbox.stack({ stack: "maker", config, program: existing });
    await maker.up();
    const outputs = await maker.outputs();
    const id = (key: string): string => String(outputs[key]?.value);
    const programme = (isAdopting: boolean) => async () => {
      const web = new MaintenanceConfiguration("web", {
        ...{ resourceGroupName: "rg-patching", resourceName: "sundays", location: "westeurope" },
        ...{ schedule: "every sunday at 04:00", timezone: "Europe/Berlin" },
        ...{ effectiveFrom: "2026-12-01", duration: 180, reboot: "never" as const },
        linux: { classifications: ["Critical", "Security"] },
        ...(isAdopting && { adopt: { id: id("configuration"), startDay: "2024-03-03" } }),
      });
      const { configurationId: maintenanceConfigurationId } = web;
      new DynamicScope("web", {
        ...{ maintenanceConfigurationId, patchGroups: ["web.all"], assignmentName: "all-web" },
        ...(isAdopting && { adopt: id("scope") }),
      });
      new MachineAssignment("ledger", {
        ...{ maintenanceConfigurationId, machineId, location: "westeurope" },
        assignmentName: "by-hand",
        ...(isAdopting && { adopt: id("machine") }),
      });
    };
    const adopter = await sandbox.stack({ stack: "adopter", config, program: programme(true) });

    const first = await adopter.up();
    const second = await adopter.up();
    const [configuration] = await adopter.resources(
      "azure-native:maintenance:MaintenanceConfiguration",
    );
    adopter.program(programme(false));
    const ours = await adopter.up();

    expect(first.changes).toEqual({ create: 4, import: 3 });
    expect(second.changes).toEqual({ same: 7 });
    expect(configuration).toMatchObject({ outputs: { name: "sundays", tags: { Team: "ops" } } });
    expect(ours.changes["replace"]).toBeUndefined();
    expect(ours.changes["delete"]).toBeUndefined();
  }, 240_000);
});
