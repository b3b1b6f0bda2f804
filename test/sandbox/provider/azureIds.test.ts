import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { azureCloud } from "../../../sandbox/provider/azureCloud";
import { diffResource } from "../../../sandbox/provider/diffResource";
import { providerHandlers } from "../../../sandbox/provider/handlers";
import { fromStruct, toStruct } from "../../../sandbox/provider/messages";
import * as operations from "../../../sandbox/provider/resourceOperations";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { check, deploy, type TestProvider, testProvider, urnOf } from "../../support/provider";

const configurationType = "azure-native:maintenance:MaintenanceConfiguration";
const versioned = "azure-native:maintenance/v20230401:MaintenanceConfiguration";
const configuration = {
  resourceGroupName: "rg-patching",
  resourceName: "mc-web",
  location: "westeurope",
  maintenanceScope: "InGuestPatch",
  extensionProperties: { InGuestPatchMode: "User" },
  startDateTime: "2026-12-06 04:00",
  duration: "03:00",
  timeZone: "UTC",
  recurEvery: "Day",
  installPatches: {
    rebootSetting: "Never",
    linuxParameters: { classificationsToInclude: ["Security"] },
  },
};

const opened: TestProvider[] = [];
let azure: TestProvider;

beforeEach(async () => {
  vi.stubEnv("PATCHWARDEN_AS_OF", "2026-12-01T00:00Z");
  azure = await testProvider("azure-native");
  opened.push(azure);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  for (const { remove } of opened) remove();
});

const urn = urnOf(configurationType, "web");

describe("an ARM id", () => {
  it("is read, updated and deleted in any case", () => {
    const { id, inputs, outputs } = deploy(azure, urn, configuration);
    const shouted = id.toUpperCase();

    const found = operations.read(azure.provider, { urn, id: shouted, inputs: {} });
    expect(found).toMatchObject({ id: shouted, inputs, outputs });
    const news = check(azure.provider, urn, inputs, { ...configuration, duration: "02:00" });
    operations.update(azure.provider, { urn, id: shouted, olds: outputs, news }, false);
    expect(azure.provider.store.all()).toHaveLength(1);
    operations.remove(azure.provider, { urn, id: shouted.toLowerCase(), inputs });
    expect(azure.provider.store.all()).toEqual([]);
  });

  it("is imported in any case without a change", () => {
    const { id } = deploy(azure, urn, configuration);
    const request = { urn: urnOf(configurationType, "adopted"), id: id.toLowerCase(), inputs: {} };

    const found = operations.read(azure.provider, request);
    const olds = { inputs: found?.inputs ?? {}, outputs: found?.outputs ?? {} };
    const news = check(azure.provider, request.urn, olds.inputs, configuration);

    expect(diffResource(azure.provider, request.urn, olds, news, []).changes).toEqual([]);
  });

  it("is taken in any case", () => {
    deploy(azure, urn, configuration);
    const twin = { ...configuration, resourceGroupName: "RG-Patching", resourceName: "MC-Web" };

    expect(() => deploy(azure, urnOf(configurationType, "twin"), twin)).toThrow(
      "cannot create already existing resource",
    );
  });

  it("is referred to in any case", () => {
    const { id } = deploy(azure, urn, configuration);
    const scope = {
      configurationAssignmentName: "web",
      location: "",
      maintenanceConfigurationId: id.toUpperCase(),
      filter: { osTypes: ["Linux"] },
    };
    const scopeUrn = urnOf(
      "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
      "web",
    );

    expect(deploy(azure, scopeUrn, scope).id).toContain("/configurationAssignments/web");
  });
});

describe("a token with an API version", () => {
  it("has the rules of the type without one, and finds what that has made", () => {
    const { id, inputs } = deploy(azure, urn, configuration);

    expect(() =>
      check(azure.provider, urnOf(versioned, "web"), {}, { ...configuration, duration: "05:00" }),
    ).toThrow("01:30 to 03:55");
    expect(() => deploy(azure, urnOf(versioned, "twin"), configuration)).toThrow(
      "cannot create already existing resource",
    );
    const found = operations.read(azure.provider, { urn: urnOf(versioned, "web"), id, inputs });
    expect(found?.inputs).toEqual(inputs);
  });
});

describe("a function with an API version", () => {
  it("is the function without one", async () => {
    const { invoke, configure } = providerHandlers({
      kind: azureCloud,
      version: "3",
      schema: () => loadSchema("azure-native"),
      store: azure.provider.store,
    });
    const ask = (token: string) => {
      const answer = invoke(new proto.InvokeRequest().setTok(token).setArgs(toStruct({})));
      return fromStruct(answer.getReturn());
    };
    await configure(new proto.ConfigureRequest().setArgs(toStruct({})));

    expect(ask("azure-native:authorization/v20220401:getClientConfig")).toEqual(
      ask("azure-native:authorization:getClientConfig"),
    );
    expect(() => ask("azure-native:authorization/v20220401:getNothing")).toThrow(
      "unknown function",
    );
  });
});

describe("a location", () => {
  it("may be written in two ways, as the provider has it", () => {
    const { inputs, outputs } = deploy(azure, urn, configuration);
    const changesTo = (location: string) =>
      diffResource(azure.provider, urn, { inputs, outputs }, { ...inputs, location }, []).changes;

    expect(changesTo("West Europe")).toEqual([]);
    expect(changesTo("North Europe")).toEqual([
      { path: "location", kind: "update", replaces: true },
    ]);
  });
});

describe("a reboot setting", () => {
  it("is read back in the service's words, and compared in the program's", () => {
    const { id, inputs } = deploy(azure, urn, configuration);
    const found = operations.read(azure.provider, { urn, id, inputs });
    const olds = { inputs: found?.inputs ?? {}, outputs: found?.outputs ?? {} };
    const news = check(azure.provider, urn, olds.inputs, configuration);

    expect(found?.outputs["installPatches"]).toMatchObject({ rebootSetting: "NeverReboot" });
    expect(diffResource(azure.provider, urn, olds, news, []).changes).toEqual([]);
  });
});

describe("a run that a late change cancels", () => {
  it("stands in the sandbox's state, and no answer tells it", () => {
    const { id, inputs, outputs } = deploy(azure, urn, configuration);
    const news = check(azure.provider, urn, inputs, { ...configuration, duration: "02:00" });
    vi.stubEnv("PATCHWARDEN_AS_OF", "2026-12-06T03:50Z");
    const answer = operations.update(azure.provider, { urn, id, olds: outputs, news }, false);

    const [file = ""] = readdirSync(azure.folder).filter((name) => name.endsWith(".json"));
    const { resources } = JSON.parse(readFileSync(path.join(azure.folder, file), "utf8"));
    const at = (text: string) => Date.parse(text) / 60_000;
    expect(resources[0].cancelledRuns).toEqual([
      { start: at("2026-12-06T04:00Z"), changedAt: at("2026-12-06T03:50Z") },
    ]);
    expect(JSON.stringify(answer)).not.toContain("cancelled");
  });
});

describe("a deleted machine of a vault", () => {
  it("keeps the vault from being deleted, whichever stack asks, until its days are over", () => {
    const names = { resourceGroupName: "rg-backup", vaultName: "vault-1" };
    const vaultUrn = urnOf("azure-native:recoveryservices:Vault", "vault", "first");
    const vault = deploy(azure, vaultUrn, {
      ...names,
      location: "westeurope",
      sku: { name: "RS0" },
    });
    const source =
      "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/web-1";
    const itemUrn = urnOf("azure-native:recoveryservices:ProtectedItem", "web", "second");
    const item = deploy(azure, itemUrn, {
      ...names,
      fabricName: "Azure",
      containerName: "iaasvmcontainer;iaasvmcontainerv2;rg-web;web-1",
      protectedItemName: "vm;iaasvmcontainerv2;rg-web;web-1",
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: source,
      },
    });
    const removeVault = () => operations.remove(azure.provider, { urn: vaultUrn, ...vault });

    operations.remove(azure.provider, { urn: itemUrn, ...item });
    expect(removeVault).toThrow("backup items in soft deleted state");
    vi.stubEnv("PATCHWARDEN_AS_OF", "2026-12-15T00:00Z");
    expect(removeVault).not.toThrow();
  });
});
