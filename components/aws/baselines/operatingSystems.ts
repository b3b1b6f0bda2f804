/** The operating systems that SSM has patch baselines for. */

export const operatingSystems = [
  "WINDOWS",
  "AMAZON_LINUX",
  "AMAZON_LINUX_2",
  "AMAZON_LINUX_2022",
  "AMAZON_LINUX_2023",
  "UBUNTU",
  "REDHAT_ENTERPRISE_LINUX",
  "SUSE",
  "CENTOS",
  "ORACLE_LINUX",
  "DEBIAN",
  "MACOS",
  "RASPBIAN",
  "ROCKY_LINUX",
  "ALMA_LINUX",
] as const;
export type OperatingSystem = (typeof operatingSystems)[number];

/** Their repositories carry no release dates. */
export const withoutReleaseDates: readonly OperatingSystem[] = ["UBUNTU", "DEBIAN", "RASPBIAN"];

export function isLinux(system: OperatingSystem): boolean {
  return system !== "WINDOWS" && system !== "MACOS";
}
