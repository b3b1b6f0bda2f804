import { beforeEach, describe, expect, it } from "vitest";
import { azureRules } from "../../../sandbox/azure";
import { roleAssignmentType, roleDefinitionType } from "../../../sandbox/azure/authorization/types";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { findResource } from "../../../sandbox/schema/shape";
import { azureHome, type ServiceCloud, serviceCloud, told } from "../../support/serviceCloud";

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
    { ...onData, assignableScopes: [management("a"), subscription] },
    { assignableScopes: [container], scope: container },
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

  it("assigns a role on data below a management group only", () => {
    const scopes = { assignableScopes: [management("a"), subscription] };
    const made = cloud.create(roleDefinitionType, definition({ ...onData, ...scopes }));

    expect(() => cloud.create(roleAssignmentType, assignment({ scope: management("a") }))).toThrow(
      "has dataActions and can't be assigned at the management group",
    );
    expect(() => cloud.create(roleAssignmentType, assignment())).not.toThrow();
    cloud.update(made, definition(scopes));
    expect(() =>
      cloud.create(roleAssignmentType, assignment({ scope: management("a") })),
    ).not.toThrow();
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
    [{ assignableScopes: ["/"], scope: "/" }, "scope '/' is for built-in roles"],
    [
      { assignableScopes: [management("a"), management("b"), subscription] },
      "one management group, got 2",
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

  it.each([
    "compute:Disk",
    "compute:RestorePointCollection",
    "compute:Snapshot",
    "compute:VirtualMachine",
    "compute:VirtualMachineScaleSet",
    "hybridcompute:Machine",
    "maintenance:MaintenanceConfiguration",
    "managedidentity:UserAssignedIdentity",
    "recoveryservices:Vault",
    "storage:StorageAccount",
  ])("of %s want a location when it is made, and not before", (name) => {
    const type = `azure-native:${name}`;

    expect(failuresOf(type, {})).not.toContain("LocationRequired");
    expect(() => cloud.create(type, {})).toThrow("LocationRequired");
  });

  it.each(azureRules.map((rules) => [rules.type, rules] as const))(
    "of %s name properties that the type has",
    async (type, rules) => {
      const shape = findResource(await loadSchema("azure-native"), type);
      const names = rules.replaceOn.map((path) => path.split(".")[0]);

      expect(Object.keys(shape?.inputs ?? {})).toEqual(expect.arrayContaining(names));
    },
  );
});
