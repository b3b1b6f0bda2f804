import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { SnapshotPolicy } from "../../../components/azure/snapshotPolicy";
import type { SnapshotPolicyArgs } from "../../../components/azure/snapshotPolicyArgs";
import type { Freeze } from "../../../model/plan";
import { azureAnswers, callbackAddress, runStorePlace } from "../../support/azureMocks";
import { deploy, outputValue, type Registered } from "../../support/mocks";
import { configurationId, existingIdentity, roleIdOf, subscription } from "../../support/patchRun";
import { refuseInvalid } from "../../support/workflowRules";

const freeze: Freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};
const guarded = {
  key: "web.canary",
  configurationId,
  group: "web",
  duration: 180,
  gap: 10080,
  keepDays: 14,
};

const valid: SnapshotPolicyArgs = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  subscriptionId: subscription,
  effectiveFrom: "2026-12-01",
  freezes: [freeze],
  configurations: [guarded],
  runStore: runStorePlace(),
};

function declare(changes: Partial<Record<keyof SnapshotPolicyArgs, unknown>> = {}) {
  return deploy(
    () => new SnapshotPolicy("guard", { ...valid, ...changes } as SnapshotPolicyArgs),
    azureAnswers,
  );
}

type Workflow = {
  definition: Parameters<typeof refuseInvalid>[0];
  parameters: Readonly<Record<string, { readonly value?: unknown }>>;
};

/** Registrations come in no fixed order. */
function byName(resources: readonly Registered[]): readonly Registered[] {
  return [...resources].sort((a, b) => a.name.localeCompare(b.name));
}

describe("SnapshotPolicy", () => {
  it("declares three workflows, each with roles of its own, and a filtered subscription", async () => {
    const { resources, ofType } = await declare();

    const counts = Object.fromEntries(
      [...new Set(resources.map(({ type }) => type))].map((type) => [type, ofType(type).length]),
    );
    expect(counts).toEqual({
      "patchwarden:azure:SnapshotPolicy": 1,
      "azure-native:logic:Workflow": 3,
      "azure-native:authorization:RoleDefinition": 5,
      "azure-native:authorization:RoleAssignment": 6,
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

    const [preEvent, cleanUp, watchdog] = byName(ofType("azure-native:logic:Workflow")).map(
      ({ inputs }) => inputs as unknown as Workflow,
    );
    const configurations = {
      value: {
        [configurationId.toLowerCase()]: {
          id: configurationId,
          group: "web",
          patchGroup: "web.canary",
          minutes: 180,
          gapMinutes: 10080,
          keepDays: 14,
          startStopped: false,
          hybrid: "refuse",
          unsupportedDisks: "cancel",
        },
      },
    };
    const runStore = { value: "https://patchrunsprod.blob.core.windows.net/patch-runs" };
    expect(preEvent?.parameters).toEqual({
      configurations,
      ringsBefore: { value: [] },
      restorePointGroup: { value: "rg-patching" },
      runStore,
    });
    expect(watchdog?.parameters).toEqual({
      configurations,
      subscription: { value: subscription },
      runStore,
    });
    for (const workflow of [preEvent, cleanUp, watchdog]) {
      expect(Object.keys(workflow?.parameters ?? {}).sort()).toEqual(
        Object.keys(workflow?.definition.parameters ?? {}).sort(),
      );
    }
  });

  it("grants each identity roles of its own, on the subscription, the group of the points and the container", async () => {
    const { ofType, result } = await declare({ restorePointGroup: "rg-points" });

    const assigned = Object.fromEntries(
      ofType("azure-native:authorization:RoleAssignment").map(({ name, inputs }) => [
        name,
        [inputs["scope"], inputs["principalId"]],
      ]),
    );
    const whole = `/subscriptions/${subscription}`;
    const { containerId, deadLetterContainerId } = runStorePlace();
    const own = (name: string) => expect.stringContaining(`principal-of-${name}-`) as unknown;
    expect(assigned).toEqual({
      "guard-role": [whole, await outputValue(result.principalId)],
      "guard-store-role": [containerId, await outputValue(result.principalId)],
      "guard-watchdog-role": [whole, own("guard-watchdog")],
      "guard-watchdog-store-role": [containerId, own("guard-watchdog")],
      "guard-clean-up-role": [`${whole}/resourceGroups/rg-points`, own("guard-clean-up")],
      "guard-web.canary-dead-letters-role": [deadLetterContainerId, own("guard-web-canary")],
    });
  });

  it("makes each role of exactly the calls, and data actions of a role of their own", async () => {
    const { ofType } = await declare();

    const roles = Object.fromEntries(
      ofType("azure-native:authorization:RoleDefinition").map(({ name, inputs }) => [
        name,
        (inputs["permissions"] as unknown[])[0],
      ]),
    );
    const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
    const store = { actions: [], dataActions: [`${blobs}/read`, `${blobs}/write`] };
    expect(roles).toEqual({
      "guard-role": {
        actions: [
          "Microsoft.Compute/disks/read",
          "Microsoft.Compute/restorePointCollections/restorePoints/read",
          "Microsoft.Compute/restorePointCollections/restorePoints/write",
          "Microsoft.Compute/restorePointCollections/write",
          "Microsoft.Compute/virtualMachines/deallocate/action",
          "Microsoft.Compute/virtualMachines/read",
          "Microsoft.Compute/virtualMachines/start/action",
          "Microsoft.Maintenance/applyUpdates/read",
          "Microsoft.Maintenance/applyUpdates/write",
          "Microsoft.ResourceGraph/resources/read",
        ],
        notActions: [],
      },
      "guard-store-role": store,
      "guard-watchdog-role": {
        actions: [
          "Microsoft.Maintenance/applyUpdates/read",
          "Microsoft.Maintenance/applyUpdates/write",
          "Microsoft.ResourceGraph/resources/read",
        ],
        notActions: [],
      },
      "guard-watchdog-store-role": store,
      "guard-clean-up-role": {
        actions: [
          "Microsoft.Compute/restorePointCollections/read",
          "Microsoft.Compute/restorePointCollections/restorePoints/delete",
        ],
        notActions: [],
      },
    });
  });

  it("looks every five minutes for runs without a mark", async () => {
    const { ofType } = await declare();

    const watchdog = ofType("azure-native:logic:Workflow").find(
      ({ name }) => name === "guard-watchdog",
    );
    expect((watchdog?.inputs as Workflow | undefined)?.definition.triggers).toEqual({
      often: { type: "Recurrence", recurrence: { frequency: "Minute", interval: 5 } },
    });
  });

  it("asks each batch of a ring before that is divided", async () => {
    const batches = ["web.lab", "web.lab.2"];
    const { ofType } = await declare({
      configurations: [{ ...guarded, ringBefore: { patchGroup: "web.lab", here: true, batches } }],
    });

    const [preEvent] = byName(ofType("azure-native:logic:Workflow")).map(
      ({ inputs }) => inputs as unknown as Workflow,
    );
    const asked = preEvent?.parameters["ringsBefore"]?.value as { readonly verdict: string }[];
    expect(asked.map(({ verdict }) => verdict.split("/").at(-1))).toEqual([
      "web.lab.json",
      "web.lab.2.json",
    ]);
  });

  it("asks the ring before in its own store and in those of other places, with their role", async () => {
    const lab = runStorePlace("patchrunslab");
    const readerRoleDefinitionId = roleIdOf(6);
    const { ofType } = await declare({
      configurations: [
        {
          ...guarded,
          ringBefore: { patchGroup: "web.lab", here: true, elsewhere: ["lab-northeurope"] },
        },
      ],
      verdictPlaces: { "lab-northeurope": { ...lab, readerRoleDefinitionId } },
    });

    const [preEvent] = byName(ofType("azure-native:logic:Workflow")).map(
      ({ inputs }) => inputs as unknown as Workflow,
    );
    const configuration = configurationId.toLowerCase();
    expect(preEvent?.parameters).toMatchObject({
      ringsBefore: {
        value: [
          {
            configuration,
            patchGroup: "web.lab",
            place: "here",
            verdict: `${runStorePlace().containerUrl}/verdicts/web.lab.json`,
          },
          {
            configuration,
            patchGroup: "web.lab",
            place: "lab-northeurope",
            verdict: `${lab.containerUrl}/verdicts/web.lab.json`,
          },
        ],
      },
    });
    expect(
      ofType("azure-native:authorization:RoleAssignment").find(
        ({ name }) => name === "guard-lab-northeurope-reader-role",
      )?.inputs,
    ).toMatchObject({
      scope: lab.containerId,
      roleDefinitionId: readerRoleDefinitionId,
      principalId: expect.stringContaining("principal-of-guard-") as unknown,
    });
  });

  it("lets Event Grid show a token of Entra, and then asks for no address with a signature", async () => {
    const entra = {
      tenantId: "aaaaaaaa-2222-3333-4444-555555555555",
      applicationId: "bbbbbbbb-2222-3333-4444-555555555555",
    };
    const { only, ofType, resources } = await declare({ entra });

    const { inputs } = only("azure-native:eventgrid:SystemTopicEventSubscription");
    const [preEvent] = byName(ofType("azure-native:logic:Workflow"));
    expect(inputs["destination"]).toMatchObject({
      endpointUrl: expect.stringMatching(
        /:443\/workflows\/[^/]+\/triggers\/event\/paths\/invoke\?api-version=2016-10-01$/,
      ) as unknown,
      azureActiveDirectoryTenantId: entra.tenantId,
      azureActiveDirectoryApplicationIdOrUri: entra.applicationId,
    });
    expect(preEvent?.inputs["accessControl"]).toEqual({
      triggers: {
        openAuthenticationPolicies: {
          policies: {
            eventGrid: {
              type: "AAD",
              claims: [
                { name: "iss", value: `https://sts.windows.net/${entra.tenantId}/` },
                { name: "aud", value: entra.applicationId },
                { name: "appid", value: "4962773b-9cdb-44cf-a8bf-237846a00ab7" },
              ],
            },
          },
        },
      },
    });
    expect(JSON.stringify(resources)).not.toContain("sig=");
  });

  it("keeps events that cannot be delivered, as the topic itself, since the store knows no keys", async () => {
    const { only } = await declare();

    const { inputs, options } = only("azure-native:eventgrid:SystemTopicEventSubscription");
    expect(only("azure-native:eventgrid:SystemTopic").inputs["identity"]).toEqual({
      type: "SystemAssigned",
    });
    expect(inputs["deadLetterWithResourceIdentity"]).toEqual({
      identity: { type: "SystemAssigned" },
      deadLetterDestination: {
        endpointType: "StorageBlob",
        resourceId: runStorePlace().accountId,
        blobContainerName: "dead-letters",
      },
    });
    expect(options.dependsOn.join()).toContain("dead-letters-role");
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
    const identity = existingIdentity;
    const { ofType, only, result } = await declare({
      identity,
      roles: {
        preEvent: roleIdOf(1),
        preEventStore: roleIdOf(2),
        watchdog: roleIdOf(3),
        watchdogStore: roleIdOf(4),
        cleanUp: roleIdOf(5),
      },
      configurations: [{ ...guarded, systemTopicName: "existing-topic" }],
    });

    expect(ofType("azure-native:authorization:RoleDefinition")).toHaveLength(0);
    expect(ofType("azure-native:eventgrid:SystemTopic")).toHaveLength(0);
    expect(
      byName(ofType("azure-native:authorization:RoleAssignment")).map(({ inputs }) => [
        inputs["principalId"],
        inputs["roleDefinitionId"],
      ]),
    ).toEqual([5, 1, 2, 3, 4].map((role) => [existingIdentity.principalId, roleIdOf(role)]));
    expect(
      only("azure-native:eventgrid:SystemTopicEventSubscription").inputs[
        "deadLetterWithResourceIdentity"
      ],
    ).toBeUndefined();
    for (const { inputs } of ofType("azure-native:logic:Workflow")) {
      expect(inputs["identity"]).toEqual({
        type: "UserAssigned",
        userAssignedIdentities: [identity.id],
      });
      expect(JSON.stringify(inputs["definition"])).toContain(`"identity":"${identity.id}"`);
    }
    expect(await outputValue(result.systemTopicNames)).toEqual({ "web.canary": "existing-topic" });
    expect(await outputValue(result.systemTopicName("web.canary"))).toBe("existing-topic");
    expect(() => result.systemTopicName("web.early")).toThrow(
      'key must be of a configuration, got "web.early"; there are web.canary',
    );
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
      "no configurations at all",
      { configurations: undefined },
      "configurations must be given: it has no default",
    ],
    ["no run store", { runStore: undefined }, "runStore must be given: it has no default"],
    [
      "a gap shorter than a run",
      { configurations: [{ ...guarded, gap: 179 }] },
      "web.canary.gap must be whole minutes of the longest time between the ends of two runs, at least its duration, got 179",
    ],
    [
      "an unknown word for disks",
      { configurations: [{ ...guarded, unsupportedDisks: "skip" }] },
      'web.canary.unsupportedDisks must be cancel or proceed or exclude, got "skip"',
    ],
    [
      "an unknown word for hybrid machines",
      { configurations: [{ ...guarded, hybrid: "maybe" }] },
      'web.canary.hybrid must be refuse or skip, got "maybe"',
    ],
    [
      "a ring before of no batch",
      {
        configurations: [
          { ...guarded, ringBefore: { patchGroup: "web.lab", here: true, batches: [] } },
        ],
      },
      "web.canary.ringBefore.batches must name a batch, or be left out, got none",
    ],
    [
      "a ring before that is nowhere",
      { configurations: [{ ...guarded, ringBefore: { patchGroup: "web.lab" } }] },
      "web.canary.ringBefore must be here or elsewhere, got neither",
    ],
    [
      "a ring before in a place without a store",
      { configurations: [{ ...guarded, ringBefore: { patchGroup: "web.lab", elsewhere: ["x"] } }] },
      'verdictPlaces must hold what web.canary.ringBefore asks, got no "x" among them',
    ],
    [
      "a place that nobody asks",
      { verdictPlaces: { x: { ...runStorePlace(), readerRoleDefinitionId: roleIdOf(6) } } },
      'verdictPlaces must each be asked by a ringBefore, got "x" that none asks',
    ],
    [
      "an application that is none",
      { entra: { tenantId: subscription, applicationId: "patching" } },
      'entra.applicationId must be a GUID, got "patching"',
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
