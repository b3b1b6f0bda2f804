import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { roleAssignmentType, roleDefinitionType } from "../../../sandbox/azure/authorization/types";
import { systemTopicType } from "../../../sandbox/azure/eventgrid/types";
import { configurationType } from "../../../sandbox/azure/maintenance/types";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { findResource } from "../../../sandbox/schema/shape";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

const workflowType = "azure-native:logic:Workflow";
const subscriptionType = "azure-native:eventgrid:SystemTopicEventSubscription";
const policyType = "azure-native:authorization:PolicyAssignment";
const groupType = "azure-native:resources:ResourceGroup";
const subscription = `/subscriptions/${azureHome.account}`;
const guid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;

let cloud: ServiceCloud;
const failuresOf = (type: string, inputs: object, unknown: string[] = []) =>
  told(cloud.check(type, { ...inputs }, unknown));

beforeEach(() => {
  cloud = serviceCloud(azureRules, azureHome);
});

describe("workflows", () => {
  const definition = {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    parameters: { freezes: { type: "Array", defaultValue: [] } },
    triggers: { event: { type: "Request", kind: "Http" } },
    actions: {
      init: {
        type: "InitializeVariable",
        inputs: { variables: [{ name: "failed", type: "boolean", value: false }] },
        runAfter: {},
      },
      machines: {
        type: "Foreach",
        foreach: "@parameters('freezes')",
        actions: {
          point: { type: "Http", inputs: { body: "@variables('failed')" } },
          check: { type: "Compose", inputs: "@body('point')", runAfter: { point: ["Succeeded"] } },
        },
        runAfter: { init: ["Succeeded"] },
      },
      cancel: { type: "Http", inputs: {}, runAfter: { machines: ["Failed", "TimedOut"] } },
    },
  };
  const workflow = (change: object) => ({
    resourceGroupName: "rg-patching",
    workflowName: "pre-event",
    location: "westeurope",
    identity: { type: "SystemAssigned" },
    definition: { ...definition, ...change },
  });
  const action = (name: string, change: object) => ({
    actions: {
      ...definition.actions,
      [name]: { ...(definition.actions as Record<string, object>)[name], ...change },
    },
  });

  const compose = { type: "Compose", inputs: "" };
  const trigger = (recurrence: object) => ({
    triggers: { tick: { type: "Recurrence", recurrence } },
  });
  const concurrency = (runs: number) => ({
    event: { type: "Request", runtimeConfiguration: { concurrency: { runs } } },
  });
  const loop = (repetitions: number) => ({
    runtimeConfiguration: { concurrency: { repetitions } },
  });
  const many = (count: number, value: object) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, value]));
  const nested = (depth: number): object =>
    depth === 1
      ? { a1: compose }
      : { [`a${depth}`]: { type: "Scope", actions: nested(depth - 1) } };
  const init = (name: string) => ({
    type: "InitializeVariable",
    inputs: { variables: [{ name, type: "string" }] },
  });

  it.each([
    {},
    trigger({ frequency: "Minute", interval: 5 }),
    trigger({ frequency: "Minute", interval: 72_000 }),
    trigger({
      frequency: "Day",
      interval: 1,
      timeZone: "W. Europe Standard Time",
      schedule: { hours: [3], minutes: [30] },
    }),
    trigger({ frequency: "Week", interval: 1, schedule: { weekDays: ["Monday"] } }),
    { triggers: concurrency(100) },
    { triggers: many(10, { type: "Request" }) },
    { actions: many(500, compose) },
    { actions: nested(8) },
    { actions: { pick: { type: "Switch", cases: many(25, {}) } } },
    { actions: { poll: { type: "Until", limit: { count: 5000 } } } },
    { actions: { a: { ...compose, inputs: `@${"x".repeat(8191)}` } } },
    action("machines", loop(50)),
  ])("take a definition that holds together: %#", (change) => {
    expect(failuresOf(workflowType, workflow(change))).toBe("");
  });

  it("hold one megabyte and not a byte more", () => {
    const filled = (length: number) => workflow({ metadata: { text: "x".repeat(length) } });
    const left = 1_048_576 - Buffer.byteLength(JSON.stringify(filled(0).definition));

    expect(failuresOf(workflowType, filled(left))).toBe("");
    expect(failuresOf(workflowType, filled(left + 1))).toContain("1048577 bytes, allowed: 1048576");
  });

  it.each([
    [{ $schema: undefined }, "'$schema' property of the template is required"],
    [{ $schema: "https://example.org/workflow.json" }, "is not supported"],
    [{ contentVersion: undefined }, "'contentVersion'"],
    [{ triggers: undefined }, "'triggers'"],
    [{ actions: undefined }, "'actions'"],
    [{ triggers: { event: {} } }, "trigger 'event' has no 'type'"],
    [action("cancel", { type: undefined }), "action 'cancel' has no 'type'"],
    [
      action("cancel", { runAfter: { nothing: ["Failed"] } }),
      "contains non-existent action: 'nothing'",
    ],
    [
      action("cancel", { runAfter: { point: ["Failed"] } }),
      "contains non-existent action: 'point'",
    ],
    [action("cancel", { runAfter: { machines: ["Done"] } }), "has the status 'Done'"],
    [action("init", { runAfter: { cancel: ["Succeeded"] } }), "'runAfter' is circular"],
    [action("cancel", { inputs: { uri: "@parameters('url')" } }), "parameters('url')"],
    [action("cancel", { inputs: { uri: "@body('nothing')" } }), "body('nothing')"],
    [action("cancel", { inputs: { uri: "at @{variables('never')}" } }), "variables('never')"],
    [{ parameters: { freezes: { type: "Array" } } }, "neither a value nor a default value"],
    [trigger({ frequency: "Fortnight", interval: 1 }), "frequency 'Fortnight', allowed: Second"],
    [trigger({ frequency: "Minute", interval: 0 }), "allowed for Minute: 1 to 72000"],
    [trigger({ frequency: "Minute", interval: 72_001 }), "allowed for Minute: 1 to 72000"],
    [trigger({ frequency: "Minute" }), "interval 'undefined'"],
    [trigger({ frequency: "Minute", interval: 5, schedule: { hours: [1] } }), "has a schedule"],
    [trigger({ frequency: "Day", interval: 1, schedule: { weekDays: ["Monday"] } }), "weekDays"],
    [trigger({ frequency: "Day", interval: 1, schedule: { hours: [24] } }), "hours beyond 23"],
    [trigger({ frequency: "Day", interval: 1, timeZone: "Europe/Berlin" }), "Windows time zone"],
    [{ triggers: { event: { type: "Carrier pigeon" } } }, "unknown type 'Carrier pigeon'"],
    [{ triggers: concurrency(101) }, "101 concurrent runs, allowed: 1 to 100"],
    [{ triggers: many(11, { type: "Request" }) }, "at most 10 triggers"],
    [{ actions: many(501, compose) }, "at most 500 actions, got 501"],
    [{ actions: nested(9) }, "nested 9 levels deep, allowed: 8"],
    [{ actions: { pick: { type: "Switch", cases: many(26, {}) } } }, "26 cases, allowed: 25"],
    [action("machines", loop(51)), "51 concurrent repetitions, allowed: 1 to 50"],
    [{ actions: { poll: { type: "Until", limit: { count: 5001 } } } }, "limit of 5001 iterations"],
    [{ actions: { in: { type: "Scope", actions: { a: init("x") } } } }, "must be at the top level"],
    [{ actions: { a: init("x"), b: init("x") } }, "the variable 'x' is initialized twice"],
    [{ parameters: many(51, { type: "Array", defaultValue: [] }) }, "at most 50 parameters"],
    [{ actions: { a: { ...compose, inputs: `@${"x".repeat(8192)}` } } }, "8193 characters"],
    [{ description: "x".repeat(257) }, "the description has 257 characters"],
  ])("are refused: %#", (change, message) => {
    const failures = failuresOf(workflowType, workflow(change));

    expect(failures).toContain('Workflows_CreateOrUpdate: Status=400 Code="InvalidTemplate"');
    expect(failures).toContain(message);
  });

  it("are refused with a value for a parameter that is not declared", () => {
    const inputs = { ...workflow({}), parameters: { urgent: { value: true } } };

    expect(failuresOf(workflowType, inputs)).toContain("'urgent' is not declared");
  });

  it("answer a principal that stays, and never the callback URL", () => {
    const made = cloud.create(workflowType, workflow({}));
    const changed = cloud.update(made, workflow({ contentVersion: "1.0.0.1" }));

    expect(made.outputs["identity"]).toMatchObject({
      principalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(changed.outputs["identity"]).toEqual(made.outputs["identity"]);
    expect(made.outputs["accessEndpoint"]).toMatch(
      /^https:\/\/prod-\d\d\.westeurope\.logic\.azure\.com/,
    );
    expect(JSON.stringify(made.outputs)).not.toMatch(/callback|sig=/i);
  });
});

describe("event grid", () => {
  const configuration = {
    resourceGroupName: "rg-patching",
    resourceName: "mc-web",
    location: "West Europe",
    maintenanceScope: "InGuestPatch",
  };
  const topic = (source: string, change: object = {}) => ({
    resourceGroupName: "rg-patching",
    systemTopicName: "mc-web-events",
    location: "westeurope",
    topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
    source,
    ...change,
  });
  const listener = (change: object = {}) => ({
    resourceGroupName: "rg-patching",
    systemTopicName: "mc-web-events",
    eventSubscriptionName: "pre-event",
    destination: {
      endpointType: "WebHook",
      endpointUrl: "https://prod-1.example.org/run?sig=secret",
    },
    filter: { includedEventTypes: ["Microsoft.Maintenance.PreMaintenanceEvent"] },
    ...change,
  });

  const deadLetter = (change: object = {}) => ({
    endpointType: "StorageBlob",
    resourceId: `${subscription}/resourceGroups/rg-patching/providers/Microsoft.Storage/storageAccounts/runs1`,
    blobContainerName: "dead-letters",
    ...change,
  });
  const hook = (change: object) => ({
    destination: { endpointType: "WebHook", endpointUrl: "https://example.org/run", ...change },
  });
  const entra = {
    azureActiveDirectoryTenantId: guid(7),
    azureActiveDirectoryApplicationIdOrUri: "api://pre-event",
  };

  it("sends in a topic's name only where the topic has an identity", () => {
    const { id } = cloud.create(configurationType, configuration);
    const made = cloud.create(systemTopicType, topic(id));
    const identified = {
      deadLetterWithResourceIdentity: {
        identity: { type: "SystemAssigned" },
        deadLetterDestination: deadLetter(),
      },
    };

    expect(() => cloud.create(subscriptionType, listener(identified))).toThrow(
      "deadLetterWithResourceIdentity needs an identity of the system topic",
    );
    cloud.update(made, topic(id, { identity: { type: "SystemAssigned" } }));
    expect(() => cloud.create(subscriptionType, listener(identified))).not.toThrow();
  });

  it("has at most 500 subscriptions a topic", () => {
    for (let index = 0; index < 500; index += 1) {
      cloud.create(subscriptionType, listener({ eventSubscriptionName: `listener-${index}` }));
    }

    expect(() => cloud.create(subscriptionType, listener())).toThrow(
      "500 event subscriptions already",
    );
    expect(() =>
      cloud.create(subscriptionType, listener({ systemTopicName: "mc-db-events" })),
    ).not.toThrow();
  });

  it("takes one topic for a configuration that exists, in its location", () => {
    const { id } = cloud.create(configurationType, configuration);

    expect(failuresOf(systemTopicType, topic(id))).toBe("");
    expect(() => cloud.create(systemTopicType, topic(`${id}-gone`))).toThrow("was not found");
    expect(() => cloud.create(systemTopicType, topic(id, { location: "northeurope" }))).toThrow(
      "must match its source's: got 'northeurope', expected 'westeurope'",
    );
    cloud.create(systemTopicType, topic(id.toLowerCase()));
    expect(() => cloud.create(systemTopicType, topic(id, { systemTopicName: "two" }), "b")).toThrow(
      "Only one system topic is allowed per source",
    );
  });

  it.each([
    [{}, ""],
    [{ filter: { includedEventTypes: ["Microsoft.Maintenance.DuringEvent"] } }, "not published by"],
    [{ destination: { endpointType: "WebHook", endpointUrl: "http://example.org" } }, "HTTPS"],
    [{ destination: { endpointType: "WebHook" } }, "needs an endpointUrl"],
    [{ destination: undefined }, "destination is required"],
    [{ retryPolicy: { maxDeliveryAttempts: 31 } }, "1 to 30, got 31"],
    [{ retryPolicy: { eventTimeToLiveInMinutes: 0 } }, "1 to 1440, got 0"],
    [{ eventSubscriptionName: "a" }, "3 to 64"],
    [{ deadLetterDestination: deadLetter() }, ""],
    [{ deadLetterDestination: deadLetter({ resourceId: "web" }) }, "id of a storage account"],
    [{ deadLetterDestination: deadLetter({ blobContainerName: "Lost" }) }, "name of a container"],
    [{ deadLetterDestination: deadLetter({ endpointType: "Queue" }) }, "allowed: StorageBlob"],
    [
      {
        deadLetterDestination: deadLetter(),
        deadLetterWithResourceIdentity: { deadLetterDestination: deadLetter() },
      },
      "Only one of deadLetterDestination",
    ],
    [
      {
        deadLetterWithResourceIdentity: { deadLetterDestination: deadLetter({ resourceId: "x" }) },
      },
      "deadLetterWithResourceIdentity.deadLetterDestination.resourceId",
    ],
    [hook({ ...entra }), ""],
    [hook({ ...entra, azureActiveDirectoryTenantId: undefined }), "needs both"],
    [hook({ ...entra, azureActiveDirectoryTenantId: "acme" }), "must be a GUID, got 'acme'"],
    [hook({ maxEventsPerBatch: 1, minimumTlsVersionAllowed: "1.2" }), ""],
    [hook({ maxEventsPerBatch: 5001 }), "must be 1 to 5000, got 5001"],
    [hook({ preferredBatchSizeInKilobytes: 1025 }), "must be 1 to 1024, got 1025"],
    [hook({ minimumTlsVersionAllowed: "0.9" }), "allowed: 1.0, 1.1, 1.2"],
    [{ destination: { endpointType: "Fax" } }, "allowed: WebHook"],
    [{ filter: { advancedFilters: Array(25).fill({}) } }, ""],
    [{ filter: { advancedFilters: Array(26).fill({}) } }, "at most 25 advanced filters"],
    [{ deliveryWithResourceIdentity: { destination: {} } }, "Only one of destination and"],
  ])("judges the event subscription %o", (change, message) => {
    const failures = failuresOf(subscriptionType, listener(change));

    expect(failures === "").toBe(message === "");
    expect(failures).toContain(message);
  });

  it("refuses an event that the topic's service does not publish", () => {
    const { id } = cloud.create(configurationType, configuration);
    cloud.create(systemTopicType, topic(id));
    const stray = listener({ filter: { includedEventTypes: ["Microsoft.Storage.BlobCreated"] } });

    expect(() => cloud.create(subscriptionType, stray)).toThrow("not published by");
    expect(() => cloud.create(subscriptionType, listener())).not.toThrow();
  });

  it("never reads a webhook's key back", () => {
    const made = cloud.create(subscriptionType, listener());

    expect(cloud.read(made)["destination"]).toEqual({
      endpointType: "WebHook",
      endpointBaseUrl: "https://prod-1.example.org/run",
    });
  });
});

describe("authorization", () => {
  const definition = (change: object = {}) => ({
    roleDefinitionId: guid(1),
    roleName: "Patching pre-event",
    scope: subscription,
    assignableScopes: [subscription],
    permissions: [{ actions: ["Microsoft.Compute/restorePointCollections/*"] }],
    ...change,
  });
  const assignment = (change: object = {}) => ({
    roleAssignmentName: guid(2),
    principalId: guid(3),
    principalType: "ServicePrincipal",
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid(1)}`,
    scope: subscription,
    ...change,
  });

  const group = `${subscription}/resourceGroups/rg-patching`;
  const container = `${group}/providers/Microsoft.Storage/storageAccounts/runs1/blobServices/default/containers/patch-runs`;
  const management = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;
  const onData = {
    permissions: [
      {
        actions: [],
        dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"],
      },
    ],
  };

  it.each([
    {},
    onData,
    { assignableScopes: [group], scope: group },
    { assignableScopes: [management("a"), subscription] },
  ])("takes the role definition %o", (change) => {
    expect(failuresOf(roleDefinitionType, definition(change))).toBe("");
  });

  it("takes an assignment at a resource, and a part of one, where the role is assignable", () => {
    cloud.create(roleDefinitionType, definition({ ...onData, assignableScopes: [group] }));

    expect(failuresOf(roleAssignmentType, assignment({ scope: container }))).toBe("");
    expect(
      cloud.create(roleAssignmentType, assignment({ scope: container.toUpperCase() })).id,
    ).toMatch(/PATCH-RUNS\/providers\/Microsoft\.Authorization\/roleAssignments\//);
    expect(() => cloud.create(roleAssignmentType, assignment({ scope: `${group}-2` }))).toThrow(
      "is not assignable at scope",
    );
  });

  it.each([
    [{ condition: "@Resource[x]", conditionVersion: "2.0" }, ""],
    [{ condition: "@Resource[x]" }, "needs conditionVersion 2.0, got 'none'"],
  ])("judges the role assignment %o", (change, message) => {
    const failures = failuresOf(roleAssignmentType, assignment(change));

    expect(failures === "").toBe(message === "");
    expect(failures).toContain(message);
  });

  it.each([
    [{ roleDefinitionId: "pre-event" }, "InvalidRoleDefinitionId"],
    [{ scope: "prod" }, "InvalidScope"],
    [{ assignableScopes: [`/subscriptions/${guid(9)}`] }, "InvalidAssignableScopes"],
    [{ permissions: [] }, "must have permissions"],
    [{ permissions: [{ actions: ["read everything"] }] }, "InvalidActionOrNotAction"],
    [{ roleName: undefined }, "roleName is required"],
    [{ permissions: [{ dataActions: ["read blobs"] }] }, "InvalidActionOrNotAction"],
    [{ assignableScopes: ["/"], scope: "/" }, "scope '/' of a custom role"],
    [{ assignableScopes: [container], scope: container }, "use a management group, a subscription"],
    [
      { assignableScopes: [management("a"), management("b"), subscription] },
      "one management group, got 2",
    ],
    [
      { ...onData, assignableScopes: [management("a"), subscription] },
      "with dataActions can't be assignable in a management group",
    ],
  ])("refuses the role definition %o", (change, message) => {
    expect(failuresOf(roleDefinitionType, definition(change))).toContain(message);
  });

  it.each([
    [{ roleAssignmentName: "pre-event" }, "InvalidRoleAssignmentId"],
    [{ principalId: "me" }, "InvalidPrincipalId"],
    [{ roleDefinitionId: "Contributor" }, "InvalidRoleDefinitionId"],
    [{ principalType: "Robot" }, "InvalidPrincipalType"],
  ])("refuses the role assignment %o", (change, message) => {
    expect(failuresOf(roleAssignmentType, assignment(change))).toContain(message);
  });

  it("gives a principal a role once a scope", () => {
    cloud.create(roleAssignmentType, assignment());
    const tenantWide = `/providers/Microsoft.Authorization/roleDefinitions/${guid(1)}`;
    const twin = assignment({ roleAssignmentName: guid(4), roleDefinitionId: tenantWide });

    expect(() => cloud.create(roleAssignmentType, twin)).toThrow(
      'RoleAssignments_Create: Status=409 Code="RoleAssignmentExists"',
    );
    expect(() =>
      cloud.create(roleAssignmentType, { ...twin, scope: `${subscription}/resourceGroups/rg` }),
    ).not.toThrow();
  });

  it("names a role once in the tenant, and deletes it after its assignments", () => {
    const made = cloud.create(roleDefinitionType, definition());
    const held = cloud.create(roleAssignmentType, assignment());

    expect(() =>
      cloud.create(roleDefinitionType, definition({ roleDefinitionId: guid(5) }), "b"),
    ).toThrow("RoleDefinitionWithSameNameExists");
    const renamed = cloud.update(made, definition({ description: "new" }));
    expect(() => cloud.remove(renamed)).toThrow("RoleDefinitionHasAssignments");
    cloud.remove(held);
    expect(() => cloud.remove(renamed)).not.toThrow();
  });
});

describe("policy assignments", () => {
  const builtIn = (id: string) => `/providers/Microsoft.Authorization/policyDefinitions/${id}`;
  const modify = {
    policyAssignmentName: "patch-assessment-linux",
    scope: subscription,
    policyDefinitionId: builtIn("59efceea-0c96-497e-a4a1-4eb2290dac15"),
    identity: { type: "SystemAssigned" },
    location: "westeurope",
    parameters: { osType: { value: "Linux" }, assessmentMode: { value: "AutomaticByPlatform" } },
  };
  const managementGroup = "/providers/Microsoft.Management/managementGroups/acme";

  it.each([
    [{}, ""],
    [{ policyAssignmentName: "x".repeat(64) }, ""],
    [{ policyAssignmentName: "x".repeat(65) }, "must not exceed '64' characters, got 65"],
    [{ scope: managementGroup, policyAssignmentName: "x".repeat(24) }, ""],
    [
      { scope: managementGroup, policyAssignmentName: "x".repeat(25) },
      "must not exceed '24' characters",
    ],
    [{ policyAssignmentName: "a/b" }, "InvalidPolicyAssignmentName"],
    [{ enforcementMode: "DoNotEnforce" }, ""],
    [{ enforcementMode: "Off" }, "allowed: Default, DoNotEnforce"],
    [{ scope: "prod" }, "InvalidScope"],
    [{ location: undefined }, "LocationRequired"],
    [{ identity: undefined }, "ResourceIdentityRequired"],
    [{ policyDefinitionId: "assessment" }, "InvalidPolicyDefinitionId"],
    [{ parameters: { os: { value: "Linux" } } }, "UndefinedPolicyParameter"],
    [{ parameters: { osType: { value: "BSD" } } }, "PolicyParameterValueNotAllowed"],
    [{ parameters: { osType: "Linux" } }, "InvalidPolicyParameters"],
    [{ parameters: { tagValues: { value: [] } } }, "must be of type object, got array"],
    [
      {
        policyDefinitionId: builtIn("9905ca54-1471-49c6-8291-7582c04cd4d4"),
        parameters: {
          effect: { value: "DeployIfNotExists" },
          operatingSystemTypes: { value: ["Linux", "Windows"] },
          tagValues: { value: [{ key: "PatchGroup", value: "web.canary" }] },
        },
      },
      "",
    ],
    [
      { policyDefinitionId: builtIn("ba0df93e-e4ac-479a-aac2-134bbae39a1a"), parameters: {} },
      "MissingPolicyParameter",
    ],
    [
      {
        policyDefinitionId: builtIn("bd876905-5b84-4f73-ab2d-2e7a7c4568d9"),
        parameters: { effect: { value: "Deny" } },
        identity: undefined,
        location: undefined,
      },
      "",
    ],
    [{ policyDefinitionId: builtIn("custom-policy"), parameters: { anything: { value: 1 } } }, ""],
  ])("judge %o", (change, message) => {
    const failures = failuresOf(policyType, { ...modify, ...change });

    expect(failures === "").toBe(message === "");
    expect(failures).toContain(message);
  });
});

describe("resource groups", () => {
  it.each([
    [{ resourceGroupName: "rg-patching", location: "westeurope" }, ""],
    [{ resourceGroupName: "x".repeat(91), location: "westeurope" }, "InvalidResourceGroup"],
    [{ resourceGroupName: "rg.", location: "westeurope" }, "InvalidResourceGroup"],
    [{ resourceGroupName: "rg" }, "LocationRequired"],
  ])("judge %o", (inputs, message) => {
    const failures = failuresOf(groupType, inputs);

    expect(failures === "").toBe(message === "");
    expect(failures).toContain(message);
  });
});

describe("the Azure rules", () => {
  it("are one a type", () => {
    const types = azureRules.map(({ type }) => type);

    expect(new Set(types).size).toBe(types.length);
  });

  it.each(azureRules.map((rules) => [rules.type, rules] as const))(
    "of %s judge nothing that is wholly unknown",
    async (type, rules) => {
      const shape = findResource(await loadSchema("azure-native"), type);
      const unknown = Object.keys(shape?.inputs ?? {});

      expect(unknown.length).toBeGreaterThan(2);
      expect(rules.check?.({}, azureHome, unknown) ?? []).toEqual([]);
    },
  );

  it.each(azureRules.map((rules) => [rules.type, rules] as const))(
    "of %s name properties that the type has",
    async (type, rules) => {
      const shape = findResource(await loadSchema("azure-native"), type);
      const names = rules.replaceOn.map((path) => path.split(".")[0]);

      expect(Object.keys(shape?.inputs ?? {})).toEqual(expect.arrayContaining(names));
    },
  );
});
