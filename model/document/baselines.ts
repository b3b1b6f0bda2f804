/** Which patches are approved, and when: baselines, and the vendors' words for severities. */
import { classifications, systemIds } from "../systems";
import { listOf, mapping, oneOf, patternText } from "./parsed";
import { wholeDays } from "./times";

const severity = oneOf(["critical", "high", "medium", "low"]);

const approval = mapping({
  classification: listOf(oneOf(classifications), "classifications such as security")
    .min(1, {
      error: () => "must name at least one classification",
    })
    .describe("Kinds of patch that the rule approves"),
  severity: listOf(severity, "severities")
    .min(1, { error: () => "must name at least one severity, or be left out for all" })
    .optional()
    .describe("Only these severities; all when left out"),
  after: wholeDays(0, 360).prefault("0d").describe("Days between release and approval"),
});

export const baseline = mapping({
  systems: listOf(oneOf(systemIds), "operating systems such as amazon-linux-2023")
    .min(1, {
      error: () => "must name at least one operating system",
    })
    .describe("Operating systems it is for"),
  approve: listOf(approval, "approval rules")
    .min(1, { error: () => "must have at least one approval rule" })
    .max(10, { error: () => "must have at most 10 approval rules, which is SSM's limit" })
    .prefault([{ classification: ["security"] }])
    .describe("What is approved, and when: the earliest rule that matches a patch counts"),
  reject: listOf(
    patternText(
      /^(?:KB\d{6,8}|(?!KB\d)[A-Za-z0-9][A-Za-z0-9+._:-]{0,98}\*?)$/,
      "a package name, with * only at its end, or a KB number such as KB5034441",
    ),
    "package names and KB numbers",
  )
    .max(50, { error: () => "must have at most 50 entries, which is SSM's limit" })
    .default([])
    .describe("Never installed"),
});

const vendorWords = listOf(
  patternText(/^[a-z]{2,20}$/, "a vendor's severity word in lower case, such as important"),
  "vendors' severity words",
);

/** Vendors' words in lower case → ours. */
export const severities = mapping({
  critical: vendorWords.default(["critical"]).describe("Words that mean critical"),
  high: vendorWords.default(["important", "unspecified"]).describe("Words that mean high"),
  medium: vendorWords.default(["moderate", "medium"]).describe("Words that mean medium"),
  low: vendorWords.default(["low"]).describe("Words that mean low"),
});
