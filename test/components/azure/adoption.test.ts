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
const arcId = `/subscriptions/${subscription}/resourceGroups/rg-edge/providers/Microsoft.HybridCompute/machines/till-1`;

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
  const group = new maintenance.ConfigurationAssignmentsForResourceGroup("old", {
    ...{ resourceGroupName: "rg-web", configurationAssignmentName: "edge-only" },
    ...{ maintenanceConfigurationId: configuration.id, location: "" },
    filter: {
      locations: ["westeurope"],
      resourceTypes: ["Microsoft.Compute/virtualMachines", "Microsoft.HybridCompute/machines"],
      tagSettings: { tags: { PatchGroup: ["web.edge"] }, filterOperator: "Any" },
    },
  });
  const arc = new maintenance.ConfigurationAssignment("old-arc", {
    ...{ resourceGroupName: "rg-edge", providerName: "Microsoft.HybridCompute" },
    ...{ resourceType: "machines", resourceName: "till-1" },
    ...{ configurationAssignmentName: "by-hand", maintenanceConfigurationId: configuration.id },
    location: "westeurope",
  });
  return {
    ...{ configuration: configuration.id, scope: scope.id, machine: machine.id },
    ...{ group: group.id, arc: arc.id },
  };
}

describe("components of Azure on the engine", () => {
  const sandbox = useSandbox();

  it("take over a configuration, scopes of both levels, a virtual machine's and an Arc machine's assignment, with no change", async () => {
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
      new DynamicScope("edge", {
        ...{ maintenanceConfigurationId, patchGroups: ["web.edge"], assignmentName: "edge-only" },
        ...{ resourceGroupName: "rg-web", locations: ["westeurope"] },
        ...(isAdopting && { adopt: id("group") }),
      });
      new MachineAssignment("till", {
        ...{ maintenanceConfigurationId, machineId: arcId, location: "westeurope" },
        assignmentName: "by-hand",
        ...(isAdopting && { adopt: id("arc") }),
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

    expect(first.changes).toEqual({ create: 6, import: 5 });
    expect(second.changes).toEqual({ same: 11 });
    expect(configuration).toMatchObject({ outputs: { name: "sundays", tags: { Team: "ops" } } });
    expect(ours.changes["replace"]).toBeUndefined();
    expect(ours.changes["delete"]).toBeUndefined();
  }, 240_000);
});
