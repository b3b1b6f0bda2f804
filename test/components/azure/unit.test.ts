import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareRunStores } from "../../../components/azure/guardedUnit";
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
    const runStores = declareRunStores(plan, { opts: () => ({ parent }), tags: {} });
    for (const unit of units) {
      declareAzureUnit(`${unit.subscription}-${unit.location}`, unit, plan, { parent, runStores });
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
    const events = ofType("azure-native:eventgrid:SystemTopicEventSubscription").map(({ inputs }) =>
      JSON.stringify(inputs["filter"]),
    );
    expect(events.filter((filter) => filter.includes("PreMaintenance"))).toHaveLength(rings.length);
  });

  it("closes the runs that it guards, with the health check and what becomes of a machine that fails", async () => {
    const plan = policy();
    const healthCheck = { linux: "systemctl is-active nginx" };
    const azure = plan.azure.map((unit) => ({
      ...unit,
      configurations: unit.configurations.map((ring, index) => ({
        ...ring,
        healthCheck,
        onFailure: "restore" as const,
        recoveryPoint: { required: index > 0, keepDays: 14 },
      })),
    }));

    const { only, ofType, rejections } = await declare({ ...plan, azure });

    const { configurations } = only("patchwarden:azure:PostRun").inputs;
    const [first, ...others] = configurations as { key: string; onFailure?: string }[];
    expect(rejections).toEqual([]);
    expect(first).toMatchObject({
      healthCheck,
      deadLetters: true,
      systemTopicName: expect.anything(),
    });
    expect(first?.onFailure).toBeUndefined();
    expect(others.map(({ onFailure }) => onFailure)).toEqual(others.map(() => "restore"));
    const topics = ofType("azure-native:eventgrid:SystemTopic").map(
      ({ inputs }) => inputs["systemTopicName"],
    );
    const closing = ofType("azure-native:eventgrid:SystemTopicEventSubscription").filter(
      ({ inputs }) => JSON.stringify(inputs["filter"]).includes("PostMaintenance"),
    );
    expect(closing.map(({ inputs }) => inputs["systemTopicName"]).sort()).toEqual(topics.sort());
  });

  it("keeps records in an account that exists, and takes events with a token of Entra", async () => {
    const plan = policy();
    const webhook = {
      tenant: "99999999-2222-3333-4444-555555555555",
      application: "88888888-2222-3333-4444-555555555555",
    };
    const azure = plan.azure.map((unit) => ({ ...unit, runStore: "acmepatchruns", webhook }));

    const { ofType, rejections } = await declare({ ...plan, azure });

    expect(rejections).toEqual([]);
    expect(ofType("azure-native:storage:StorageAccount")).toEqual([]);
    expect(
      ofType("azure-native:storage:BlobContainer").map(({ inputs }) => inputs["accountName"]),
    ).toEqual(["acmepatchruns", "acmepatchruns"]);
    const subscriptions = ofType("azure-native:eventgrid:SystemTopicEventSubscription");
    expect(subscriptions.length).toBeGreaterThan(1);
    for (const { inputs } of subscriptions) {
      expect(inputs["destination"]).toMatchObject({
        azureActiveDirectoryTenantId: webhook.tenant,
        azureActiveDirectoryApplicationIdOrUri: webhook.application,
      });
      expect(JSON.stringify(inputs)).not.toContain("sig=");
    }
  });

  it("guards and closes a ring for its health check alone", async () => {
    const plan = policy();
    const azure = plan.azure.map((unit) => ({
      ...unit,
      configurations: unit.configurations.slice(0, 1).map((ring) => ({
        ...ring,
        healthCheck: { linux: "true" },
        recoveryPoint: { required: false, keepDays: 14 },
      })),
    }));

    const { ofType } = await declare({ ...plan, freezes: [], azure });

    expect(ofType("patchwarden:azure:PostRun")).toHaveLength(1);
  });

  it("leaves the workflows out where nothing is to guard", async () => {
    const plan = policy();
    const azure = plan.azure.map((unit) => ({
      ...unit,
      configurations: unit.configurations.slice(0, 1).map((ring) => ({
        ...ring,
        recoveryPoint: { required: false, keepDays: 14 },
      })),
    }));

    const { ofType } = await declare({ ...plan, freezes: [], azure });

    expect(ofType("azure-native:logic:Workflow")).toHaveLength(0);
    expect(ofType("patchwarden:azure:RunStore")).toHaveLength(0);
    expect(ofType("patchwarden:azure:MaintenanceConfiguration").length).toBeGreaterThan(0);
  });

  it("guards rings that follow one another, and waits in each place for the ring before in all of them", async () => {
    const plan = policy();
    const [unit] = plan.azure;
    const [first, second] = unit?.configurations ?? [];
    if (unit === undefined || first === undefined || second === undefined) {
      throw new Error("the policy has no two rings on Azure");
    }
    const north: AzureUnit = { ...unit, location: "northeurope", configurations: [first] };
    const recoveryPoint = { required: false, keepDays: 14 };
    const azure = [unit, north].map((one) => ({
      ...one,
      configurations: one.configurations.map((ring) => ({ ...ring, recoveryPoint })),
    }));

    const { ofType } = await declare({ ...plan, freezes: [], azure });

    const guards = ofType("patchwarden:azure:SnapshotPolicy").map(({ inputs }) => inputs);
    expect(ofType("patchwarden:azure:RunStore")).toHaveLength(2);
    expect(guards).toHaveLength(2);
    const waits = guards.flatMap(
      ({ configurations }) => configurations as { key: string; ringBefore?: unknown }[],
    );
    expect(waits.filter(({ ringBefore }) => ringBefore !== undefined)).toEqual([
      expect.objectContaining({
        key: second.patchGroup,
        ringBefore: {
          patchGroup: first.patchGroup,
          here: true,
          elsewhere: [`${unit.subscription}-northeurope`],
        },
      }),
    ]);
    expect(
      ofType("azure-native:authorization:RoleAssignment").filter(({ name }) =>
        name.endsWith("reader-role"),
      ),
    ).toHaveLength(1);
  });

  it("tells the guard what the document says of stopped machines, hybrid ones and disks", async () => {
    const plan = policy();
    const azure = plan.azure.map((unit) => ({
      ...unit,
      configurations: unit.configurations.map((ring) => ({
        ...ring,
        settings: { startStopped: true } as const,
        recoveryPoint: {
          ...{ required: true, keepDays: 9 },
          ...({ hybrid: "skip", unsupportedDisks: "exclude" } as const),
        },
      })),
    }));

    const { only } = await declare({ ...plan, azure });

    const { configurations } = only("patchwarden:azure:SnapshotPolicy").inputs;
    for (const one of configurations as unknown[]) {
      expect(one).toMatchObject({
        keepDays: 9,
        startStopped: true,
        hybrid: "skip",
        unsupportedDisks: "exclude",
      });
    }
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
