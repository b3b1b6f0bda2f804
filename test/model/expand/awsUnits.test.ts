import { describe, expect, it } from "vitest";
import type { AwsBaseline, AwsUnit, Plan } from "../../../model/plan";
import { planned } from "../planned";
import { twoClouds } from "../policyText";

function aws(plan: Plan, account: string, region: string): AwsUnit {
  const unit = plan.aws.find((one) => one.account === account && one.region === region);
  if (unit === undefined) {
    throw new Error(`no unit ${account} ${region}`);
  }
  return unit;
}

/** The baseline of the first ring, which has the document's own delays. */
function canaryBaseline(plan: Plan): AwsBaseline | undefined {
  return plan.aws[0]?.baselines.find((one) => one.patchGroups.includes("web.canary"));
}

describe("AWS units", () => {
  it("are one for each account and region with a ring", () => {
    const plan = planned({ groups: twoClouds });

    expect(plan.aws.map((unit) => [unit.account, unit.accountId, unit.region])).toEqual([
      ["prod", "123456789012", "eu-central-1"],
      ["prod", "123456789012", "eu-west-1"],
      ["dev", "210987654321", "eu-central-1"],
    ]);
    expect(aws(plan, "prod", "eu-west-1").scan.patchGroups).toEqual(["web.broad"]);
    expect(aws(plan, "prod", "eu-central-1").scan.patchGroups).toEqual(["web.broad", "web.canary"]);
  });

  it("share a baseline between rings whose rules are equal", () => {
    const plan = planned({
      groups: `groups:
  a: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }
  b: { tier: gold, owner: b, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
    });

    const { baselines } = aws(plan, "prod", "eu-central-1");

    expect(
      baselines.map(({ operatingSystem, patchGroups }) => [operatingSystem, patchGroups]),
    ).toEqual([
      ["AMAZON_LINUX_2023", ["a.all", "b.all"]],
      ["REDHAT_ENTERPRISE_LINUX", ["a.all", "b.all"]],
    ]);
  });

  it("share a baseline between no more rings than SSM registers, and move none when one is added at the end", () => {
    const unit = (count: number) => {
      const groups = Array.from(
        { length: count },
        (_, index) =>
          `  z${99 - index}: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
      );
      return aws(planned({ groups: `groups:\n${groups.join("\n")}` }), "prod", "eu-central-1");
    };
    const homes = ({ baselines }: AwsUnit) =>
      baselines.flatMap(({ name, patchGroups }) => patchGroups.map((one) => `${one} ${name}`));

    const [before, after] = [unit(30), unit(31)];

    expect(before.baselines.map(({ patchGroups }) => patchGroups.length)).toEqual([5, 5, 25, 25]);
    expect(new Set(before.baselines.map(({ name }) => name)).size).toBe(4);
    expect(homes(after)).toEqual(expect.arrayContaining(homes(before)));
  });

  it("name the parts of a crowded window as no other window is named", () => {
    const groups = Array.from(
      { length: 12 },
      (_, index) =>
        `  g${index}: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: ${index === 0 ? "sunday-2" : "sunday"} }] }`,
    );
    const windows =
      "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  sunday-2: { schedule: every monday at 04:00 }";

    const unit = aws(
      planned({ windows, groups: `groups:\n${groups.join("\n")}` }),
      "prod",
      "eu-central-1",
    );

    expect(unit.windows.map(({ name }) => name).sort()).toEqual([
      "acme-sunday",
      "acme-sunday-2",
      "acme-sunday-part-2",
    ]);
  });

  it("give a ring with a later approval a baseline of its own", () => {
    const { baselines } = aws(planned({ groups: twoClouds }), "prod", "eu-central-1");
    const redHat = baselines.filter((one) => one.operatingSystem === "REDHAT_ENTERPRISE_LINUX");

    expect(redHat.map(({ patchGroups }) => patchGroups).sort()).toEqual([
      ["web.broad"],
      ["web.canary"],
    ]);
    for (const { name } of baselines) {
      expect(name).toMatch(/^web\.(canary|broad)-(redhat-enterprise|amazon)-linux|windows/);
    }
    expect(new Set(baselines.map(({ name }) => name)).size).toBe(baselines.length);
  });

  it("register a patch group with one baseline an operating system", () => {
    for (const { baselines } of planned({ groups: twoClouds }).aws) {
      const registered = baselines.flatMap((one) =>
        one.patchGroups.map((patchGroup) => `${patchGroup} ${one.operatingSystem}`),
      );

      expect(new Set(registered).size).toBe(registered.length);
    }
  });

  describe("share a baseline among rings, called after the first of them, and", () => {
    const ring = "{ name: all, window: sunday }";
    const group = (name: string, baseline = "linux") =>
      `  ${name}: { tier: gold, owner: a, baselines: [${baseline}], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [${ring}] }`;
    const baselines = (after: string, approve = after) =>
      `baselines:\n  linux: { systems: [rhel-9], approve: [{ after: ${after} }] }\n  late: { systems: [rhel-9], approve: [{ after: ${approve} }] }`;
    const rings = (written: string, ...groups: readonly string[]) =>
      aws(
        planned({ baselines: written, groups: `groups:\n${groups.join("\n")}` }),
        "prod",
        "eu-central-1",
      ).baselines.map((one) => [
        one.name,
        one.rules.map(({ approveAfterDays }) => approveAfterDays),
        one.patchGroups,
      ]);
    const three = [group("web"), group("mail"), group("shop")];
    const shared = ["mail.all", "shop.all", "web.all"];
    const name = (first: string) => `${first}.all-redhat-enterprise-linux`;

    it("keep its name and their registrations when it says something else", () => {
      expect(rings(baselines("1d"), ...three)).toEqual([[name("web"), [1], shared]]);
      expect(rings(baselines("2d"), ...three)).toEqual([[name("web"), [2], shared]]);
    });

    it("leave it to the others when one of them has another", () => {
      const other = [group("web"), group("mail", "late"), group("shop")];

      expect(rings(baselines("1d", "3d"), ...other)).toEqual([
        [name("mail"), [3], ["mail.all"]],
        [name("web"), [1], ["shop.all", "web.all"]],
      ]);
    });

    it("move to one of their own when it goes on saying what the first one needs", () => {
      const other = [group("web", "late"), group("mail"), group("shop")];

      expect(rings(baselines("1d", "3d"), ...other)).toEqual([
        [name("mail"), [1], ["mail.all", "shop.all"]],
        [name("web"), [3], ["web.all"]],
      ]);
    });

    it("take one that joins at the document's end without moving", () => {
      expect(rings(baselines("1d"), ...three, group("blog"))).toEqual([
        [name("web"), [1], ["blog.all", ...shared]],
      ]);
    });
  });

  it("write Red Hat's rules in SSM's words", () => {
    const plan = planned({
      baselines: `baselines:
  linux:
    systems: [rhel-9]
    approve:
      - { classification: [security], severity: [critical, high], after: 1d }
      - { classification: [bugfix, enhancement], after: 7d }
    reject: ["kernel-debug*"]`,
    });

    expect(canaryBaseline(plan)).toMatchObject({
      operatingSystem: "REDHAT_ENTERPRISE_LINUX",
      rejected: ["kernel-debug*"],
      rules: [
        {
          approveAfterDays: 1,
          enableNonSecurity: false,
          complianceLevel: "CRITICAL",
          filters: [
            { key: "PRODUCT", values: ["*"] },
            { key: "CLASSIFICATION", values: ["Security"] },
            { key: "SEVERITY", values: ["Critical", "Important"] },
          ],
        },
        {
          approveAfterDays: 7,
          enableNonSecurity: true,
          complianceLevel: "MEDIUM",
          filters: [
            { key: "PRODUCT", values: ["*"] },
            { key: "CLASSIFICATION", values: ["Bugfix", "Enhancement"] },
          ],
        },
      ],
    });
  });

  it("write one rule without a delay for Ubuntu, whatever the document asks", () => {
    const plan = planned({
      baselines: `baselines:
  linux:
    systems: [ubuntu-22.04, ubuntu-24.04, suse-15]
    approve:
      - { classification: [security], after: 2d }
      - { classification: [bugfix], after: 7d }`,
    });

    const { baselines } = aws(plan, "prod", "eu-central-1");
    expect(baselines.filter((one) => one.operatingSystem === "UBUNTU")).toMatchObject([
      {
        operatingSystem: "UBUNTU",
        patchGroups: ["web.broad", "web.canary"],
        rules: [
          {
            approveAfterDays: 0,
            enableNonSecurity: true,
            filters: [
              { key: "PRODUCT", values: ["Ubuntu22.04", "Ubuntu24.04"] },
              { key: "PRIORITY", values: ["*"] },
            ],
          },
        ],
      },
    ]);
  });

  it("put the Windows releases of a baseline into one SSM baseline", () => {
    const plan = planned({
      baselines: `baselines:
  linux:
    systems: [windows-server-2019, windows-server-2022]
    approve: [{ classification: [security], severity: [high] }]
    reject: [KB5034441]`,
    });

    expect(canaryBaseline(plan)).toMatchObject({
      operatingSystem: "WINDOWS",
      rejected: ["KB5034441"],
      rules: [
        {
          enableNonSecurity: false,
          complianceLevel: "HIGH",
          filters: [
            { key: "PRODUCT", values: ["WindowsServer2019", "WindowsServer2022"] },
            { key: "CLASSIFICATION", values: ["SecurityUpdates"] },
            { key: "MSRC_SEVERITY", values: ["Important", "Unspecified"] },
          ],
        },
      ],
    });
  });

  it("run rings whose windows are equal in one window", () => {
    const plan = planned({
      windows:
        "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  same: { schedule: Every Sunday at 04:00 }\n  other: { schedule: every sunday at 04:00, cutoff: 2h }",
      groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    aws: { accounts: [prod], regions: [eu-central-1] }
    rings:
      - { name: one, window: same }
      - { name: two, window: sunday }
      - { name: three, window: other }`,
    });

    const { windows } = aws(plan, "prod", "eu-central-1");

    expect(windows.map(({ name, runs }) => [name, runs.map(({ ring }) => ring)])).toEqual([
      ["acme-sunday", ["one", "two"]],
      ["acme-other", ["three"]],
    ]);
  });

  it("put at most ten runs into a window, two tasks each", () => {
    const rings = Array.from({ length: 23 }, (_, index) => `{ name: r${index}, window: sunday }`);
    const plan = planned({
      groups: `groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [${rings.join(", ")}] }`,
    });

    expect(
      aws(plan, "prod", "eu-central-1").windows.map(({ name, runs }) => [name, runs.length]),
    ).toEqual([
      ["acme-sunday", 10],
      ["acme-sunday-2", 10],
      ["acme-sunday-3", 3],
    ]);
  });
});
