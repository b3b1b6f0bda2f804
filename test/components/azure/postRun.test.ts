import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { PostRun } from "../../../components/azure/postRun";
import type { PostRunArgs } from "../../../components/azure/postRunArgs";
import { azureAnswers, callbackAddress, runStorePlace } from "../../support/azureMocks";
import { deploy, outputValue, type Registered } from "../../support/mocks";
import { configurationId, existingIdentity, roleIdOf, subscription } from "../../support/patchRun";
import { refuseInvalid } from "../../support/workflowRules";

const closed = {
  key: "web.canary",
  configurationId,
  gap: 10_080,
  reboot: "ifRequired",
  windows: {
    classifications: ["Critical", "UpdateRollup"],
    excludeKbs: ["KB5001234"],
    excludeKbsRequiringReboot: true,
  },
  linux: { classifications: ["Security"], excludePackages: ["Kernel*", "tzdata", "ssl=3*"] },
  healthCheck: { linux: "systemctl is-active nginx" },
  onFailure: "restore",
  systemTopicName: "topic-of-web",
  deadLetters: true,
} as const;

const valid: PostRunArgs = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  subscriptionId: subscription,
  configurations: [closed],
  runStore: runStorePlace(),
};

function declare(changes: Partial<Record<keyof PostRunArgs, unknown>> = {}) {
  return deploy(() => new PostRun("close", { ...valid, ...changes } as PostRunArgs), azureAnswers);
}

type Workflow = {
  definition: Parameters<typeof refuseInvalid>[0];
  parameters: Readonly<Record<string, { value: unknown }>>;
};

/** The post-event's, and the one that restores; registrations come in no fixed order. */
function byName(resources: readonly Registered[]): readonly Registered[] {
  return [...resources].sort((a, b) => a.name.localeCompare(b.name));
}
function workflows(resources: readonly Registered[]): readonly Workflow[] {
  return byName(resources).map(({ inputs }) => inputs as unknown as Workflow);
}

describe("PostRun", () => {
  it("declares two workflows, each with roles of its own, and a filtered subscription", async () => {
    const { resources, ofType } = await declare();

    const counts = Object.fromEntries(
      [...new Set(resources.map(({ type }) => type))].map((type) => [type, ofType(type).length]),
    );
    expect(counts).toEqual({
      "patchwarden:azure:PostRun": 1,
      "azure-native:logic:Workflow": 2,
      "azure-native:authorization:RoleDefinition": 4,
      "azure-native:authorization:RoleAssignment": 4,
      "azure-native:eventgrid:SystemTopicEventSubscription": 1,
    });
  });

  it("deploys definitions that Logic Apps saves, with each parameter that they declare", async () => {
    const { ofType } = await declare();

    for (const { definition, parameters } of workflows(ofType("azure-native:logic:Workflow"))) {
      expect(() => refuseInvalid(definition)).not.toThrow();
      expect(Object.keys(parameters).sort()).toEqual(Object.keys(definition.parameters).sort());
    }
  });

  it("tells the post-event what the ring installs, in lower case and by the id in lower case", async () => {
    const { ofType } = await declare();

    const [postEvent, restore] = workflows(ofType("azure-native:logic:Workflow"));
    expect(postEvent?.parameters["configurations"]?.value).toEqual({
      [configurationId.toLowerCase()]: {
        id: configurationId,
        patchGroup: "web.canary",
        gapMinutes: 10_080,
        reboot: "may",
        onFailure: "restore",
        patches: {
          windows: {
            classifications: ["critical", "updaterollup"],
            include: [],
            exclude: ["5001234"],
            masks: [],
            excludesRestarts: true,
          },
          linux: {
            classifications: ["security"],
            include: [],
            exclude: ["tzdata"],
            masks: ["kernel*", "ssl=3*"],
            excludesRestarts: false,
          },
        },
        health: { linux: "systemctl is-active nginx" },
      },
    });
    expect(restore?.parameters).toEqual({
      configurations: {
        value: {
          [configurationId.toLowerCase()]: {
            patchGroup: "web.canary",
            health: { linux: "systemctl is-active nginx" },
          },
        },
      },
      subscription: { value: subscription },
      restorePointGroup: { value: "rg-patching" },
      runStore: { value: valid.runStore.containerUrl },
    });
  });

  it("has the post-event start the workflow that restores, and no other", async () => {
    const { ofType, result } = await declare();

    const [postEvent] = workflows(ofType("azure-native:logic:Workflow"));
    const ids = [...JSON.stringify(postEvent?.definition).matchAll(/"workflow":\{"id":"([^"]*)"/g)];
    expect(ids.map(([, id]) => id)).toEqual([await outputValue(result.restoreWorkflowId)]);
  });

  it("grants the subscription to each identity, and of the store the container only", async () => {
    const { ofType } = await declare();

    const scopes = byName(ofType("azure-native:authorization:RoleAssignment")).map(
      ({ name, inputs }) => [name, inputs["scope"]],
    );
    expect(scopes).toEqual([
      ["close-restore-role", `/subscriptions/${subscription}`],
      ["close-restore-store-role", valid.runStore.containerId],
      ["close-role", `/subscriptions/${subscription}`],
      ["close-store-role", valid.runStore.containerId],
    ]);
  });

  it("lets the post-event change no disk, and nobody delete one", async () => {
    const { ofType } = await declare();

    const roles = Object.fromEntries(
      ofType("azure-native:authorization:RoleDefinition").map(({ name, inputs }) => [
        name,
        JSON.stringify(inputs["permissions"]),
      ]),
    );
    expect(roles["close-role"]).not.toMatch(/disks|virtualMachines\/write/);
    expect(roles["close-restore-role"]).toContain("Microsoft.Compute/disks/write");
    expect(Object.values(roles).join()).not.toMatch(/disks\/delete|restorePoints\/delete|\*/);
    expect(roles["close-restore-store-role"]).not.toContain("blobs/read");
  });

  it("sends only post-events to the workflow, after its identity may act, and keeps the address secret", async () => {
    const { only } = await declare();

    const { inputs, options } = only("azure-native:eventgrid:SystemTopicEventSubscription");
    expect(inputs).toMatchObject({
      systemTopicName: "topic-of-web",
      filter: { includedEventTypes: ["Microsoft.Maintenance.PostMaintenanceEvent"] },
      deadLetterWithResourceIdentity: { identity: { type: "SystemAssigned" } },
    });
    const address = inputs["destination"] as { endpointUrl: unknown };
    expect(JSON.stringify(address)).toContain(callbackAddress);
    expect(isSecret(inputs["destination"]) || isSecret(address.endpointUrl)).toBe(true);
    expect(options.dependsOn.join()).toContain("RoleAssignment::close-role");
    expect(options.dependsOn.join()).toContain("RoleAssignment::close-store-role");
  });

  it("uses an identity and roles that exist already, and a token of Entra", async () => {
    const identity = existingIdentity;
    const { ofType, only } = await declare({
      identity,
      roles: {
        postEvent: roleIdOf(1),
        postEventStore: roleIdOf(2),
        restore: roleIdOf(3),
        restoreStore: roleIdOf(4),
      },
      entra: {
        tenantId: "99999999-2222-4333-8444-555555555555",
        applicationId: "88888888-2222-4333-8444-555555555555",
      },
    });

    expect(ofType("azure-native:authorization:RoleDefinition")).toHaveLength(0);
    for (const { inputs } of ofType("azure-native:authorization:RoleAssignment")) {
      expect(inputs["principalId"]).toBe(existingIdentity.principalId);
    }
    const { inputs } = only("azure-native:eventgrid:SystemTopicEventSubscription");
    expect(JSON.stringify(inputs["destination"])).not.toContain("sig=");
    for (const { inputs: workflow } of ofType("azure-native:logic:Workflow")) {
      expect(JSON.stringify(workflow["definition"])).toContain(`"identity":"${identity.id}"`);
    }
  });

  const many = Array.from({ length: 41 }, (_, index) => `package-${index}*`);
  const planted: readonly [string, object, string][] = [
    ["no configuration", { configurations: [] }, "configurations must name at least one, got none"],
    [
      "a text for a list",
      { configurations: "web" },
      'configurations must be a list of mappings, got "web"',
    ],
    ["no run store", { runStore: undefined }, "runStore must be given"],
    ["a key twice", { configurations: [closed, closed] }, 'got "web.canary" more than once'],
    ["a key that names nothing", one({ key: "a b" }), 'got "a b"'],
    ["no gap", one({ gap: 0 }), "web.canary.gap must be whole minutes"],
    ["nothing to install", one({ windows: undefined, linux: undefined }), "got neither"],
    ["an unknown classification", one({ linux: { classifications: ["Nope"] } }), 'got "Nope"'],
    [
      "a KB that is none",
      one({ windows: { classifications: ["Security"], excludeKbs: ["x"] } }),
      "KB numbers must be",
    ],
    [
      "an odd reboot",
      one({ reboot: "sometimes" }),
      "web.canary.reboot must be ifRequired, never or always",
    ],
    [
      "an empty script",
      one({ healthCheck: { linux: " " } }),
      'web.canary.healthCheck.linux must be a script of 1–4000 characters that does not begin with @ and holds no @{, got " "',
    ],
    [
      "a script that is an expression",
      one({ healthCheck: { windows: "@{utcNow()}" } }),
      "holds no @{",
    ],
    [
      "an odd end",
      one({ onFailure: "stop" }),
      'web.canary.onFailure must be leave or restore, got "stop"',
    ],
    [
      "too many masks",
      one({ linux: { classifications: ["Security"], excludePackages: many } }),
      "must exclude at most 40 different masks with * together, got 41",
    ],
    [
      "a subscription that is none",
      { subscriptionId: "prod" },
      'subscriptionId must be a GUID, got "prod"',
    ],
    ["a location's display name", { location: "West Europe" }, "location must be a short name"],
    ["an odd group", { restorePointGroup: "a/b" }, "restorePointGroup must be 1–90 letters"],
  ];

  it.each(planted)("refuses %s before it declares a child", async (_, changes, text) => {
    await expect(declare(changes)).rejects.toThrow(text);
    await expect(declare(changes)).rejects.toThrow('PostRun "close": ');
  });

  it("tells all faults at once", async () => {
    const all = declare({ ...one({ gap: 0, onFailure: "stop" }), location: "West Europe" });

    await expect(all).rejects.toThrow(/gap must be[\s\S]*onFailure must be[\s\S]*location must be/);
  });

  it("refuses a fault inside an Output with the same text", async () => {
    const { rejections, ofType } = await declare({ subscriptionId: pulumi.output("prod") });

    expect(rejections.join("\n")).toContain(
      'PostRun "close": subscriptionId must be a GUID, got "prod"',
    );
    expect(ofType("azure-native:authorization:RoleDefinition")).toHaveLength(0);
  });
});

function one(changes: object) {
  return { configurations: [{ ...closed, ...changes }] };
}

function isSecret(value: unknown): boolean {
  return pulumi.runtime.isRpcSecret(value);
}
