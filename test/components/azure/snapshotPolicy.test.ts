import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { SnapshotPolicy, type SnapshotPolicyArgs } from "../../../components/azure/snapshotPolicy";
import type { Freeze } from "../../../model/plan";
import { azureAnswers, callbackAddress } from "../../support/azureMocks";
import { deploy, outputValue, type Registered } from "../../support/mocks";
import { configurationId, subscription } from "../../support/patchRun";
import { refuseInvalid } from "../../support/workflowRules";

const freeze: Freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};
const guarded = { key: "web.canary", configurationId, group: "web", duration: 180, keepDays: 14 };

const valid: SnapshotPolicyArgs = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  subscriptionId: subscription,
  effectiveFrom: "2026-12-01",
  freezes: [freeze],
  configurations: [guarded],
};

function declare(changes: Partial<Record<keyof SnapshotPolicyArgs, unknown>> = {}) {
  return deploy(
    () => new SnapshotPolicy("guard", { ...valid, ...changes } as SnapshotPolicyArgs),
    azureAnswers,
  );
}

type Workflow = { definition: Parameters<typeof refuseInvalid>[0]; parameters: object };

/** Registrations come in no fixed order. */
function byName(resources: readonly Registered[]): readonly Registered[] {
  return [...resources].sort((a, b) => a.name.localeCompare(b.name));
}

describe("SnapshotPolicy", () => {
  it("declares two workflows, each with its own role, and a filtered subscription", async () => {
    const { resources, ofType } = await declare();

    const counts = Object.fromEntries(
      [...new Set(resources.map(({ type }) => type))].map((type) => [type, ofType(type).length]),
    );
    expect(counts).toEqual({
      "patchwarden:azure:SnapshotPolicy": 1,
      "azure-native:logic:Workflow": 2,
      "azure-native:authorization:RoleDefinition": 2,
      "azure-native:authorization:RoleAssignment": 2,
      "azure-native:eventgrid:SystemTopic": 1,
      "azure-native:eventgrid:SystemTopicEventSubscription": 1,
    });
  });

  it("deploys definitions that Logic Apps saves", async () => {
    const { ofType } = await declare();

    for (const { inputs } of ofType("azure-native:logic:Workflow")) {
      expect(() => refuseInvalid((inputs as unknown as Workflow).definition)).not.toThrow();
    }
  });

  it("gives the workflow its configurations by lower-case id, and each parameter that it declares", async () => {
    const { ofType } = await declare();

    const [preEvent, cleanUp] = byName(ofType("azure-native:logic:Workflow")).map(
      ({ inputs }) => inputs as unknown as Workflow,
    );
    expect(preEvent?.parameters).toEqual({
      configurations: {
        value: {
          [configurationId.toLowerCase()]: {
            id: configurationId,
            group: "web",
            minutes: 180,
            keepDays: 14,
          },
        },
      },
      restorePointGroup: { value: "rg-patching" },
    });
    for (const workflow of [preEvent, cleanUp]) {
      expect(Object.keys(workflow?.parameters ?? {}).sort()).toEqual(
        Object.keys(workflow?.definition.parameters ?? {}).sort(),
      );
    }
  });

  it("grants each identity its own role, on the subscription or on the group of the points only", async () => {
    const { ofType, result } = await declare({ restorePointGroup: "rg-points" });

    const [cleanUp, preEvent] = byName(ofType("azure-native:authorization:RoleAssignment")).map(
      ({ inputs }) => inputs,
    );
    expect(preEvent).toMatchObject({
      scope: `/subscriptions/${subscription}`,
      principalId: await outputValue(result.principalId),
      principalType: "ServicePrincipal",
    });
    expect(cleanUp).toMatchObject({
      scope: `/subscriptions/${subscription}/resourceGroups/rg-points`,
      principalId: expect.stringContaining("principal-of-guard-clean-up"),
    });
    expect(preEvent?.["roleDefinitionId"]).toBe(await outputValue(result.roleDefinitionId));
    expect(
      byName(ofType("azure-native:authorization:RoleDefinition"))
        .map(({ inputs }) => inputs["permissions"])
        .reverse(),
    ).toEqual([
      [
        {
          actions: [
            "Microsoft.Compute/restorePointCollections/restorePoints/read",
            "Microsoft.Compute/restorePointCollections/restorePoints/write",
            "Microsoft.Compute/restorePointCollections/write",
            "Microsoft.Compute/virtualMachines/read",
            "Microsoft.Maintenance/applyUpdates/read",
            "Microsoft.Maintenance/applyUpdates/write",
            "Microsoft.ResourceGraph/resources/read",
          ],
          notActions: [],
        },
      ],
      [
        {
          actions: [
            "Microsoft.Compute/restorePointCollections/read",
            "Microsoft.Compute/restorePointCollections/restorePoints/delete",
          ],
          notActions: [],
        },
      ],
    ]);
  });

  it("sends only pre-events to the workflow, after its identity may act, and keeps the address secret", async () => {
    const { only } = await declare();

    const { inputs, options } = only("azure-native:eventgrid:SystemTopicEventSubscription");
    const address = inputs["destination"] as { endpointUrl: unknown };
    expect(inputs).toMatchObject({
      filter: { includedEventTypes: ["Microsoft.Maintenance.PreMaintenanceEvent"] },
      eventDeliverySchema: "EventGridSchema",
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 30 },
    });
    expect(JSON.stringify(address)).toContain(callbackAddress);
    expect(isSecret(inputs["destination"]) || isSecret(address.endpointUrl)).toBe(true);
    expect(options.dependsOn.join()).toContain("RoleAssignment::guard-role");
  });

  it("puts the topic where the configuration is", async () => {
    const { only } = await declare();

    expect(only("azure-native:eventgrid:SystemTopic").inputs).toMatchObject({
      location: "westeurope",
      source: configurationId,
      topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
    });
  });

  it("uses an identity, roles and a topic that exist already", async () => {
    const identity = { id: "/subscriptions/1/x/patching", principalId: "existing-principal" };
    const { ofType, result } = await declare({
      identity,
      roles: { preEvent: "/roles/one", cleanUp: "/roles/two" },
      configurations: [{ ...guarded, systemTopicName: "existing-topic" }],
    });

    expect(ofType("azure-native:authorization:RoleDefinition")).toHaveLength(0);
    expect(ofType("azure-native:eventgrid:SystemTopic")).toHaveLength(0);
    expect(
      byName(ofType("azure-native:authorization:RoleAssignment")).map(({ inputs }) => [
        inputs["principalId"],
        inputs["roleDefinitionId"],
      ]),
    ).toEqual([
      ["existing-principal", "/roles/two"],
      ["existing-principal", "/roles/one"],
    ]);
    for (const { inputs } of ofType("azure-native:logic:Workflow")) {
      expect(inputs["identity"]).toEqual({
        type: "UserAssigned",
        userAssignedIdentities: [identity.id],
      });
      expect(JSON.stringify(inputs["definition"])).toContain(`"identity":"${identity.id}"`);
    }
    expect(await outputValue(result.systemTopicNames)).toEqual({ "web.canary": "existing-topic" });
  });

  const planted: readonly [string, Partial<Record<keyof SnapshotPolicyArgs, unknown>>, string][] = [
    ["no configuration", { configurations: [] }, "configurations must name at least one, got none"],
    ["a key twice", { configurations: [guarded, guarded] }, 'got "web.canary" more than once'],
    ["a key that names nothing", { configurations: [{ ...guarded, key: "a b" }] }, 'got "a b"'],
    [
      "a window of five hours",
      { configurations: [{ ...guarded, duration: 300 }] },
      "web.canary.duration must be 90–235 whole minutes",
    ],
    [
      "points kept for ever",
      { configurations: [{ ...guarded, keepDays: 9999 }] },
      "web.canary.keepDays must be a whole number 0–365, got 9999",
    ],
    [
      "a subscription that is none",
      { subscriptionId: "prod" },
      'subscriptionId must be a GUID, got "prod"',
    ],
    ["a location's display name", { location: "West Europe" }, "location must be a short name"],
    [
      "a freeze in a zone that Azure does not know",
      { freezes: [{ ...freeze, timezone: "Antarctica/Troll" }] },
      "freezes year-end.timezone must be a zone that Azure keeps",
    ],
  ];

  it.each(planted)("refuses %s before it declares a child", async (_, changes, text) => {
    await expect(declare(changes)).rejects.toThrow(text);
    await expect(declare(changes)).rejects.toThrow('SnapshotPolicy "guard": ');
  });

  it("refuses a fault inside an Output with the same text", async () => {
    const { rejections, ofType } = await declare({ subscriptionId: pulumi.output("prod") });

    expect(rejections.join("\n")).toContain(
      'SnapshotPolicy "guard": subscriptionId must be a GUID, got "prod"',
    );
    expect(ofType("azure-native:authorization:RoleDefinition")).toHaveLength(0);
  });
});

function isSecret(value: unknown): boolean {
  return pulumi.runtime.isRpcSecret(value);
}
