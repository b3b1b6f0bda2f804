import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { MachineAssignment } from "../../../components/azure/machineAssignment";
import { deploy, outputValue } from "../../support/mocks";
import { configurationId, subscription } from "../../support/patchRun";

const assignmentType = "azure-native:maintenance:ConfigurationAssignment";
const inGroup = `/subscriptions/${subscription}/resourceGroups/rg-web/providers`;

function declare(machineId: pulumi.Input<string>) {
  return deploy(
    () =>
      new MachineAssignment("ledger", {
        maintenanceConfigurationId: configurationId,
        machineId,
        location: "westeurope",
      }),
  );
}

describe("MachineAssignment", () => {
  it.each([
    ["Microsoft.Compute/virtualMachines", "Microsoft.Compute", "virtualMachines"],
    ["microsoft.compute/VIRTUALMACHINES", "Microsoft.Compute", "virtualMachines"],
    ["Microsoft.HybridCompute/machines", "Microsoft.HybridCompute", "machines"],
  ])("assigns a machine of %s", async (type, providerName, resourceType) => {
    const machineId = `${inGroup}/${type}/ledger`;

    const { only, result } = await declare(machineId);

    expect(only(assignmentType).inputs).toEqual({
      resourceGroupName: "rg-web",
      providerName,
      resourceType,
      resourceName: "ledger",
      configurationAssignmentName: expect.stringMatching(/^ledger-[0-9a-f]{8}$/),
      location: "westeurope",
      maintenanceConfigurationId: configurationId,
      resourceId: machineId,
    });
    expect(await outputValue(result.assignmentId)).toBe(only(assignmentType).id);
  });

  it("refuses a scale set inside an Output with the same text", async () => {
    const id = `${inGroup}/Microsoft.Compute/virtualMachineScaleSets/web`;

    const { rejections, ofType } = await declare(pulumi.output(id));

    expect(rejections.join("\n")).toContain(
      `MachineAssignment "ledger": machineId must be no scale set's: schedules do not patch the guests of one, got "${id}"`,
    );
    expect(ofType(assignmentType)).toHaveLength(0);
  });
});
