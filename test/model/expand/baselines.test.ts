import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../model/load";
import type { AwsBaseline, AzureConfiguration, Plan } from "../../../model/plan";
import { starterPolicy } from "../../../model/starter";
import { planned } from "../planned";
import { twoClouds } from "../policyText";

const group = (cloud: string) =>
  `groups:\n  web: { tier: gold, owner: a, baselines: [linux], ${cloud}, rings: [{ name: all, window: sunday }] }`;
const onAws = group("aws: { accounts: [prod], regions: [eu-central-1] }");
const onAzure = group("azure: { locations: [westeurope] }");

function awsBaselines(baseline: string): readonly AwsBaseline[] {
  const baselines = `baselines:\n  linux: { ${baseline} }`;
  return planned({ baselines, groups: onAws }).aws[0]?.baselines ?? [];
}

function only(baseline: string): AwsBaseline | undefined {
  const found = awsBaselines(baseline);
  expect(found).toHaveLength(1);
  return found[0];
}

function configuration(baseline: string): AzureConfiguration | undefined {
  const baselines = `baselines:\n  linux: { ${baseline} }`;
  return planned({ baselines, groups: onAzure }).azure[0]?.configurations[0];
}

function namesOf(plan: Plan): readonly string[] {
  return [...new Set(plan.aws.flatMap((unit) => unit.baselines.map(({ name }) => name)))].sort();
}

function planOf(text: string): Plan {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(loaded.faults.map(({ message }) => message).join("\n"));
  return loaded.plan;
}

const everyOldSystem = `baselines:
  linux:
    systems: [amazon-linux-2, amazon-linux-2023, rhel-8, rhel-9, rocky-linux-9, alma-linux-9, oracle-linux-9, suse-15, ubuntu-22.04, ubuntu-24.04, debian-12]
    approve:
      - { classification: [security], severity: [critical, high], after: 1d }
      - { classification: [security], severity: [medium, low], after: 5d }
      - { classification: [bugfix, enhancement, recommended, new-package, optional, feature], after: 7d }
    reject: ["kernel-debug*", openssl]
  windows:
    systems: [windows-server-2019, windows-server-2022, windows-server-2025]
    approve:
      - { classification: [security, critical], severity: [critical, high, medium, low] }
      - { classification: [rollup, definition, bugfix, service-pack, feature-pack, driver, tool, upgrade], after: 3d }
    reject: [KB5034441]`;

describe("names of baselines", () => {
  // Names are identity: another name is another baseline, and its rings are registered anew.
  it("are those of the first rings that have them, and their systems", () => {
    const names = namesOf(planned({ baselines: everyOldSystem, groups: twoClouds }));

    expect(names.filter((name) => name.startsWith("build."))).toEqual([
      "build.all-alma-linux",
      "build.all-amazon-linux-2",
      "build.all-amazon-linux-2023",
      "build.all-debian",
      "build.all-oracle-linux",
      "build.all-redhat-enterprise-linux",
      "build.all-rocky-linux",
      "build.all-suse",
      "build.all-ubuntu",
    ]);
    expect(namesOf(planOf(starterPolicy))).toEqual([
      "web.broad-amazon-linux-2023",
      "web.canary-amazon-linux-2023",
    ]);
  });

  it("are those of the example organisation", () => {
    const text = readFileSync(path.resolve(__dirname, "../../../patching.yaml"), "utf8");

    const plan = planOf(text);

    expect(namesOf(plan).filter((name) => name.endsWith("-windows"))).toEqual([
      "back-office.canary-windows",
      "build.broad-windows",
      "build.canary-windows",
      "build.early-windows",
      "web.broad-windows",
      "web.canary-windows",
      "web.early-windows",
    ]);
  });

  it.each([
    "approved: [openssl]",
    "approve: [{ after: 9d }]",
    "rejectAction: allowAsDependency",
    "globalFilters: { classification: [security] }",
    "sources: [{ name: mirror, products: [RedhatEnterpriseLinux9.4], configuration: x }]",
  ])("stay with %s", (more) => {
    const [plain, other] = ["", `, ${more}`].map((text) => only(`systems: [rhel-9]${text}`));

    expect(other).not.toEqual(plain);
    expect(other?.name).toBe(plain?.name);
  });
});

describe("SSM baselines", () => {
  it("carry a date instead of a delay", () => {
    expect(only("systems: [rhel-9], approve: [{ until: 2026-12-31 }]")?.rules).toEqual([
      {
        approveUntilDate: "2026-12-31",
        enableNonSecurity: false,
        complianceLevel: "CRITICAL",
        filters: [
          { key: "PRODUCT", values: ["*"] },
          { key: "CLASSIFICATION", values: ["Security"] },
        ],
      },
    ]);
  });

  it("leave a rule with a date out where packages have none", () => {
    const rules = "[{ until: 2026-12-31 }, { classification: [bugfix], after: 1d }]";
    const found = awsBaselines(`systems: [rhel-9, ubuntu-24.04], approve: ${rules}`);

    expect(found.map(({ operatingSystem, rules: own }) => [operatingSystem, own.length])).toEqual([
      ["REDHAT_ENTERPRISE_LINUX", 2],
      ["UBUNTU", 1],
    ]);
  });

  it("narrow a rule to products of its systems", () => {
    const products = "[RedhatEnterpriseLinux9.4, RedhatEnterpriseLinux8.10, Ubuntu24.04]";
    const found = awsBaselines(
      `systems: [rhel-8, rhel-9, rhel-10, ubuntu-22.04, ubuntu-24.04], approve: [{ products: ${products}, after: 1d }, { classification: [bugfix] }]`,
    );

    const filters = found.map(({ rules }) =>
      rules.map(({ filters: [product] }) => product?.values),
    );
    expect(filters).toEqual([
      [["RedhatEnterpriseLinux9.4", "RedhatEnterpriseLinux8.10"], ["*"]],
      [["Ubuntu22.04", "Ubuntu24.04"], ["Ubuntu24.04"]],
    ]);
  });

  it("give Debian's family a rule for each choice of priorities and sections", () => {
    const rules = [
      "{ priority: [required, important], section: [libs] }",
      "{ classification: [bugfix] }",
      "{ classification: [security] }",
    ];
    const found = only(`systems: [ubuntu-24.04], approve: [${rules}]`);

    expect(
      found?.rules.map(({ enableNonSecurity, filters }) => [enableNonSecurity, filters]),
    ).toEqual([
      [
        false,
        [
          { key: "PRODUCT", values: ["Ubuntu24.04"] },
          { key: "PRIORITY", values: ["Required", "Important"] },
          { key: "SECTION", values: ["libs"] },
        ],
      ],
      [
        true,
        [
          { key: "PRODUCT", values: ["Ubuntu24.04"] },
          { key: "PRIORITY", values: ["*"] },
        ],
      ],
    ]);
  });

  it("leave a rule for Debian's family out elsewhere", () => {
    const rules = "[{ classification: [security] }, { priority: [required] }]";
    const found = awsBaselines(`systems: [rhel-9, debian-12], approve: ${rules}`);

    expect(found.map(({ rules: own }) => own.length)).toEqual([2, 1]);
    expect(found[1]?.operatingSystem).toBe("REDHAT_ENTERPRISE_LINUX");
  });

  it("choose Microsoft's applications, which are no products of Windows", () => {
    const rule =
      "{ patchSet: application, productFamily: [Office], severity: [critical], after: 7d }";
    const found = only(`systems: [windows-server-2022], approve: [${rule}]`);

    expect(found?.rules[0]?.filters).toEqual([
      { key: "CLASSIFICATION", values: ["SecurityUpdates"] },
      { key: "MSRC_SEVERITY", values: ["Critical"] },
      { key: "PATCH_SET", values: ["APPLICATION"] },
      { key: "PRODUCT_FAMILY", values: ["Office"] },
    ]);
  });

  it("take everything on CentOS, where notices are missing", () => {
    const found = only(
      "systems: [centos-stream-9], approve: [{ classification: [security] }], approved: [openssl]",
    );

    expect(found).toMatchObject({
      approvedNonSecurity: true,
      rules: [
        {
          approveAfterDays: 0,
          enableNonSecurity: true,
          filters: [{ key: "PRODUCT", values: ["*"] }],
        },
      ],
    });
  });

  it("carry lists, levels and options in SSM's words", () => {
    const found = only(
      `systems: [rhel-9], approve: [{ complianceLevel: informational }], approved: ["openssl*", CVE-2026-1234, "RHSA-2026:1234"], approvedComplianceLevel: high, approvedNonSecurity: true, reject: [kernel-debug], rejectAction: allowAsDependency, globalFilters: { classification: [security, bugfix], severity: [critical], products: [RedhatEnterpriseLinux9.4] }, sources: [{ name: mirror, products: [RedhatEnterpriseLinux9.4], configuration: "baseurl=x" }]`,
    );

    expect(found).toMatchObject({
      approved: ["openssl*", "CVE-2026-1234", "RHSA-2026:1234"],
      approvedComplianceLevel: "HIGH",
      approvedNonSecurity: true,
      rejectAction: "ALLOW_AS_DEPENDENCY",
      globalFilters: [
        { key: "CLASSIFICATION", values: ["Security", "Bugfix"] },
        { key: "SEVERITY", values: ["Critical"] },
        { key: "PRODUCT", values: ["RedhatEnterpriseLinux9.4"] },
      ],
      sources: [
        { name: "mirror", products: ["RedhatEnterpriseLinux9.4"], configuration: "baseurl=x" },
      ],
      rules: [{ complianceLevel: "INFORMATIONAL" }],
    });
    expect(found).not.toHaveProperty("availableSecurityUpdates");
  });

  it("carry the status of available updates for Windows alone", () => {
    const found = awsBaselines(
      "systems: [rhel-9, windows-server-2022], availableSecurityUpdates: nonCompliant",
    );

    expect(found.map((one) => one.availableSecurityUpdates)).toEqual([undefined, "NON_COMPLIANT"]);
  });

  it("take a rule no further than the global filters do", () => {
    const found = awsBaselines(
      "systems: [rhel-8, rhel-9], approve: [{ classification: [security, bugfix], severity: [critical, high] }], globalFilters: { classification: [security], severity: [high], products: [RedhatEnterpriseLinux9.4] }",
    );
    const plan = planned({
      baselines:
        "baselines:\n  linux: { systems: [rhel-8, rhel-9], globalFilters: { products: [RedhatEnterpriseLinux9.4] } }",
      groups: onAws,
    });

    expect(found[0]?.rules[0]?.filters.slice(1)).toEqual([
      { key: "CLASSIFICATION", values: ["Security"] },
      { key: "SEVERITY", values: ["Important"] },
    ]);
    const approvals = plan.groups[0]?.rings[0]?.systems.map((one) => one.approvals.length);
    expect(approvals).toEqual([0, 1]);
  });
});

describe("maintenance configurations", () => {
  it("include what is approved by name, in the forms that Azure has", () => {
    expect(
      configuration(
        'systems: [rhel-9, windows-server-2022], approved: ["openssl*", "curl=8.5.0", CVE-2026-1234, "a*b", KB5034441, MS10-048], reject: [kernel-debug, "x_1.2", KB5034439]',
      ),
    ).toMatchObject({
      includePackages: ["curl=8.5.0", "openssl*"],
      includeKbs: ["KB5034441"],
      excludePackages: ["kernel-debug"],
      excludeKbs: ["KB5034439"],
    });
  });

  it("have no more keys than are asked for", () => {
    const plain = configuration("systems: [rhel-9]");

    for (const key of ["includeKbs", "includePackages", "excludeKbsRequiringReboot"]) {
      expect(plain).not.toHaveProperty(key);
    }
  });

  it("leave out updates that need a reboot", () => {
    expect(
      configuration("systems: [windows-server-2022], excludeKbsRequiringReboot: true"),
    ).toMatchObject({ excludeKbsRequiringReboot: true });
  });

  it("let a rejection by one baseline win over an approval by another", () => {
    const plan = planned({
      baselines:
        "baselines:\n  linux: { systems: [rhel-9], approved: [openssl, curl] }\n  other: { systems: [suse-15], reject: [openssl] }",
      groups: onAzure.replace("[linux]", "[linux, other]"),
    });

    expect(plan.azure[0]?.configurations[0]).toMatchObject({
      includePackages: ["curl"],
      excludePackages: ["openssl"],
    });
    expect(plan.findings.map(({ message }) => message)).toEqual([
      "group web: approving openssl is not kept on Azure: another baseline of the group rejects it, and a maintenance configuration is for all of them",
    ]);
  });

  it("install nothing by a rule with a date or for applications", () => {
    const rules = "[{ until: 2026-12-31 }, { patchSet: application, classification: [rollup] }]";
    const found = configuration(`systems: [windows-server-2022], approve: ${rules}`);

    expect(found).not.toHaveProperty("windowsClassifications");
  });
});
