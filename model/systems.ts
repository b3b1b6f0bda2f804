/** The operating systems that a policy can name, and what each cloud calls and knows about them. */

export const systemIds = [
  "amazon-linux-2",
  "amazon-linux-2023",
  "rhel-8",
  "rhel-9",
  "rocky-linux-9",
  "alma-linux-9",
  "oracle-linux-9",
  "suse-15",
  "ubuntu-22.04",
  "ubuntu-24.04",
  "debian-12",
  "windows-server-2019",
  "windows-server-2022",
  "windows-server-2025",
] as const;
export type SystemId = (typeof systemIds)[number];
