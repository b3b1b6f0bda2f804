/** The releases that a policy can name, each with the names that SSM has for it and who supports it. */
import type { Family } from "./families";

/**
 * What the vendor's own page of supported systems says: `listed`; `former`, listed once and no longer tested;
 * `derived`, not listed, taken for what its relatives are; `no`.
 */
export type Support = "listed" | "former" | "derived" | "no";

export interface Release {
  readonly title: string;
  readonly family: Family;
  /** SSM's operating system. */
  readonly ssm: string;
  /** What every product name of the release is or, before a dot, begins with. */
  readonly product: string;
  /** SSM product names; `*` where minor releases make a list of names go stale. */
  readonly products: readonly string[];
  readonly aws: Support;
  readonly azure: Support;
}

type Names = readonly [family: Family, ssm: string, productIs: "exact" | "minor"];

const amazon1: Names = ["redhat", "AMAZON_LINUX", "minor"];
const amazon2: Names = ["redhat", "AMAZON_LINUX_2", "minor"];
const amazon2022: Names = ["redhat", "AMAZON_LINUX_2022", "minor"];
const amazon2023: Names = ["redhat", "AMAZON_LINUX_2023", "minor"];
const redhat: Names = ["redhat", "REDHAT_ENTERPRISE_LINUX", "minor"];
const centos: Names = ["centos", "CENTOS", "minor"];
const rocky: Names = ["redhat", "ROCKY_LINUX", "minor"];
const alma: Names = ["redhat", "ALMA_LINUX", "minor"];
const oracle: Names = ["redhat", "ORACLE_LINUX", "minor"];
const suse: Names = ["suse", "SUSE", "minor"];
const ubuntu: Names = ["debian", "UBUNTU", "exact"];
const debian: Names = ["debian", "DEBIAN", "exact"];
const raspbian: Names = ["debian", "RASPBIAN", "minor"];
const macos: Names = ["macos", "MACOS", "minor"];
const windows: Names = ["windows", "WINDOWS", "exact"];

/**
 * Update Manager also patches Amazon Linux on Azure Arc; a group on both clouds means its EC2 machines, so it is no
 * system of Azure here.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-prerequisites.html
 * @see https://learn.microsoft.com/azure/update-manager/support-matrix-updates
 */
export const releases = {
  "amazon-linux-1": release("Amazon Linux 1", amazon1, "AmazonLinux2018", "former", "no"),
  "amazon-linux-2": release("Amazon Linux 2", amazon2, "AmazonLinux2", "listed", "no"),
  "amazon-linux-2022": release("Amazon Linux 2022", amazon2022, "AmazonLinux2022", "former", "no"),
  "amazon-linux-2023": release("Amazon Linux 2023", amazon2023, "AmazonLinux2023", "listed", "no"),
  "rhel-7": release("Red Hat Enterprise Linux 7", redhat, "RedhatEnterpriseLinux7"),
  "rhel-8": release("Red Hat Enterprise Linux 8", redhat, "RedhatEnterpriseLinux8"),
  "rhel-9": release("Red Hat Enterprise Linux 9", redhat, "RedhatEnterpriseLinux9"),
  "rhel-10": release(
    "Red Hat Enterprise Linux 10",
    redhat,
    "RedhatEnterpriseLinux10",
    "listed",
    "no",
  ),
  "centos-7": release("CentOS 7", centos, "CentOS7", "former"),
  "centos-8": release("CentOS 8", centos, "CentOS8", "former", "no"),
  "centos-stream-8": release("CentOS Stream 8", centos, "CentOS8", "former", "no"),
  "centos-stream-9": release("CentOS Stream 9", centos, "CentOS9", "listed", "no"),
  "rocky-linux-8": release("Rocky Linux 8", rocky, "RockyLinux8"),
  "rocky-linux-9": release("Rocky Linux 9", rocky, "RockyLinux9"),
  "rocky-linux-10": release("Rocky Linux 10", rocky, "RockyLinux10", "derived", "no"),
  "alma-linux-8": release("AlmaLinux 8", alma, "AlmaLinux8"),
  "alma-linux-9": release("AlmaLinux 9", alma, "AlmaLinux9"),
  "alma-linux-10": release("AlmaLinux 10", alma, "AlmaLinux10", "derived", "no"),
  "oracle-linux-7": release("Oracle Linux 7", oracle, "OracleLinux7"),
  "oracle-linux-8": release("Oracle Linux 8", oracle, "OracleLinux8"),
  "oracle-linux-9": release("Oracle Linux 9", oracle, "OracleLinux9"),
  "suse-12": release("SUSE Linux Enterprise Server 12", suse, "Suse12", "former"),
  "suse-15": release("SUSE Linux Enterprise Server 15", suse, "Suse15"),
  "ubuntu-16.04": release("Ubuntu 16.04", ubuntu, "Ubuntu16.04"),
  "ubuntu-18.04": release("Ubuntu 18.04", ubuntu, "Ubuntu18.04"),
  "ubuntu-20.04": release("Ubuntu 20.04", ubuntu, "Ubuntu20.04"),
  "ubuntu-22.04": release("Ubuntu 22.04", ubuntu, "Ubuntu22.04"),
  "ubuntu-24.04": release("Ubuntu 24.04", ubuntu, "Ubuntu24.04"),
  "ubuntu-25.04": release("Ubuntu 25.04", ubuntu, "Ubuntu25.04"),
  "debian-10": release("Debian 10", debian, "Debian10", "former"),
  "debian-11": release("Debian 11", debian, "Debian11"),
  "debian-12": release("Debian 12", debian, "Debian12", "listed", "derived"),
  "raspbian-10": release("Raspberry Pi OS 10", raspbian, "Raspbian10", "former", "no"),
  "macos-13": release("macOS 13", macos, "macOS13", "listed", "no"),
  "macos-14": release("macOS 14", macos, "macOS14", "listed", "no"),
  "macos-15": release("macOS 15", macos, "macOS15", "listed", "no"),
  "windows-server-2012": release("Windows Server 2012", windows, "WindowsServer2012"),
  "windows-server-2012-r2": release("Windows Server 2012 R2", windows, "WindowsServer2012R2"),
  "windows-server-2016": release("Windows Server 2016", windows, "WindowsServer2016"),
  "windows-server-2019": release("Windows Server 2019", windows, "WindowsServer2019"),
  "windows-server-2022": release("Windows Server 2022", windows, "WindowsServer2022"),
  "windows-server-2025": release("Windows Server 2025", windows, "WindowsServer2025"),
} as const;

function release(
  title: string,
  [family, ssm, productIs]: Names,
  product: string,
  aws: Support = "listed",
  azure: Support = "listed",
): Release {
  const products = productIs === "exact" ? [product] : ["*"];
  return { title, family, ssm, product, products, aws, azure };
}
