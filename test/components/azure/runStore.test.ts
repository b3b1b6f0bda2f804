import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { RunStore } from "../../../components/azure/runs/runStore";
import type { RunStoreArgs } from "../../../components/azure/runs/runStoreArgs";
import { azureAnswers } from "../../support/azureMocks";
import { deploy, outputValue } from "../../support/mocks";
import { roleIdOf, subscription } from "../../support/patchRun";

const valid: RunStoreArgs = {
  resourceGroupName: "rg-patching",
  location: "westeurope",
  subscriptionId: subscription,
};

function declare(changes: Partial<Record<keyof RunStoreArgs, unknown>> = {}, name = "runs") {
  return deploy(() => new RunStore(name, { ...valid, ...changes } as RunStoreArgs), azureAnswers);
}

describe("RunStore", () => {
  it("makes an account that is private, knows no keys and speaks only TLS 1.2", async () => {
    const { only } = await declare();

    expect(only("azure-native:storage:StorageAccount").inputs).toMatchObject({
      accountName: expect.stringMatching(/^patchruns[0-9a-f]{15}$/) as unknown,
      kind: "StorageV2",
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
    });
  });

  it("makes a container for runs and one for dead letters, neither of them public", async () => {
    const { ofType } = await declare();

    expect(
      ofType("azure-native:storage:BlobContainer")
        .map(({ inputs }) => [inputs["containerName"], inputs["publicAccess"]])
        .sort(),
    ).toEqual([
      ["dead-letters", "None"],
      ["patch-runs", "None"],
    ]);
  });

  it("deletes old records and dead letters, and never a verdict", async () => {
    const { only } = await declare({ keepDays: 90 });

    const { inputs } = only("azure-native:storage:ManagementPolicy");
    expect(inputs["policy"]).toMatchObject({
      rules: [
        {
          definition: {
            filters: { prefixMatch: ["patch-runs/runs/", "dead-letters/"] },
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 90 } } },
          },
        },
      ],
    });
  });

  it("tells where the container is, and its name with the place it lies in", async () => {
    const [one, other] = [await declare(), await declare({ location: "northeurope" })];

    const [name, otherName] = await Promise.all(
      [one, other].map(({ result }) => outputValue(result.accountName)),
    );
    expect(name).not.toBe(otherName);
    expect(await outputValue(one.result.containerUrl)).toBe(
      `https://${name}.blob.core.windows.net/patch-runs`,
    );
    expect(await outputValue(one.result.containerId)).toBe(
      `/subscriptions/${subscription}/resourceGroups/rg-patching/providers/Microsoft.Storage/storageAccounts/${name}/blobServices/default/containers/patch-runs`,
    );
  });

  it("makes a role that may read blobs and do nothing else, or takes one that exists", async () => {
    const made = await declare();
    const given = await declare({ readerRoleDefinitionId: roleIdOf(1) });

    expect(made.only("azure-native:authorization:RoleDefinition").inputs["permissions"]).toEqual([
      {
        actions: [],
        dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"],
      },
    ]);
    expect(given.ofType("azure-native:authorization:RoleDefinition")).toHaveLength(0);
    expect(await outputValue(given.result.readerRoleDefinitionId)).toBe(roleIdOf(1));
  });

  it("takes an account that exists, and leaves its settings and its lifecycle to its owner", async () => {
    const { ofType, result } = await declare({ accountName: pulumi.output("acmepatching") });

    expect(ofType("azure-native:storage:StorageAccount")).toHaveLength(0);
    expect(ofType("azure-native:storage:ManagementPolicy")).toHaveLength(0);
    expect(ofType("azure-native:storage:BlobContainer")).toHaveLength(2);
    expect(await outputValue(result.containerUrl)).toBe(
      "https://acmepatching.blob.core.windows.net/patch-runs",
    );
  });

  const planted: readonly [string, Partial<Record<keyof RunStoreArgs, unknown>>, string][] = [
    [
      "an account's name with capitals",
      { accountName: "AcmePatching" },
      'accountName must be 3–24 lower-case letters and digits, got "AcmePatching"',
    ],
    ["records kept for a week", { keepDays: 7 }, "keepDays must be whole days 31–3650, got 7"],
    [
      "days beside an account that exists",
      { keepDays: 90, accountName: "acmepatching" },
      "keepDays must be left out beside accountName",
    ],
    ["a location's display name", { location: "West Europe" }, "location must be a short name"],
    ["a subscription that is none", { subscriptionId: "prod" }, "subscriptionId must be a GUID"],
    ["a group with a final dot", { resourceGroupName: "rg." }, "resourceGroupName must be 1–90"],
  ];

  it.each(planted)("refuses %s before it declares a child", async (_, changes, text) => {
    await expect(declare(changes)).rejects.toThrow(text);
    await expect(declare(changes)).rejects.toThrow('RunStore "runs": ');
  });

  it("throws all faults at once, and those inside Outputs with the same words", async () => {
    const both = declare({ location: "West Europe", keepDays: 7 });
    await expect(both).rejects.toThrow(/location must be[\s\S]*keepDays must be/);

    const { rejections, ofType } = await declare({ accountName: pulumi.output("Acme") });
    expect(rejections.join("\n")).toContain(
      'RunStore "runs": accountName must be 3–24 lower-case letters and digits, got "Acme"',
    );
    expect(ofType("azure-native:storage:BlobContainer")).toHaveLength(0);
  });
});
