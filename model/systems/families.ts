/** Families of systems: those of one family are selected, dated and named alike by the patching services. */
import type { Classification, Priority, SsmFilterKey } from "./words";

export type SystemKind = "linux" | "windows" | "macos";
export type Family = "redhat" | "centos" | "suse" | "debian" | "windows" | "macos";

/** What the patching services know about a family. Words on the left are ours or, for severities, the vendor's in lower case. */
export interface FamilyFacts {
  readonly kind: SystemKind;
  /** What installs packages: it decides the forms of names in approved and rejected lists. */
  readonly packages: "rpm" | "zypper" | "apt" | "brew" | "windowsUpdate";
  /**
   * How SSM finds patches: `notices` carry a classification (and mostly a severity), `repositories` tell
   * security from the rest, and with neither it is `everything` or nothing.
   */
  readonly selection: "notices" | "repositories" | "everything";
  /** False where neither service can delay approval: the vendor's feed has no usable release date. */
  readonly approvalDelay: boolean;
  /** False where SSM installs packages only and leaves the operating system itself alone. */
  readonly systemUpdates: boolean;
  readonly ssmFilterKeys: readonly SsmFilterKey[];
  /** SSM filter values; a family without a classification filter that helps has none. */
  readonly ssmClassifications: Partial<Readonly<Record<Classification, string>>>;
  /** SSM's filter key for severities; absent where the feed carries none. */
  readonly ssmSeverityKey?: "SEVERITY" | "MSRC_SEVERITY";
  readonly ssmSeverities: Readonly<Record<string, string>>;
  readonly ssmPriorities: Partial<Readonly<Record<Priority, string>>>;
}

const notices = {
  selection: "notices",
  approvalDelay: true,
  systemUpdates: true,
  ssmPriorities: {},
} as const;

const rpmKeys = ["PRODUCT", "CLASSIFICATION", "SEVERITY"] as const;

/**
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchProperties.html (keys)
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchFilter.html (values)
 */
export const families: Readonly<Record<Family, FamilyFacts>> = {
  redhat: {
    ...notices,
    kind: "linux",
    packages: "rpm",
    ssmFilterKeys: rpmKeys,
    ssmClassifications: {
      security: "Security",
      bugfix: "Bugfix",
      enhancement: "Enhancement",
      recommended: "Recommended",
      "new-package": "Newpackage",
    },
    ssmSeverityKey: "SEVERITY",
    ssmSeverities: { critical: "Critical", important: "Important", medium: "Medium", low: "Low" },
  },
  // The default repositories carry no update notices: filters on them find nothing, and no release has a date.
  centos: {
    kind: "linux",
    packages: "rpm",
    selection: "everything",
    approvalDelay: false,
    systemUpdates: true,
    ssmFilterKeys: rpmKeys,
    ssmClassifications: {},
    ssmSeverities: {},
    ssmPriorities: {},
  },
  suse: {
    ...notices,
    kind: "linux",
    packages: "zypper",
    ssmFilterKeys: rpmKeys,
    ssmClassifications: {
      security: "Security",
      bugfix: "Recommended",
      recommended: "Recommended",
      optional: "Optional",
      feature: "Feature",
      document: "Document",
      yast: "Yast",
    },
    ssmSeverityKey: "SEVERITY",
    ssmSeverities: {
      critical: "Critical",
      important: "Important",
      moderate: "Moderate",
      low: "Low",
    },
  },
  debian: {
    kind: "linux",
    packages: "apt",
    selection: "repositories",
    approvalDelay: false,
    systemUpdates: true,
    ssmFilterKeys: ["PRODUCT", "PRIORITY", "SECTION"],
    ssmClassifications: {},
    ssmSeverities: {},
    ssmPriorities: {
      required: "Required",
      important: "Important",
      standard: "Standard",
      optional: "Optional",
      extra: "Extra",
    },
  },
  windows: {
    ...notices,
    kind: "windows",
    packages: "windowsUpdate",
    ssmFilterKeys: ["PATCH_SET", "PRODUCT", "PRODUCT_FAMILY", "CLASSIFICATION", "MSRC_SEVERITY"],
    ssmClassifications: {
      security: "SecurityUpdates",
      critical: "CriticalUpdates",
      bugfix: "Updates",
      definition: "DefinitionUpdates",
      rollup: "UpdateRollups",
      "service-pack": "ServicePacks",
      "feature-pack": "FeaturePacks",
      driver: "Drivers",
      tool: "Tools",
      upgrade: "Upgrades",
    },
    ssmSeverityKey: "MSRC_SEVERITY",
    ssmSeverities: {
      critical: "Critical",
      important: "Important",
      moderate: "Moderate",
      low: "Low",
      unspecified: "Unspecified",
    },
  },
  macos: {
    ...notices,
    kind: "macos",
    packages: "brew",
    systemUpdates: false,
    ssmFilterKeys: ["PRODUCT", "CLASSIFICATION"],
    ssmClassifications: { security: "Security" },
    ssmSeverities: {},
  },
};
