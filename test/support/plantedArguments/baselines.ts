/** Wrong arguments of the components around patch baselines. */
import { DefaultPatchBaseline, PatchBaseline, PatchGroup } from "../../../components/aws";
import type { PatchBaselineArgs } from "../../../components/aws/baselines/patchBaseline";
import { planted } from "./plantedArgument";

const region = "eu-central-1";
const rule = { approveAfterDays: 2, filters: [{ key: "CLASSIFICATION", values: ["Security"] }] };
const linux = { region, operatingSystem: "AMAZON_LINUX_2023", approvalRules: [rule] };
const ruled = (change: object) => ({ approvalRules: [{ ...rule, ...change }] });
const filtered = (key: string, ...values: string[]) => ruled({ filters: [{ key, values }] });
const repository = { name: "mirror", products: ["AmazonLinux2023"], configuration: "baseurl=x" };
const regionForm = "must be a region such as eu-central-1";
const idForm = "must be a baseline's id such as pb-0123456789abcdef0, or its ARN";

export const patchBaselineFaults = planted(
  "PatchBaseline",
  (args) => new PatchBaseline("web", { ...linux, ...args } as unknown as PatchBaselineArgs),
  [
    [
      "a zone for a region",
      { region: "eu-central-1a" },
      `region ${regionForm}, got "eu-central-1a"`,
    ],
    [
      "a name of two letters",
      { baselineName: "ab" },
      'baselineName must be 3–128 letters, digits, _, - and ., got "ab"',
    ],
    ["no description", { description: "" }, 'description must be 1–981 characters, got ""'],
    [
      "a description beyond the limit",
      { description: "x".repeat(1025) },
      "description must be 1–981 characters, got 1025",
    ],
    [
      "a day that February lacks",
      ruled({ approveAfterDays: undefined, approveUntilDate: "2026-02-30" }),
      'approvalRules[0].approveUntilDate must be a day such as 2026-12-31, got "2026-02-30"',
    ],
    [
      "half a day of delay",
      ruled({ approveAfterDays: 2.5 }),
      "approvalRules[0].approveAfterDays must be a whole number 0–360, got 2.5",
    ],
    [
      "Windows' word for a severity on Amazon Linux",
      filtered("SEVERITY", "Moderate"),
      'approvalRules[0].filters[0].values must be of Critical, Important, Medium, Low or * on AMAZON_LINUX_2023, got "Moderate"',
    ],
    [
      "a classification in small letters",
      filtered("CLASSIFICATION", "security"),
      'approvalRules[0].filters[0].values must be of Security, Bugfix, Enhancement, Recommended, Newpackage or * on AMAZON_LINUX_2023, got "security"',
    ],
    [
      "a value twice",
      filtered("PRODUCT", "AmazonLinux2023", "AmazonLinux2023"),
      'approvalRules[0].filters[0].values must hold each value once, got "AmazonLinux2023" twice',
    ],
    [
      "a level of Security Hub's",
      ruled({ complianceLevel: "INFO" }),
      'approvalRules[0].complianceLevel must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNSPECIFIED, got "INFO"',
    ],
    [
      "a KB number on Linux",
      { approvedPatches: ["KB5034441"] },
      'approvedPatches must hold CVE ids, Bugzilla ids, advisories such as RHSA-2026:1234, whole package names, names with * at the end, names with one * anywhere on AMAZON_LINUX_2023, got "KB5034441"',
    ],
    [
      "a CVE id among rejected packages",
      { rejectedPatches: ["CVE-2026-1234"] },
      'rejectedPatches must hold whole package names, names with * at the end, names with one * anywhere on AMAZON_LINUX_2023, got "CVE-2026-1234"',
    ],
    [
      "an action that there is none of",
      { rejectedPatchesAction: "DENY" },
      'rejectedPatchesAction must be one of ALLOW_AS_DEPENDENCY, BLOCK, got "DENY"',
    ],
    [
      "two repositories of one name",
      { sources: [repository, repository] },
      'sources[1].name must be used once, got "mirror" twice',
    ],
    [
      "a Windows status on Linux",
      { availableSecurityUpdatesComplianceStatus: "COMPLIANT" },
      "availableSecurityUpdatesComplianceStatus must not be set on AMAZON_LINUX_2023: it is for Windows only",
    ],
    [
      "a tag of AWS's own",
      { tags: { "aws:owner": "me" } },
      'tags must have keys of 1–128 characters that do not begin with aws: and values of up to 256, got "aws:owner"',
    ],
    [
      "more tags than AWS takes",
      { tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, "x"])) },
      "tags must be at most 49, got 50",
    ],
  ],
);

export const patchGroupFaults = planted(
  "PatchGroup",
  (args) =>
    new PatchGroup("web", {
      region,
      patchGroup: "web.all",
      baselineId: "pb-0123456789abcdef0",
      ...args,
    }),
  [
    ["no region", { region: "" }, `region ${regionForm}, got ""`],
    [
      "no name",
      { patchGroup: "" },
      'patchGroup must be 1–256 letters, digits, spaces and _.:/=+-@, got ""',
    ],
    [
      "a baseline's name for its id",
      { baselineId: "linux" },
      'baselineId must be a baseline\'s id or ARN, got "linux"',
    ],
  ],
);

export const defaultBaselineFaults = planted(
  "DefaultPatchBaseline",
  (args) =>
    new DefaultPatchBaseline("web", {
      region,
      operatingSystem: "WINDOWS",
      baselineId: "pb-0123456789abcdef0",
      ...args,
    }),
  [
    [
      "a region in capitals",
      { region: "EU-CENTRAL-1" },
      `region ${regionForm}, got "EU-CENTRAL-1"`,
    ],
    [
      "a system that SSM does not know",
      { operatingSystem: "BEOS" },
      'operatingSystem must be one of WINDOWS, AMAZON_LINUX, AMAZON_LINUX_2, AMAZON_LINUX_2022, AMAZON_LINUX_2023, UBUNTU, REDHAT_ENTERPRISE_LINUX, SUSE, CENTOS, ORACLE_LINUX, DEBIAN, MACOS, RASPBIAN, ROCKY_LINUX, ALMA_LINUX, got "BEOS"',
    ],
    [
      "AWS's name of a baseline for its ARN",
      { baselineId: "AWS-DefaultPatchBaseline" },
      `baselineId ${idForm}, got "AWS-DefaultPatchBaseline"`,
    ],
  ],
);
