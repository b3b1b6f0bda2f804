import { describe, expect, it } from "vitest";
import { planned, refused } from "../planned";

const of = (baseline: string) => ({ baselines: `baselines:\n  linux: { ${baseline} }` });
const rule = (systems: string, approve: string) =>
  of(`systems: [${systems}], approve: [${approve}]`);

describe("what a baseline cannot say", () => {
  it.each([
    [
      "a severity where none is told apart",
      rule("ubuntu-24.04, debian-12", "{ severity: [critical] }"),
      "approve[0].severity: none of the baseline's systems tells severities apart; remove severity, they have classification, products, priority, section",
    ],
    [
      "a priority outside Debian's family",
      rule("rhel-9, windows-server-2022", "{ priority: [required] }"),
      "approve[0].priority: none of the baseline's systems has a priority; Debian's family has; remove priority, they have classification, severity, products, patchSet, productFamily",
    ],
    [
      "a section outside Debian's family",
      rule("rhel-9", "{ section: [net] }"),
      "approve[0].section: none of the baseline's systems has a section",
    ],
    [
      "a priority in the global filters outside Debian's family",
      of("systems: [rhel-9], globalFilters: { priority: [required] }"),
      "globalFilters.priority: none of the baseline's systems has a priority",
    ],
    [
      "Microsoft's applications without Windows",
      rule("rhel-9", "{ patchSet: application }"),
      "approve[0].patchSet: none of the baseline's systems has Microsoft's applications; remove patchSet",
    ],
    [
      "a product family without Windows",
      rule("rhel-9", "{ productFamily: [Office] }"),
      "approve[0].productFamily: none of the baseline's systems has product families",
    ],
    [
      "a product of another system",
      rule("rhel-9", "{ products: [RedhatEnterpriseLinux8.4] }"),
      'approve[0].products[0]: "RedhatEnterpriseLinux8.4" is no product of the baseline\'s systems; those are called such as RedhatEnterpriseLinux9.4',
    ],
    [
      "a classification in the global filters that no system has",
      of("systems: [rhel-9], globalFilters: { classification: [driver] }"),
      'globalFilters.classification[0]: none of the baseline\'s systems has "driver"; they have security, bugfix',
    ],
    [
      "a classification that CentOS has no word for",
      rule("centos-stream-9", "{ classification: [enhancement] }"),
      'none of the baseline\'s systems has "enhancement"; they have security, bugfix',
    ],
    [
      "keys of two families in one rule",
      rule("ubuntu-24.04, windows-server-2022", "{ priority: [required], patchSet: application }"),
      "priority are for Debian's family, patchSet for Windows, so that no system has all of them; make two rules",
    ],
    [
      "a priority with products of another family",
      rule(
        "ubuntu-24.04, rhel-9",
        "{ priority: [required], products: [RedhatEnterpriseLinux9.4] }",
      ),
      "none of the products is of it (RedhatEnterpriseLinux9.4); make two rules",
    ],
    [
      "five filters in a rule",
      rule(
        "windows-server-2022",
        "{ patchSet: application, productFamily: [Office], products: [Office 2019], severity: [critical] }",
      ),
      "approve[0]: a rule takes at most 4 filters (SSM), got 5: classification, patchSet, severity, productFamily, products; leave one out",
    ],
    [
      "after and until",
      rule("rhel-9", "{ after: 2d, until: 2026-12-31 }"),
      "approve[0]: a rule has after or until, not both",
    ],
    [
      "after without release dates",
      rule("ubuntu-24.04, centos-7", "{ after: 2d }"),
      "approve[0].after: packages of the baseline's systems (ubuntu-24.04, centos-7) have no release date",
    ],
    [
      "until without release dates",
      rule("debian-12", "{ until: 2026-12-31 }"),
      "approve[0].until: packages of the baseline's systems (debian-12) have no release date",
    ],
    [
      "a day that does not exist",
      rule("rhel-9", "{ until: 2026-02-30 }"),
      "approve[0].until must be a day such as 2026-12-31",
    ],
    [
      "more than twenty values",
      rule("ubuntu-24.04", `{ section: [${Array.from({ length: 21 }, (_, i) => `s${i}`)}] }`),
      "approve[0].section must have at most 20 values, which is SSM's limit",
    ],
    [
      "a CVE in the rejected list",
      of("systems: [rhel-9], reject: [CVE-2026-1234]"),
      "reject[0]: none of the baseline's systems takes CVE-2026-1234 in this list; rhel-9 takes whole package names, names with * at the end, names with one * anywhere",
    ],
    [
      "a CVE for APT",
      of("systems: [ubuntu-24.04], approved: [CVE-2026-1234]"),
      "approved[0]: none of the baseline's systems takes CVE-2026-1234 in this list; ubuntu-24.04 takes whole package names",
    ],
    [
      "a wildcard for macOS",
      of("systems: [macos-14], approved: [wget*]"),
      "macos-14 takes whole package names",
    ],
    [
      "a KB number without Windows",
      of("systems: [rhel-9], approved: [KB5034441]"),
      "needs a Windows",
    ],
    ["a bulletin without Windows", of("systems: [rhel-9], reject: [MS10-048]"), "needs a Windows"],
    ["two wildcards", of('systems: [rhel-9], reject: ["a*b*"]'), "with one * at most"],
    [
      "an entry twice",
      of("systems: [rhel-9], reject: [a, b, a]"),
      'reject[2]: "a" is listed twice',
    ],
    [
      "an entry in both lists",
      of("systems: [rhel-9], approved: [openssl], reject: [openssl]"),
      'approved[0]: "openssl" is rejected too, and a rejection wins',
    ],
    [
      "fifty-one entries",
      of(`systems: [rhel-9], approved: [${Array.from({ length: 51 }, (_, i) => `p${i}`)}]`),
      "approved must have at most 50 entries, which is SSM's limit",
    ],
    [
      "a repository of a foreign product",
      of(
        "systems: [rhel-9], sources: [{ name: mirror, products: [Ubuntu24.04], configuration: x }]",
      ),
      'sources[0].products[0]: "Ubuntu24.04" is no product of the baseline\'s Linux systems; those are called such as RedhatEnterpriseLinux9.4',
    ],
    [
      "a repository for Windows",
      of(
        "systems: [windows-server-2022], sources: [{ name: mirror, products: [WindowsServer2022], configuration: x }]",
      ),
      "repositories are for Linux, and the baseline has no Linux system",
    ],
    [
      "the status of available updates without Windows",
      of("systems: [rhel-9], availableSecurityUpdates: compliant"),
      "availableSecurityUpdates: it is for Windows, and the baseline has no Windows system (rhel-9)",
    ],
    [
      "leaving out reboots without Windows",
      of("systems: [rhel-9], excludeKbsRequiringReboot: true"),
      "excludeKbsRequiringReboot: it is for Windows",
    ],
    [
      "a severity that no vendor's word means",
      {
        ...rule("amazon-linux-2023", "{ severity: [high] }"),
        rest: "severities: { high: [grave] }",
      },
      "approve[0].severity[0]: none of the baseline's systems uses a word that means high (grave); they use critical, important, medium, low",
    ],
  ])("refuses %s", (_, replaced, message) => {
    const faults = refused(replaced);

    expect(faults.join("\n")).toContain(message);
    expect(faults, faults.join("\n")).toHaveLength(1);
  });

  it.each([
    [
      "four filters",
      rule(
        "windows-server-2022",
        "{ patchSet: application, products: [Office 2019], severity: [critical] }",
      ),
    ],
    ["a delay of nothing without dates", rule("ubuntu-24.04", "{ after: 0d }")],
    ["a delay where one of the systems has dates", rule("ubuntu-24.04, rhel-9", "{ after: 2d }")],
    [
      "a rule for Debian's family beside others",
      rule("ubuntu-24.04, rhel-9", "{ classification: [security] }, { priority: [required] }"),
    ],
    [
      "fifty entries",
      of(`systems: [rhel-9], approved: [${Array.from({ length: 50 }, (_, i) => `p${i}`)}]`),
    ],
    ["name=version where Azure patches", of("systems: [rhel-9], approved: [openssl=3.0.7]")],
    [
      "an entry that one of the systems takes",
      of("systems: [rhel-9, ubuntu-24.04], approved: [CVE-2026-1234]"),
    ],
    ["a wildcard inside a name", of('systems: [suse-15], reject: ["example-*.rpm"]')],
  ])("takes %s", (_, replaced) => {
    expect(planned(replaced).groups).toHaveLength(1);
  });
});
