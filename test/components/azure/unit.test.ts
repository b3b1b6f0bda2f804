import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareAzureUnit } from "../../../components/azure/unit";
import { loadPlan } from "../../../model/load";
import type { AzureUnit, Plan } from "../../../model/plan";
import { azureAnswers } from "../../support/azureMocks";
import { deploy } from "../../support/mocks";

function policy(): Plan {
  const loaded = loadPlan(path.resolve(__dirname, "../../support/twoAccounts.yaml"));
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => fault.message).join("\n"));
  return loaded.plan;
}

function declare(plan: Plan, units: readonly AzureUnit[] = plan.azure) {
  return deploy(() => {
    const parent = new pulumi.ComponentResource("patchwarden:test:Parent", "parent");
    for (const unit of units) {
      declareAzureUnit(`${unit.subscription}-${unit.location}`, unit, plan, { parent });
    }
  }, azureAnswers);
}

describe("declareAzureUnit", () => {
  it("declares a configuration and a scope for each ring, under the plan's names", async () => {
    const plan = policy();
    const rings = plan.azure.flatMap(({ configurations }) => configurations);

    const { ofType, rejections } = await declare(plan);

    const configurations = ofType("azure-native:maintenance:MaintenanceConfiguration");
    const scopes = ofType("azure-native:maintenance:ConfigurationAssignmentsForSubscription");
    expect(rejections).toEqual([]);
    expect(configurations.map(({ inputs }) => inputs["resourceName"]).sort()).toEqual(
      rings.map(({ name }) => name).sort(),
    );
    expect(
      scopes
        .map(({ inputs }) =>
          JSON.stringify((inputs["filter"] as { tagSettings: unknown }).tagSettings),
        )
        .sort(),
    ).toEqual(
      rings
        .map(({ patchGroup }) =>
          JSON.stringify({ filterOperator: "Any", tags: { PatchGroup: [patchGroup] } }),
        )
        .sort(),
    );
  });

  it("guards every configuration of a location by one workflow", async () => {
    const plan = policy();

    const { only, ofType } = await declare(plan);

    const rings = plan.azure.flatMap(({ configurations }) => configurations);
    expect(only("patchwarden:azure:SnapshotPolicy").parentType).toBe("patchwarden:test:Parent");
    expect(ofType("azure-native:eventgrid:SystemTopicEventSubscription")).toHaveLength(
      rings.length,
    );
  });

  it("leaves the workflows out where nothing is to guard", async () => {
    const plan = policy();
    const azure = plan.azure.map((unit) => ({
      ...unit,
      configurations: unit.configurations.map((ring) => ({
        ...ring,
        recoveryPoint: { required: false, keepDays: 14 },
      })),
    }));

    const { ofType } = await declare({ ...plan, freezes: [], azure });

    expect(ofType("azure-native:logic:Workflow")).toHaveLength(0);
    expect(ofType("patchwarden:azure:MaintenanceConfiguration").length).toBeGreaterThan(0);
  });

  it("keeps a freeze guarded where no recovery point is asked for", async () => {
    const plan = policy();
    const azure = plan.azure.map((unit) => ({
      ...unit,
      configurations: unit.configurations.map((ring) => ({
        ...ring,
        recoveryPoint: { required: false, keepDays: 14 },
      })),
    }));

    const { ofType } = await declare({ ...plan, azure });

    const parameters = ofType("azure-native:logic:Workflow").map(({ inputs }) =>
      JSON.stringify(inputs["parameters"]),
    );
    expect(parameters.join()).toContain('"keepDays":0');
  });

  it("assigns policies once a subscription, for all of its locations", async () => {
    const plan = policy();
    const [unit] = plan.azure;
    if (unit === undefined) throw new Error("the policy has no Azure");
    const second: AzureUnit = {
      ...unit,
      location: "northeurope",
      configurations: unit.configurations.map((ring) => ({ ...ring, name: `${ring.name}-north` })),
    };
    const wider = { ...plan, azure: [unit, second] };

    const { only, ofType } = await declare(wider);

    expect(only("patchwarden:azure:ComplianceAssignments").inputs).toMatchObject({
      scope: `/subscriptions/${unit.subscriptionId}`,
      machineLocations: ["westeurope", "northeurope"],
    });
    expect(ofType("patchwarden:azure:SnapshotPolicy")).toHaveLength(2);
  });
});
