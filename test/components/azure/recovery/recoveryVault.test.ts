import { log } from "@pulumi/pulumi";
import { describe, expect, it, vi } from "vitest";
import { RecoveryVault, type RecoveryVaultArgs } from "../../../../components/azure";
import { azureAnswers } from "../../../support/azureMocks";
import { deploy, outputValue } from "../../../support/mocks";
import { existingIdentity, subscription } from "../../../support/patchRun";

const vaultType = "azure-native:recoveryservices:Vault";
const policyType = "azure-native:recoveryservices:ProtectionPolicy";
const assignmentType = "azure-native:authorization:PolicyAssignment";
const roleType = "azure-native:authorization:RoleAssignment";
const gold = {
  key: "gold",
  at: "00:30",
  timezone: "Europe/Berlin",
  keepDays: 14,
  patchGroups: ["web.canary", "web.broad"],
};

function declare(changes: Partial<RecoveryVaultArgs> = {}) {
  return deploy(
    () =>
      new RecoveryVault("prod", {
        resourceGroupName: "rg-patching",
        location: "westeurope",
        subscriptionId: subscription,
        effectiveFrom: "2026-12-01",
        policies: [gold],
        ...changes,
      }),
    azureAnswers,
  );
}

describe("RecoveryVault", () => {
  it.each([
    [
      "Locked",
      [
        'RecoveryVault "prod": immutability Locked is taken for a vault that is there already; where it is new, deploy Unlocked first, and Locked by a second deployment',
      ],
    ],
    ["Unlocked", []],
  ] as const)(
    "says of a vault that is %s what a first deployment needs",
    async (immutability, told) => {
      const info = vi.spyOn(log, "info").mockResolvedValue(undefined);

      await declare({ immutability });

      expect(info.mock.calls.map(([text]) => text)).toEqual(told);
      info.mockRestore();
    },
  );

  it("makes a vault that nobody empties by mistake, with copies that are restored elsewhere too", async () => {
    const { only, result } = await declare();

    expect(only(vaultType).inputs).toEqual({
      resourceGroupName: "rg-patching",
      vaultName: expect.stringMatching(/^prod-[0-9a-f]{8}$/),
      location: "westeurope",
      sku: { name: "RS0", tier: "Standard" },
      properties: {
        publicNetworkAccess: "Enabled",
        redundancySettings: {
          standardTierStorageRedundancy: "GeoRedundant",
          crossRegionRestore: "Enabled",
        },
        securitySettings: {
          immutabilitySettings: { state: "Unlocked" },
          softDeleteSettings: {
            softDeleteState: "Enabled",
            enhancedSecurityState: "Enabled",
            softDeleteRetentionPeriodInDays: 14,
          },
        },
      },
      tags: { ManagedBy: "patchwarden" },
    });
    expect(only(vaultType).options.protect).toBe(false);
    expect(await outputValue(result.vaultName)).toBe(only(vaultType).outputs["name"]);
  });

  it("protects a vault whose lock is for ever", async () => {
    const { only } = await declare({ immutability: "Locked", softDeleteDays: 180 });

    expect(only(vaultType).options.protect).toBe(true);
    expect(only(vaultType).inputs["properties"]).toMatchObject({
      securitySettings: {
        immutabilitySettings: { state: "Locked" },
        softDeleteSettings: { softDeleteRetentionPeriodInDays: 180 },
      },
    });
  });

  it("restores in no other region what is copied within one", async () => {
    const { only } = await declare({ redundancy: "ZoneRedundant" });

    expect(only(vaultType).inputs["properties"]).toMatchObject({
      redundancySettings: {
        standardTierStorageRedundancy: "ZoneRedundant",
        crossRegionRestore: "Disabled",
      },
    });
  });

  it("backs up daily at a local time, by a policy of the second generation", async () => {
    const { only, result } = await declare();

    const times = ["2026-12-01T00:30:00Z"];
    expect(only(policyType).inputs).toEqual({
      resourceGroupName: "rg-patching",
      vaultName: await outputValue(result.vaultName),
      policyName: expect.stringMatching(/^gold-[0-9a-f]{8}$/),
      properties: {
        backupManagementType: "AzureIaasVM",
        policyType: "V2",
        timeZone: "W. Europe Standard Time",
        instantRpRetentionRangeInDays: 2,
        schedulePolicy: {
          schedulePolicyType: "SimpleSchedulePolicyV2",
          scheduleRunFrequency: "Daily",
          dailySchedule: { scheduleRunTimes: times },
        },
        retentionPolicy: {
          retentionPolicyType: "LongTermRetentionPolicy",
          dailySchedule: {
            retentionTimes: times,
            retentionDuration: { count: 14, durationType: "Days" },
          },
        },
      },
    });
  });

  it("registers the machines by their tag, with the two roles that the definition names", async () => {
    const { only, ofType, result } = await declare();

    const { inputs } = only(assignmentType);
    expect(inputs).toMatchObject({
      scope: `/subscriptions/${subscription}`,
      policyDefinitionId:
        "/providers/Microsoft.Authorization/policyDefinitions/345fa903-145c-4fe1-8bcd-93ec2adccde8",
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      parameters: {
        vaultLocation: { value: "westeurope" },
        inclusionTagName: { value: "PatchGroup" },
        inclusionTagValue: { value: ["web.canary", "web.broad"] },
        backupPolicyId: { value: only(policyType).id },
        effect: { value: "DeployIfNotExists" },
      },
    });
    const roles = ofType(roleType).map((role) => [
      role.inputs["principalId"],
      String(role.inputs["roleDefinitionId"]).split("/").at(-1),
    ]);
    const [principal] = Object.values(await outputValue(result.principalIds));
    expect(roles.sort()).toEqual([
      [principal, "5e467623-bb1f-42f4-a55d-6e525e11384b"],
      [principal, "9980e02c-c2be-4d73-94e8-173b1dc7cf3c"],
    ]);
    expect(new Set(ofType(roleType).map((role) => role.inputs["roleAssignmentName"])).size).toBe(2);
  });

  it("uses a vault and an identity that exist already, and grants each role once", async () => {
    const { ofType, result } = await declare({
      existingVaultName: "own-vault",
      identity: existingIdentity,
      policies: [gold, { ...gold, key: "silver", keepDays: 7, patchGroups: ["erp.all"] }],
    });

    expect(ofType(vaultType)).toHaveLength(0);
    expect(ofType(policyType).map(({ inputs }) => inputs["vaultName"])).toEqual([
      "own-vault",
      "own-vault",
    ]);
    expect(ofType(roleType).map(({ inputs }) => inputs["principalId"])).toEqual([
      existingIdentity.principalId,
      existingIdentity.principalId,
    ]);
    expect(await outputValue(result.vaultName)).toBe("own-vault");
    expect(Object.keys(await outputValue(result.policyIds))).toEqual(["gold", "silver"]);
  });
});
