import { describe, expect, it } from "vitest";
import type { Finding } from "../../../model/plan";
import { planned } from "../planned";

const group = (cloud: string) =>
  `groups:\n  web: { tier: gold, owner: a, baselines: [linux], ${cloud}, rings: [{ name: canary, window: sunday }, { name: broad, window: sunday }] }`;
const groups = {
  aws: group("aws: { accounts: [prod], regions: [eu-central-1] }"),
  azure: group("azure: { locations: [westeurope] }"),
};

function findings(cloud: "aws" | "azure", baseline: string): readonly Finding[] {
  const baselines = `baselines:\n  linux: { ${baseline} }`;
  return planned({ baselines, groups: groups[cloud] }).findings;
}

const source =
  "sources: [{ name: mirror, products: [RedhatEnterpriseLinux9.4], configuration: x }]";
const both = "{ classification: [security] }";

describe("what a baseline writes and a cloud does not keep", () => {
  it.each<["aws" | "azure", string, string, string]>([
    [
      "azure",
      `systems: [rhel-9], approve: [${both}, { until: 2026-12-31 }]`,
      "until/not-kept",
      "the date (2026-12-31) of baseline linux is not kept on Azure",
    ],
    [
      "aws",
      `systems: [ubuntu-24.04, rhel-9], approve: [${both}, { until: 2026-12-31 }]`,
      "until/not-kept",
      "is not kept on AWS for ubuntu-24.04: SSM knows no date there: the rule is left out",
    ],
    [
      "azure",
      "systems: [ubuntu-24.04], approve: [{ priority: [required] }]",
      "priority/not-kept",
      "the choice of priorities (required)",
    ],
    [
      "azure",
      "systems: [ubuntu-24.04], approve: [{ section: [net] }]",
      "section/not-kept",
      "the choice of sections (net)",
    ],
    [
      "azure",
      "systems: [rhel-9], approve: [{ products: [RedhatEnterpriseLinux9.4] }]",
      "products/not-kept",
      "the choice of products (RedhatEnterpriseLinux9.4)",
    ],
    [
      "azure",
      `systems: [windows-server-2022], approve: [${both}, { patchSet: application }]`,
      "applications/not-kept",
      "cannot choose applications: the rule is left out there",
    ],
    [
      "azure",
      "systems: [rhel-9], approve: [{ complianceLevel: high }]",
      "compliance-level/not-kept",
      "the compliance level (high)",
    ],
    [
      "azure",
      "systems: [rhel-9], approvedComplianceLevel: high",
      "compliance-level/not-kept",
      "approvedComplianceLevel (high)",
    ],
    [
      "azure",
      "systems: [rhel-9], globalFilters: { products: [RedhatEnterpriseLinux9.4] }",
      "global-filters/not-kept",
      "the global filters (products)",
    ],
    [
      "azure",
      "systems: [rhel-9], globalFilters: { severity: [critical] }",
      "severity/not-kept",
      "the choice of severities (critical)",
    ],
    [
      "azure",
      "systems: [rhel-9], rejectAction: block",
      "reject-action/not-kept",
      "rejectAction (block)",
    ],
    [
      "azure",
      "systems: [windows-server-2022], availableSecurityUpdates: compliant",
      "available-security-updates/not-kept",
      "Azure has no such status",
    ],
    ["azure", `systems: [rhel-9], ${source}`, "sources/not-kept", "the repositories (mirror)"],
    [
      "aws",
      `systems: [rhel-9], ${source}`,
      "sources/replace",
      "replace those of the machines (rhel-9): what is only in those is not patched",
    ],
    [
      "aws",
      "systems: [windows-server-2022], excludeKbsRequiringReboot: true",
      "kbs-requiring-reboot/not-kept",
      "SSM cannot tell which updates need a reboot",
    ],
    [
      "azure",
      "systems: [rhel-9], approved: [CVE-2026-1234]",
      "approved/not-kept",
      "approving CVE-2026-1234 is not kept on Azure for rhel-9: its lists take whole package names, names with * at the end, name=version only",
    ],
    [
      "aws",
      "systems: [rhel-9], approved: [openssl=3.0.7]",
      "approved/not-kept",
      "approving openssl=3.0.7 is not kept on AWS for rhel-9",
    ],
    [
      "azure",
      "systems: [rhel-9], reject: [foo_1.2]",
      "reject/not-kept",
      "rejecting foo_1.2 is not kept on Azure for rhel-9",
    ],
    [
      "aws",
      "systems: [centos-stream-9]",
      "classification/not-kept",
      "the choice of classifications (security) of baseline linux is not kept on AWS for centos-stream-9: the repositories carry no update notices",
    ],
    [
      "aws",
      "systems: [macos-14]",
      "system-updates/not-kept",
      "SSM installs packages on macOS, and no update of the system itself",
    ],
    [
      "aws",
      "systems: [rocky-linux-10]",
      "system/unlisted",
      "AWS's page of Patch Manager's systems does not list Rocky Linux 10",
    ],
    ["aws", "systems: [amazon-linux-1]", "system/unlisted", "no longer lists Amazon Linux 1"],
  ])("on %s: %s", (cloud, baseline, rule, message) => {
    const found = findings(cloud, baseline);

    expect(found.map((finding) => finding.rule)).toEqual([rule]);
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.position?.line).toBeGreaterThan(1);
  });

  it.each<["aws" | "azure", string]>([
    ["aws", `systems: [rhel-9], approve: [${both}, { until: 2026-12-31 }]`],
    ["aws", "systems: [ubuntu-24.04], approve: [{ priority: [required], section: [net] }]"],
    [
      "aws",
      "systems: [windows-server-2022], approve: [{ patchSet: application, complianceLevel: low }], availableSecurityUpdates: nonCompliant",
    ],
    [
      "aws",
      "systems: [rhel-9], rejectAction: allowAsDependency, globalFilters: { severity: [critical] }, approved: [CVE-2026-1234], approvedComplianceLevel: high",
    ],
    [
      "aws",
      `systems: [rhel-9, windows-server-2022, ubuntu-24.04], approve: [${both}, { priority: [required] }, { patchSet: application }], approved: [KB5034441, openssl]`,
    ],
    [
      "azure",
      "systems: [rhel-9], globalFilters: { classification: [security] }, approved: [openssl=3.0.7], reject: [kernel*]",
    ],
    [
      "azure",
      "systems: [windows-server-2022], excludeKbsRequiringReboot: true, approved: [KB5034441]",
    ],
  ])("says nothing on %s of %s", (cloud, baseline) => {
    expect(findings(cloud, baseline)).toEqual([]);
  });

  it("says that a rule with a date keeps no soak", () => {
    const rings = groups.aws.replace("window: sunday }] }", "window: sunday, soak: 2d }] }");
    const baselines = `baselines:\n  linux: { systems: [rhel-9], approve: [${both}, { until: 2026-12-31 }] }`;
    const plan = planned({ baselines, groups: rings });

    expect(plan.findings.map(({ rule, ring }) => [rule, ring])).toEqual([
      ["soak/not-kept", "broad"],
    ]);
    expect(plan.findings[0]?.message).toContain("a rule with until approves in every ring at once");
    const approvals = plan.groups[0]?.rings[1]?.systems[0]?.approvals;
    expect(approvals?.map(({ afterDays }) => afterDays > 0)).toEqual([true, false]);
  });
});
