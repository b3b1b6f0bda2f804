import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareAwsUnit } from "../../components/aws/unit/unit";
import { declareRunStores } from "../../components/azure/guardedUnit";
import { declareAzureUnit } from "../../components/azure/unit";
import { planned } from "../model/planned";
import { azureAnswers } from "../support/azureMocks";
import { deploy } from "../support/mocks";

const groups = `groups:
  web: { tier: gold, owner: a, baselines: [all], aws: { accounts: [prod], regions: [eu-central-1] }, azure: { locations: [westeurope] }, rings: [{ name: all, window: sunday }] }`;

/** Everything that a baseline can say, deployed on both clouds. */
function deployed(baseline: string) {
  const plan = planned({ baselines: `baselines:\n  all: { ${baseline} }`, groups });
  return deploy(() => {
    const parent = new pulumi.ComponentResource("patchwarden:test:Parent", "parent");
    for (const unit of plan.aws) declareAwsUnit("aws", unit, plan, { parent });
    const runStores = declareRunStores(plan, { opts: () => ({ parent }), tags: {} });
    for (const unit of plan.azure) declareAzureUnit("azure", unit, plan, { parent, runStores });
  }, azureAnswers);
}

describe("a baseline of the document", () => {
  it("is deployed whole to AWS and, as far as Azure has words for it, to Azure", async () => {
    const { ofType, only, rejections } = await deployed(
      `systems: [rhel-9, windows-server-2022], approve: [{ classification: [security, critical], after: 2d, complianceLevel: high }, { patchSet: application, productFamily: [Office] }, { classification: [bugfix], until: 2026-12-31, products: [RedhatEnterpriseLinux9.4] }], approved: ["openssl*", KB5034441], approvedComplianceLevel: critical, reject: [kernel-debug, KB5034442], rejectAction: allowAsDependency, globalFilters: { classification: [security, critical, bugfix] }, availableSecurityUpdates: nonCompliant, sources: [{ name: mirror, products: [RedhatEnterpriseLinux9.4], configuration: "baseurl=x" }], excludeKbsRequiringReboot: true`,
    );

    expect(rejections).toEqual([]);
    const [linux, windows] = ofType("aws:ssm/patchBaseline:PatchBaseline")
      .map(({ inputs }) => inputs)
      .sort((one, other) =>
        String(one["operatingSystem"]) < String(other["operatingSystem"]) ? -1 : 1,
      );
    expect(linux).toMatchObject({
      operatingSystem: "REDHAT_ENTERPRISE_LINUX",
      approvedPatches: ["openssl*"],
      approvedPatchesComplianceLevel: "CRITICAL",
      rejectedPatches: ["kernel-debug"],
      rejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
      globalFilters: [{ key: "CLASSIFICATION", values: ["Security", "Bugfix"] }],
      sources: [
        { name: "mirror", products: ["RedhatEnterpriseLinux9.4"], configuration: "baseurl=x" },
      ],
      approvalRules: [
        { approveAfterDays: 2, complianceLevel: "HIGH" },
        {
          approveUntilDate: "2026-12-31",
          enableNonSecurity: true,
          patchFilters: [
            { key: "PRODUCT", values: ["RedhatEnterpriseLinux9.4"] },
            { key: "CLASSIFICATION", values: ["Bugfix"] },
          ],
        },
      ],
    });
    expect(windows).toMatchObject({
      operatingSystem: "WINDOWS",
      approvedPatches: ["KB5034441"],
      rejectedPatches: ["KB5034442"],
      availableSecurityUpdatesComplianceStatus: "NON_COMPLIANT",
      approvalRules: [
        { approveAfterDays: 2 },
        {
          approveAfterDays: 0,
          patchFilters: [
            { key: "CLASSIFICATION", values: ["SecurityUpdates"] },
            { key: "PATCH_SET", values: ["APPLICATION"] },
            { key: "PRODUCT_FAMILY", values: ["Office"] },
          ],
        },
      ],
    });
    expect(
      only("azure-native:maintenance:MaintenanceConfiguration").inputs["installPatches"],
    ).toMatchObject({
      windowsParameters: {
        classificationsToInclude: ["Critical", "Security"],
        kbNumbersToInclude: ["KB5034441"],
        kbNumbersToExclude: ["KB5034442"],
        excludeKbsRequiringReboot: true,
      },
      linuxParameters: {
        classificationsToInclude: ["Critical", "Security"],
        packageNameMasksToInclude: ["openssl*"],
        packageNameMasksToExclude: ["kernel-debug"],
      },
    });
  });
});
