import { describe, expect, it } from "vitest";
import {
  ComplianceAssignments,
  type ComplianceAssignmentsArgs,
} from "../../../components/azure/complianceAssignments";
import { azureAnswers } from "../../support/azureMocks";
import { deploy, outputValue, type Registered } from "../../support/mocks";
import { existingIdentity, subscription } from "../../support/patchRun";

const assignmentType = "azure-native:authorization:PolicyAssignment";
const roleType = "azure-native:authorization:RoleAssignment";
const scope = `/subscriptions/${subscription}`;
const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const arcAdministrator = "cd570a14-e51a-42ad-bac8-bafd67325302";

function declare(changes: Partial<ComplianceAssignmentsArgs> = {}) {
  return deploy(
    () => new ComplianceAssignments("prod", { scope, location: "westeurope", ...changes }),
    azureAnswers,
  );
}

/** Registrations come in no fixed order. */
function byName(resources: readonly Registered[]): readonly Registered[] {
  return [...resources].sort((a, b) => a.name.localeCompare(b.name));
}

describe("ComplianceAssignments", () => {
  it("assigns assessment for each system, on machines and Arc machines, the prerequisite and the audit", async () => {
    const { ofType, result } = await declare({
      machineLocations: ["westeurope"],
      patchGroups: ["web.canary", "web.broad"],
    });

    const assigned = byName(ofType(assignmentType)).map(({ inputs }) => [
      String(inputs["policyDefinitionId"]).split("/").at(-1),
      Object.fromEntries(
        Object.entries(inputs["parameters"] as object).map(([key, { value }]) => [key, value]),
      ),
    ]);
    const assessed = (osType: string) => ({
      assessmentMode: "AutomaticByPlatform",
      osType,
      locations: ["westeurope"],
    });
    expect(assigned).toEqual([
      ["bfea026e-043f-4ff4-9d1b-bf301ca7ff46", assessed("Linux")],
      ["bfea026e-043f-4ff4-9d1b-bf301ca7ff46", assessed("Windows")],
      ["59efceea-0c96-497e-a4a1-4eb2290dac15", assessed("Linux")],
      ["59efceea-0c96-497e-a4a1-4eb2290dac15", assessed("Windows")],
      [
        "9905ca54-1471-49c6-8291-7582c04cd4d4",
        {
          operatingSystemTypes: ["Windows", "Linux"],
          locations: ["westeurope"],
          tagValues: [
            { key: "PatchGroup", value: "web.canary" },
            { key: "PatchGroup", value: "web.broad" },
          ],
          tagOperator: "Any",
        },
      ],
      ["f85bf3e0-d513-442e-89c3-1784ad63382b", { effect: "AuditIfNotExists" }],
    ]);
    expect(Object.keys(await outputValue(result.assignmentIds))).toEqual([
      "assess-windows",
      "assess-linux",
      "arc-windows",
      "arc-linux",
      "schedulable",
      "updates-installed",
    ]);
  });

  it("gives what changes machines an identity with the policy's role, and the audit none", async () => {
    const { ofType } = await declare();

    const identified = ofType(assignmentType).filter(({ inputs }) => inputs["identity"]);
    const roles = byName(ofType(roleType)).map(({ inputs }) => [
      String(inputs["principalId"]).replace(/-[0-9a-f]{8}$/, ""),
      String(inputs["roleDefinitionId"]).split("/").at(-1),
    ]);
    expect(identified).toHaveLength(5);
    for (const { inputs } of identified) expect(inputs["location"]).toBe("westeurope");
    expect(roles).toEqual([
      ["principal-of-arc-linux", arcAdministrator],
      ["principal-of-arc-windows", arcAdministrator],
      ["principal-of-assess-linux", contributor],
      ["principal-of-assess-windows", contributor],
      ["principal-of-schedulable", contributor],
    ]);
  });

  it("grants an identity that exists already each role once", async () => {
    const { ofType } = await declare({ identity: existingIdentity });

    const roles = ofType(roleType).map(({ inputs }) => inputs["principalId"]);
    expect(roles).toEqual([existingIdentity.principalId, existingIdentity.principalId]);
    expect(byName(ofType(assignmentType))[0]?.inputs["identity"]).toEqual({
      type: "UserAssigned",
      userAssignedIdentities: [existingIdentity.id],
    });
  });

  it("leaves out what is switched off", async () => {
    const { ofType } = await declare({
      osTypes: ["Linux"],
      arc: false,
      prerequisite: false,
      audit: false,
    });

    expect(ofType(assignmentType).map(({ name }) => name)).toEqual(["prod-assess-linux"]);
  });

  it("names assignments within the shortest limit that a scope has, each once", async () => {
    const { ofType } = await declare();

    const names = ofType(assignmentType).map(({ inputs }) =>
      String(inputs["policyAssignmentName"]),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(24);
  });

  it.each<[string, Partial<ComplianceAssignmentsArgs>, string]>([
    [
      "a scope that is none",
      { scope: subscription },
      "scope must be the ARM id of a subscription, resource group or management group",
    ],
    ["a location's display name", { location: "West Europe" }, "location must be a short name"],
    [
      "no system",
      { osTypes: [] },
      "osTypes must name at least one, got none; leave it out for all",
    ],
    [
      "a machine location that is none",
      { machineLocations: ["West Europe"] },
      "machineLocations must be a short name",
    ],
  ])("refuses %s before it declares a child", async (_, changes, text) => {
    await expect(declare(changes)).rejects.toThrow(`ComplianceAssignments "prod": ${text}`);
  });
});
