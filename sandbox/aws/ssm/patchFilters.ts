/**
 * Which patch filters an operating system knows. Keys: DescribePatchProperties; values: PatchFilter's older published
 * text. Values that vary with every release (PRODUCT, SECTION) are not checked.
 */

const rpm = ["PRODUCT", "CLASSIFICATION", "SEVERITY"];
const apt = ["PRODUCT", "PRIORITY", "SECTION"];

/** ALMA, ROCKY, RASPBIAN and AMAZON_LINUX_2022 are not listed there: taken as the system they derive from. */
const keysBySystem: Readonly<Record<string, readonly string[]>> = {
  AMAZON_LINUX: rpm,
  AMAZON_LINUX_2: rpm,
  AMAZON_LINUX_2022: rpm,
  AMAZON_LINUX_2023: rpm,
  CENTOS: rpm,
  ORACLE_LINUX: rpm,
  REDHAT_ENTERPRISE_LINUX: rpm,
  ROCKY_LINUX: rpm,
  ALMA_LINUX: rpm,
  SUSE: rpm,
  DEBIAN: apt,
  UBUNTU: apt,
  RASPBIAN: apt,
  MACOS: ["PRODUCT", "CLASSIFICATION"],
  WINDOWS: ["PATCH_SET", "PRODUCT", "PRODUCT_FAMILY", "CLASSIFICATION", "MSRC_SEVERITY"],
};

const rpmValues: Readonly<Record<string, readonly string[]>> = {
  CLASSIFICATION: ["Security", "Bugfix", "Enhancement", "Recommended", "Newpackage"],
  SEVERITY: ["Critical", "Important", "Medium", "Low"],
};

const redHatValues: Readonly<Record<string, readonly string[]>> = {
  CLASSIFICATION: rpmValues["CLASSIFICATION"] ?? [],
  // Red Hat's own word is Moderate, older API text says Medium; both are accepted.
  SEVERITY: ["Critical", "Important", "Medium", "Moderate", "Low", "None"],
};

const aptValues: Readonly<Record<string, readonly string[]>> = {
  PRIORITY: ["Required", "Important", "Standard", "Optional", "Extra"],
};

const valuesBySystem: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  AMAZON_LINUX: rpmValues,
  AMAZON_LINUX_2: rpmValues,
  AMAZON_LINUX_2022: rpmValues,
  AMAZON_LINUX_2023: rpmValues,
  CENTOS: redHatValues,
  ORACLE_LINUX: redHatValues,
  REDHAT_ENTERPRISE_LINUX: redHatValues,
  ROCKY_LINUX: redHatValues,
  ALMA_LINUX: redHatValues,
  SUSE: {
    CLASSIFICATION: ["Security", "Recommended", "Optional", "Feature", "Document", "Yast"],
    SEVERITY: ["Critical", "Important", "Moderate", "Low"],
  },
  DEBIAN: aptValues,
  UBUNTU: aptValues,
  RASPBIAN: aptValues,
  WINDOWS: {
    PATCH_SET: ["OS", "APPLICATION"],
    CLASSIFICATION: [
      "CriticalUpdates",
      "DefinitionUpdates",
      "Drivers",
      "FeaturePacks",
      "SecurityUpdates",
      "ServicePacks",
      "Tools",
      "UpdateRollups",
      "Updates",
      "Upgrades",
    ],
    MSRC_SEVERITY: ["Critical", "Important", "Moderate", "Low", "Unspecified"],
  },
};

/** Filter keys of a system; undefined for a system that is not known here (the enum refuses it). */
export function filterKeys(system: string): readonly string[] | undefined {
  return keysBySystem[system];
}

/** Values of a filter key; undefined when they are not a closed list. */
export function filterValues(system: string, key: string): readonly string[] | undefined {
  return valuesBySystem[system]?.[key];
}

/** False where the repositories carry no release date. */
export function delayIsSupported(system: string): boolean {
  return !["UBUNTU", "DEBIAN", "RASPBIAN"].includes(system);
}
