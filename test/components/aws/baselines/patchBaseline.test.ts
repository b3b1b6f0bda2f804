import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import {
  PatchBaseline,
  type PatchBaselineArgs,
} from "../../../../components/aws/baselines/patchBaseline";
import { deploy, outputValue } from "../../../support/mocks";

const security = {
  approveAfterDays: 2,
  filters: [{ key: "CLASSIFICATION", values: ["Security"] }],
} as const;

const windowsSecurity = {
  filters: [{ key: "CLASSIFICATION", values: ["SecurityUpdates"] }],
} as const;

const linux: PatchBaselineArgs = {
  region: "eu-central-1",
  operatingSystem: "AMAZON_LINUX_2023",
  approvalRules: [security],
};

function refusal(args: PatchBaselineArgs): Promise<string> {
  return deploy(() => new PatchBaseline("web", args)).then(
    () => "",
    (error: Error) => error.message,
  );
}

describe("PatchBaseline", () => {
  it("registers one baseline with its rules, and gives its id", async () => {
    const { result, resources, only } = await deploy(() => new PatchBaseline("web", linux));

    const baseline = only("aws:ssm/patchBaseline:PatchBaseline");
    expect(resources).toHaveLength(2);
    expect(baseline.parentType).toBe("patchwarden:aws:PatchBaseline");
    expect(baseline.inputs).toMatchObject({
      region: "eu-central-1",
      name: "web",
      operatingSystem: "AMAZON_LINUX_2023",
      approvalRules: [
        {
          approveAfterDays: 2,
          complianceLevel: "UNSPECIFIED",
          enableNonSecurity: false,
          patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }],
        },
      ],
      rejectedPatchesAction: "BLOCK",
      tags: { ManagedBy: "patchwarden" },
    });
    expect(await outputValue(result.baselineId)).toBe(baseline.id);
  });

  it("registers every option that is set, and no other", async () => {
    const source = { name: "mirror", products: ["AmazonLinux2023"], configuration: "baseurl=x" };
    const options = {
      approvedPatches: ["openssl*"],
      approvedPatchesComplianceLevel: "HIGH",
      approvedPatchesEnableNonSecurity: true,
      rejectedPatchesAction: "ALLOW_AS_DEPENDENCY",
      globalFilters: [{ key: "CLASSIFICATION", values: ["Security"] }],
      sources: [source],
    } as const;
    const dated = { filters: security.filters, approveUntilDate: "2026-12-31" };

    const { only } = await deploy(
      () => new PatchBaseline("web", { ...linux, ...options, approvalRules: [dated] }),
    );

    const { inputs } = only("aws:ssm/patchBaseline:PatchBaseline");
    const [rule] = inputs["approvalRules"] as readonly object[];
    expect(inputs).toMatchObject(options);
    expect(inputs).not.toHaveProperty("availableSecurityUpdatesComplianceStatus");
    expect(rule).toMatchObject({ approveUntilDate: "2026-12-31" });
    expect(rule).not.toHaveProperty("approveAfterDays");
  });

  describe("says in its description what it says of patches", () => {
    const marked = async (args: PatchBaselineArgs) => {
      const { result, only } = await deploy(() => new PatchBaseline("web", args));
      const { inputs } = only("aws:ssm/patchBaseline:PatchBaseline");
      return [await outputValue(result.contentMark), String(inputs["description"])] as const;
    };

    it("after the caller's own words, and gives it to rings", async () => {
      const [mark, description] = await marked({ ...linux, description: "Web servers" });

      expect(mark).toMatch(/^AMAZON_LINUX_2023 [0-9a-f]{16}$/);
      expect(description).toBe(`Web servers [${mark}]`);
    });

    it("alike where it says the same, whatever it is called and wherever it stands", async () => {
      const [mark] = await marked(linux);
      const { approveAfterDays, filters } = security;
      const [same] = await marked({
        ...{ ...linux, region: "eu-west-1", baselineName: "other", tags: { team: "web" } },
        ...{ approvalRules: [{ filters, approveAfterDays }], rejectedPatches: [] },
      });

      expect(same).toBe(mark);
    });

    it.each<[string, Partial<PatchBaselineArgs>]>([
      ["the delay", { approvalRules: [{ ...security, approveAfterDays: 3 }] }],
      ["an approved patch", { approvedPatches: ["openssl*"] }],
      ["a rejected patch that is known later", { rejectedPatches: [pulumi.output("kernel")] }],
      ["what becomes of rejected ones", { rejectedPatchesAction: "ALLOW_AS_DEPENDENCY" }],
      ["the system", { operatingSystem: "AMAZON_LINUX_2" }],
      ["a filter", { globalFilters: [{ key: "CLASSIFICATION", values: ["Security"] }] }],
    ])("in another way when it differs in %s", async (_case, change) => {
      const [[mark], [other]] = [await marked(linux), await marked({ ...linux, ...change })];

      expect(other).not.toBe(mark);
    });
  });

  it.each<[string, Partial<PatchBaselineArgs>, string]>([
    [
      "a delay above a year",
      { approvalRules: [{ ...security, approveAfterDays: 400 }] },
      "approvalRules[0].approveAfterDays must be a whole number 0–360, got 400",
    ],
    [
      "a delay on Ubuntu",
      {
        operatingSystem: "UBUNTU",
        approvalRules: [
          { approveAfterDays: 7, filters: [{ key: "PRIORITY", values: ["Required"] }] },
        ],
      },
      "approvalRules[0].approveAfterDays must be 0 on UBUNTU, whose repositories carry no release dates, got 7",
    ],
    [
      "a filter that the system lacks",
      {
        operatingSystem: "WINDOWS",
        approvalRules: [{ ...security, filters: [{ key: "SEVERITY", values: ["Critical"] }] }],
      },
      'approvalRules[0].filters[0].key must be one of PATCH_SET, PRODUCT, PRODUCT_FAMILY, CLASSIFICATION, MSRC_SEVERITY, got "SEVERITY"',
    ],
    [
      "more than four filters",
      {
        approvalRules: [{ ...security, filters: Array(5).fill({ key: "PRODUCT", values: ["*"] }) }],
      },
      "approvalRules[0].filters must be 1–4, got 5",
    ],
    [
      "non-security patches on Windows",
      {
        operatingSystem: "WINDOWS",
        approvalRules: [{ ...security, ...windowsSecurity, enableNonSecurity: true }],
      },
      "approvalRules[0].enableNonSecurity must be false on WINDOWS: it is for Linux only",
    ],
    [
      "more than ten rules",
      { approvalRules: Array(11).fill(security) },
      "approvalRules must be at most 10, got 11",
    ],
    [
      "a patch that is approved and rejected",
      { approvedPatches: ["CVE-2026-1"], rejectedPatches: ["CVE-2026-1"] },
      'approvedPatches must not hold the rejected patch "CVE-2026-1"',
    ],
    [
      "more than fifty rejected patches",
      { rejectedPatches: Array.from({ length: 51 }, (_, index) => `package-${index}`) },
      "rejectedPatches must hold 0–50 values, got 51",
    ],
    [
      "a name that SSM does not take",
      { baselineName: "web baseline" },
      'baselineName must be 3–128 letters, digits, _, - and ., got "web baseline"',
    ],
    [
      "a rule without a delay and a date",
      { approvalRules: [{ filters: security.filters }] },
      "approvalRules[0] must have approveAfterDays or approveUntilDate, got neither",
    ],
    [
      "a rule with a delay and a date",
      { approvalRules: [{ ...security, approveUntilDate: "2026-12-31" }] },
      "approvalRules[0] must have approveAfterDays or approveUntilDate, got both",
    ],
    [
      "a date that is none",
      { approvalRules: [{ filters: security.filters, approveUntilDate: "31.12.2026" }] },
      'approvalRules[0].approveUntilDate must be a day such as 2026-12-31, got "31.12.2026"',
    ],
    [
      "a date on Debian",
      {
        operatingSystem: "DEBIAN",
        approvalRules: [
          {
            approveUntilDate: "2026-12-31",
            filters: [{ key: "SECTION", values: ["net"] }],
          },
        ],
      },
      'approvalRules[0].approveUntilDate must not be set on DEBIAN, whose repositories carry no release dates, got "2026-12-31"',
    ],
    [
      "five global filters",
      { globalFilters: Array(5).fill({ key: "PRODUCT", values: ["*"] }) },
      "globalFilters must be 0–4, got 5",
    ],
    [
      "a global filter that the system lacks",
      { globalFilters: [{ key: "PRIORITY", values: ["Required"] }] },
      'globalFilters[0].key must be one of PRODUCT, CLASSIFICATION, SEVERITY, got "PRIORITY"',
    ],
    [
      "repositories on Windows",
      {
        operatingSystem: "WINDOWS",
        approvalRules: [{ ...security, ...windowsSecurity }],
        sources: [{ name: "mirror", products: ["WindowsServer2022"], configuration: "x" }],
      },
      "sources must not be set on WINDOWS: it is for Linux only",
    ],
    [
      "a repository without a configuration",
      { sources: [{ name: "mirror", products: ["AmazonLinux2023"], configuration: "" }] },
      'sources[0].configuration must be 1–1024 characters, got ""',
    ],
    [
      "a repository's name that SSM does not take",
      { sources: [{ name: "x", products: ["AmazonLinux2023"], configuration: "y" }] },
      'sources[0].name must be 3–50 letters, digits, _, - and ., got "x"',
    ],
    [
      "approved updates beyond security on macOS",
      { operatingSystem: "MACOS", approvedPatchesEnableNonSecurity: true },
      "approvedPatchesEnableNonSecurity must not be set on MACOS: it is for Linux only",
    ],
    [
      "the status of available updates on Linux",
      { availableSecurityUpdatesComplianceStatus: "COMPLIANT" },
      "availableSecurityUpdatesComplianceStatus must not be set on AMAZON_LINUX_2023: it is for Windows only",
    ],
    ["no region", { region: "" }, 'region must be a region such as eu-central-1, got ""'],
  ])("refuses %s", async (_case, args, complaint) => {
    expect(await refusal({ ...linux, ...args })).toBe(`PatchBaseline "web": ${complaint}`);
  });

  it("refuses with every fault at once, before a child is registered", async () => {
    const { result, resources } = await deploy(() => {
      try {
        return new PatchBaseline("web", {
          ...linux,
          region: "here",
          baselineName: "x",
          approvalRules: [{ ...security, approveAfterDays: -1 }],
        });
      } catch (error) {
        return error instanceof Error ? error.message.split("\n") : [];
      }
    });

    expect(result).toHaveLength(3);
    expect(resources.map(({ type }) => type)).toEqual(["patchwarden:aws:PatchBaseline"]);
  });

  it("refuses a fault inside an Output with the same text", async () => {
    const { rejections, ofType } = await deploy(
      () =>
        new PatchBaseline("web", {
          ...linux,
          approvalRules: [{ ...security, approveAfterDays: pulumi.output(400) }],
        }),
    );

    expect(ofType("aws:ssm/patchBaseline:PatchBaseline")).toHaveLength(0);
    expect(rejections.join("\n")).toContain(
      'PatchBaseline "web": approvalRules[0].approveAfterDays must be a whole number 0–360, got 400',
    );
  });

  it("takes a value that is unknown in a preview", async () => {
    const { rejections, only } = await deploy(
      () => {
        const earlier = new PatchBaseline("earlier", linux);
        return new PatchBaseline("web", { ...linux, approvedPatches: [earlier.baselineId] });
      },
      { preview: true },
    ).then((deployment) => ({
      ...deployment,
      only: () => deployment.ofType("aws:ssm/patchBaseline:PatchBaseline"),
    }));

    expect(rejections).toEqual([]);
    expect(only()).toHaveLength(2);
  });
});
