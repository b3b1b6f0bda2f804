/**
 * Which filter keys and values SSM has for each of its operating systems, written down from AWS's own texts
 * (DescribePatchProperties for keys, PatchFilter's published lists for values) and not from the model.
 */

interface SsmFilters {
  readonly systems: readonly string[];
  readonly keys: readonly string[];
  readonly CLASSIFICATION: readonly string[];
  /** SEVERITY or MSRC_SEVERITY. */
  readonly severity: readonly string[];
  readonly PRIORITY: readonly string[];
}

const none: readonly string[] = [];
const updateInfo = {
  keys: ["PRODUCT", "CLASSIFICATION", "SEVERITY"],
  CLASSIFICATION: ["Security", "Bugfix", "Enhancement", "Recommended", "Newpackage"],
  severity: ["Critical", "Important", "Medium", "Low"],
  PRIORITY: none,
};
const apt = {
  keys: ["PRODUCT", "PRIORITY", "SECTION"],
  CLASSIFICATION: none,
  severity: none,
  PRIORITY: ["Required", "Important", "Standard", "Optional", "Extra"],
};

export const ssmFilters: Readonly<Record<string, SsmFilters>> = {
  AMAZON_LINUX: { systems: ["amazon-linux-1"], ...updateInfo },
  AMAZON_LINUX_2: { systems: ["amazon-linux-2"], ...updateInfo },
  AMAZON_LINUX_2022: { systems: ["amazon-linux-2022"], ...updateInfo },
  AMAZON_LINUX_2023: { systems: ["amazon-linux-2023"], ...updateInfo },
  REDHAT_ENTERPRISE_LINUX: { systems: ["rhel-7", "rhel-8", "rhel-9", "rhel-10"], ...updateInfo },
  CENTOS: {
    systems: ["centos-7", "centos-8", "centos-stream-8", "centos-stream-9"],
    // The keys exist, and find nothing: the default repositories carry no update notices.
    keys: updateInfo.keys,
    CLASSIFICATION: none,
    severity: none,
    PRIORITY: none,
  },
  ROCKY_LINUX: { systems: ["rocky-linux-8", "rocky-linux-9", "rocky-linux-10"], ...updateInfo },
  ALMA_LINUX: { systems: ["alma-linux-8", "alma-linux-9", "alma-linux-10"], ...updateInfo },
  ORACLE_LINUX: { systems: ["oracle-linux-7", "oracle-linux-8", "oracle-linux-9"], ...updateInfo },
  SUSE: {
    systems: ["suse-12", "suse-15"],
    keys: updateInfo.keys,
    CLASSIFICATION: ["Security", "Recommended", "Optional", "Feature", "Document", "Yast"],
    severity: ["Critical", "Important", "Moderate", "Low"],
    PRIORITY: none,
  },
  UBUNTU: {
    systems: [
      "ubuntu-16.04",
      "ubuntu-18.04",
      "ubuntu-20.04",
      "ubuntu-22.04",
      "ubuntu-24.04",
      "ubuntu-25.04",
    ],
    ...apt,
  },
  DEBIAN: { systems: ["debian-10", "debian-11", "debian-12"], ...apt },
  RASPBIAN: { systems: ["raspbian-10"], ...apt },
  MACOS: {
    systems: ["macos-13", "macos-14", "macos-15"],
    keys: ["PRODUCT", "CLASSIFICATION"],
    CLASSIFICATION: ["Security"],
    severity: none,
    PRIORITY: none,
  },
  WINDOWS: {
    systems: [
      "windows-server-2012",
      "windows-server-2012-r2",
      "windows-server-2016",
      "windows-server-2019",
      "windows-server-2022",
      "windows-server-2025",
    ],
    keys: ["PATCH_SET", "PRODUCT", "PRODUCT_FAMILY", "CLASSIFICATION", "MSRC_SEVERITY"],
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
    severity: ["Critical", "Important", "Moderate", "Low", "Unspecified"],
    PRIORITY: none,
  },
};
