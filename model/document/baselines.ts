/** Which patches are approved, and when: baselines, and the vendors' words for severities. */
import { systemIds } from "../systems";
import { approval, globalFilters } from "./approvals";
import { complianceLevel, complianceLevels, defaultComplianceLevel } from "./complianceLevel";
import { listOf, mapping, oneOf, patternText, truth } from "./parsed";
import { patchSource } from "./patchSources";

/** SSM's limit of approved and of rejected patches (PatchIdList); an entry has at most 100 characters (PatchId). */
const mostEntries = 50;

/** `name`, with one `*`, `name=version`, or an id; which system takes which form is checked beside the systems. */
const entryText = patternText(
  /^(?=.{1,100}$)(?:KB\d{6,7}|(?!KB\d)(?:[A-Za-z0-9][A-Za-z0-9+._:-]*(?:\*[A-Za-z0-9+._:-]*)?|[A-Za-z0-9][A-Za-z0-9+._:-]*=[A-Za-z0-9+.~_:-]+))$/,
  "a package name, with one * at most and at most 100 characters, name=version, an id such as CVE-2026-1234, or a KB number such as KB5034441",
);

/** Everything but the other word. */
const defaultRejectAction = "block";

function patchList() {
  return listOf(entryText, "package names, ids and KB numbers").max(mostEntries, {
    error: () => `must have at most ${mostEntries} entries, which is SSM's limit`,
  });
}

export const baseline = mapping({
  systems: listOf(oneOf(systemIds), "operating systems such as amazon-linux-2023")
    .min(1, {
      error: () => "must name at least one operating system",
    })
    .meta({
      description: "Operating systems it is for",
      examples: [["amazon-linux-2023", "rhel-9", "ubuntu-24.04"]],
    }),
  approve: listOf(approval, "approval rules")
    .min(1, { error: () => "must have at least one approval rule" })
    .max(10, { error: () => "must have at most 10 approval rules, which is SSM's limit" })
    .prefault([{ classification: ["security"] }])
    .meta({
      description: "What is approved, and when: the earliest rule that matches a patch counts",
      examples: [[{ classification: ["security"], after: "2d" }]],
    }),
  approved: patchList()
    .default([])
    .meta({
      description: "Installed whatever the rules say, delays included; no promise rests on it",
      examples: [["openssl*", "CVE-2026-1234", "KB5034441"]],
    }),
  approvedComplianceLevel: complianceLevel()
    .optional()
    .meta({
      description: `How bad it is when an approved patch is missing (AWS): ${complianceLevels.join(", ")}`,
      default: defaultComplianceLevel,
      examples: ["critical"],
    }),
  approvedNonSecurity: truth()
    .default(false)
    .meta({
      description: "Approved packages also when the update is no security update (AWS, Linux)",
      examples: [true],
    }),
  reject: patchList()
    .default([])
    .meta({ description: "Never installed", examples: [["kernel-debug*", "KB5034441"]] }),
  rejectAction: oneOf(["block", "allowAsDependency"])
    .optional()
    .meta({
      description: "Whether a rejected package may come in as the dependency of another (AWS)",
      default: defaultRejectAction,
      examples: ["allowAsDependency"],
    }),
  globalFilters: globalFilters.optional().meta({
    description: "What a patch must match before any rule looks at it; everything when left out",
    examples: [{ classification: ["security"] }],
  }),
  availableSecurityUpdates: oneOf(["compliant", "nonCompliant"])
    .optional()
    .meta({
      description:
        "What a machine is that lacks a security update which is released and not approved yet (AWS, Windows); SSM's own choice when left out",
      examples: ["nonCompliant"],
    }),
  sources: listOf(patchSource, "package repositories")
    .max(20, { error: () => "must have at most 20 repositories, which is SSM's limit" })
    .default([])
    .meta({
      description:
        "Repositories of packages (AWS, Linux). They replace the machine's own: list those again that are still wanted",
      examples: [
        [
          {
            name: "internal",
            products: ["RedhatEnterpriseLinux9.4"],
            configuration: "[main]\nname=internal\nbaseurl=https://mirror.acme.example/rhel9",
          },
        ],
      ],
    }),
  excludeKbsRequiringReboot: truth()
    .default(false)
    .meta({
      description:
        "Leaves out every update that needs a reboot (Azure, Windows): then no promise rests on the schedule",
      examples: [true],
    }),
});

const vendorWords = listOf(
  patternText(/^[a-z]{2,20}$/, "a vendor's severity word in lower case, such as important"),
  "vendors' severity words",
);

/** Vendors' words in lower case → ours. */
export const severities = mapping({
  critical: vendorWords
    .default(["critical"])
    .meta({ description: "Words that mean critical", examples: [["critical"]] }),
  high: vendorWords
    .default(["important", "unspecified"])
    .meta({ description: "Words that mean high", examples: [["important", "unspecified"]] }),
  medium: vendorWords
    .default(["moderate", "medium"])
    .meta({ description: "Words that mean medium", examples: [["moderate", "medium"]] }),
  low: vendorWords
    .default(["low"])
    .meta({ description: "Words that mean low", examples: [["low"]] }),
});
