import { Provider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { DynamicScope, type DynamicScopeArgs } from "../../../components/azure/dynamicScope";
import { deploy, outputValue } from "../../support/mocks";
import { configurationId, subscription } from "../../support/patchRun";

const subscriptionType = "azure-native:maintenance:ConfigurationAssignmentsForSubscription";
const groupType = "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup";

const valid: DynamicScopeArgs = {
  maintenanceConfigurationId: configurationId,
  patchGroups: ["web.canary"],
};

function declare(changes: Partial<Record<keyof DynamicScopeArgs, unknown>> = {}) {
  return deploy(() => new DynamicScope("web", { ...valid, ...changes } as DynamicScopeArgs));
}

describe("DynamicScope", () => {
  it("assigns the machines of a subscription by their tag, without a location", async () => {
    const { only, resources, result } = await declare();

    expect(resources).toHaveLength(2);
    expect(only(subscriptionType)).toMatchObject({ parentType: "patchwarden:azure:DynamicScope" });
    expect(only(subscriptionType).inputs).toEqual({
      configurationAssignmentName: expect.stringMatching(/^web-[0-9a-f]{8}$/),
      maintenanceConfigurationId: configurationId,
      location: "",
      filter: {
        resourceTypes: ["Microsoft.Compute/virtualMachines", "Microsoft.HybridCompute/machines"],
        tagSettings: { tags: { PatchGroup: ["web.canary"] }, filterOperator: "Any" },
      },
    });
    expect(await outputValue(result.assignmentId)).toBe(only(subscriptionType).id);
  });

  it("assigns the machines of one resource group, in their location", async () => {
    const { only, ofType } = await declare({
      resourceGroupName: "rg-web",
      locations: ["westeurope"],
      osTypes: ["Linux"],
      resourceTypes: ["Microsoft.Compute/virtualMachines"],
    });

    expect(ofType(subscriptionType)).toHaveLength(0);
    expect(only(groupType).inputs).toMatchObject({
      resourceGroupName: "rg-web",
      location: "westeurope",
      filter: {
        resourceTypes: ["Microsoft.Compute/virtualMachines"],
        locations: ["westeurope"],
        osTypes: ["Linux"],
      },
    });
  });

  it("assigns one schedule to each of several subscriptions, by its own provider", async () => {
    const ids = [subscription, subscription.replaceAll("1", "2")];

    const { ofType, result, only } = await deploy(() => {
      const subscriptions = ids.map((id) => ({
        id,
        provider: new Provider(`to-${id}`, { subscriptionId: id }),
      }));
      return new DynamicScope("web", { ...valid, subscriptions });
    });

    const assignments = ofType(subscriptionType);
    expect(assignments.map(({ name }) => name).sort()).toEqual(ids.map((id) => `web-${id}`));
    for (const { name, options, inputs } of assignments) {
      expect(options.provider).toContain(`::to-${name.replace("web-", "")}::`);
      expect(inputs["maintenanceConfigurationId"]).toBe(configurationId);
    }
    expect(Object.keys(await outputValue(result.assignmentIds))).toEqual(ids);
    // Providers are no values: the state keeps the subscriptions only.
    expect(only("patchwarden:azure:DynamicScope").inputs["subscriptions"]).toEqual(ids);
  });

  it("refuses one subscription twice, whatever the case of its id", async () => {
    const id = "aaaaaaaa-2222-3333-4444-555555555555";
    const refused = deploy(() => {
      const provider = new Provider("one", { subscriptionId: id });
      const subscriptions = [
        { id, provider },
        { id: id.toUpperCase(), provider },
      ];
      return new DynamicScope("web", { ...valid, subscriptions });
    });

    await expect(refused).rejects.toThrow(
      `DynamicScope "web": subscriptions must name each once, got "${id.toUpperCase()}" twice`,
    );
  });

  it("filters the machines of a subscription by several resource groups", async () => {
    const { only } = await declare({ resourceGroups: ["rg-web", "rg-app"] });

    expect(only(subscriptionType).inputs["filter"]).toMatchObject({
      resourceGroups: ["rg-web", "rg-app"],
    });
  });

  const planted: readonly [string, Partial<Record<keyof DynamicScopeArgs, unknown>>, string][] = [
    [
      "an id of something else",
      { maintenanceConfigurationId: "/subscriptions/1/resourceGroups/rg" },
      "maintenanceConfigurationId must be the ARM id of a maintenance configuration",
    ],
    [
      "no patch group",
      { patchGroups: [] },
      "patchGroups must name 1–50 values of the PatchGroup tag, got 0",
    ],
    [
      "too many patch groups",
      { patchGroups: Array.from({ length: 51 }, (_, i) => `g${i}.r`) },
      "got 51",
    ],
    ["a blank patch group", { patchGroups: [" "] }, "patchGroups must not be blank"],
    [
      "scale sets",
      { resourceTypes: ["Microsoft.Compute/virtualMachineScaleSets"] },
      "resourceTypes must be of Microsoft.Compute/virtualMachines, Microsoft.HybridCompute/machines",
    ],
    ["an unknown system", { osTypes: ["linux"] }, 'osTypes must be of Windows, Linux, got "linux"'],
    [
      "a resource group without a location",
      { resourceGroupName: "rg-web" },
      "locations must name at least one for the scope of resource group rg-web, got none",
    ],
    [
      "a location's display name",
      { locations: ["West Europe"] },
      "locations must be a short name such as westeurope",
    ],
  ];

  it.each(planted)("refuses %s before it declares a child", async (_, changes, text) => {
    await expect(declare(changes)).rejects.toThrow(text);
    await expect(declare(changes)).rejects.toThrow('DynamicScope "web": ');
  });

  it.each(planted)("refuses %s inside an Output with the same text", async (_, changes, text) => {
    const later = Object.fromEntries(
      Object.entries(changes).map(([key, value]) => [key, pulumi.output(value)]),
    );

    const { rejections, ofType } = await declare(later);

    expect(rejections.join("\n")).toContain(text);
    expect([...ofType(subscriptionType), ...ofType(groupType)]).toHaveLength(0);
  });
});
