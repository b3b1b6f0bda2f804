/** The words of the document for kinds of patch, and the filter keys that SSM has for them. */

/** Our classification words; each family of systems knows some of them. */
export const classifications = [
  "security",
  "critical",
  "bugfix",
  "enhancement",
  "recommended",
  "optional",
  "feature",
  "new-package",
  "definition",
  "rollup",
  "service-pack",
  "feature-pack",
  "driver",
  "tool",
  "upgrade",
  "document",
  "yast",
] as const;
export type Classification = (typeof classifications)[number];

/** Priorities of packages in Debian's family. */
export const priorities = ["required", "important", "standard", "optional", "extra"] as const;
export type Priority = (typeof priorities)[number];

/** The filter keys that SSM accepts in a patch baseline for at least one operating system. */
export type SsmFilterKey =
  | "PATCH_SET"
  | "PRODUCT"
  | "PRODUCT_FAMILY"
  | "CLASSIFICATION"
  | "SEVERITY"
  | "MSRC_SEVERITY"
  | "PRIORITY"
  | "SECTION";
