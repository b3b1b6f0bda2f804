/**
 * The values that SSM knows for the filter keys of each operating system, where they are a closed list: products and
 * sections change with every release, and are the vendor's to name.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchFilter.html
 */
import type { OperatingSystem } from "./operatingSystems";

type Values = Readonly<Partial<Record<string, readonly string[]>>>;

const notices = ["Security", "Bugfix", "Enhancement", "Recommended", "Newpackage"];

const amazon: Values = {
  CLASSIFICATION: notices,
  SEVERITY: ["Critical", "Important", "Medium", "Low"],
};

/** Older texts of SSM say Medium, Red Hat itself says Moderate; both are taken. */
const redHat: Values = {
  CLASSIFICATION: notices,
  SEVERITY: ["Critical", "Important", "Medium", "Moderate", "Low", "None"],
};

const debian: Values = { PRIORITY: ["Required", "Important", "Standard", "Optional", "Extra"] };

const suse: Values = {
  CLASSIFICATION: ["Security", "Recommended", "Optional", "Feature", "Document", "Yast"],
  SEVERITY: ["Critical", "Important", "Moderate", "Low"],
};

const windows: Values = {
  PATCH_SET: ["OS", "APPLICATION"],
  CLASSIFICATION: [
    ...["CriticalUpdates", "DefinitionUpdates", "Drivers", "FeaturePacks", "SecurityUpdates"],
    ...["ServicePacks", "Tools", "UpdateRollups", "Updates", "Upgrades"],
  ],
  MSRC_SEVERITY: ["Critical", "Important", "Moderate", "Low", "Unspecified"],
};

const valuesOf: Readonly<Record<OperatingSystem, Values>> = {
  AMAZON_LINUX: amazon,
  AMAZON_LINUX_2: amazon,
  AMAZON_LINUX_2022: amazon,
  AMAZON_LINUX_2023: amazon,
  ALMA_LINUX: redHat,
  CENTOS: redHat,
  ORACLE_LINUX: redHat,
  REDHAT_ENTERPRISE_LINUX: redHat,
  ROCKY_LINUX: redHat,
  DEBIAN: debian,
  RASPBIAN: debian,
  UBUNTU: debian,
  MACOS: { CLASSIFICATION: ["Security"] },
  SUSE: suse,
  WINDOWS: windows,
};

/** Values of a key on a system; undefined when they are no closed list. */
export function filterValues(system: OperatingSystem, key: string): readonly string[] | undefined {
  // A caller without types may name a system that there is none of: that is another fault's matter.
  return (valuesOf[system] as Values | undefined)?.[key];
}
