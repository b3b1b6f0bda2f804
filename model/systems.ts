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

/** Our classification words; each system family knows some of them. */
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
] as const;
export type Classification = (typeof classifications)[number];

export type SystemKind = "linux" | "windows";
type Family = "redhat" | "suse" | "debian" | "windows";

/** What the patching services know about a family of systems. Words on the left are ours or, for severities, the vendor's in lower case. */
interface FamilyFacts {
  readonly kind: SystemKind;
  /** False where neither service can delay approval: the vendor's feed has no usable release date. */
  readonly approvalDelay: boolean;
  /** SSM filter values; a family without a classification filter has none. */
  readonly ssmClassifications: Partial<Readonly<Record<Classification, string>>>;
  /** SSM's filter key for severities; absent where the feed carries none. */
  readonly ssmSeverityKey?: "SEVERITY" | "MSRC_SEVERITY";
  readonly ssmSeverities: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchFilter.html */
const families: Readonly<Record<Family, FamilyFacts>> = {
  redhat: {
    kind: "linux",
    approvalDelay: true,
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
  suse: {
    kind: "linux",
    approvalDelay: true,
    ssmClassifications: {
      security: "Security",
      bugfix: "Recommended",
      recommended: "Recommended",
      optional: "Optional",
      feature: "Feature",
    },
    ssmSeverityKey: "SEVERITY",
    ssmSeverities: {
      critical: "Critical",
      important: "Important",
      moderate: "Moderate",
      low: "Low",
    },
  },
  debian: { kind: "linux", approvalDelay: false, ssmClassifications: {}, ssmSeverities: {} },
  windows: {
    kind: "windows",
    approvalDelay: true,
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
};

/** Words that a family without a classification filter can still tell apart: its security repository, and the rest. */
const repositoryWords: readonly Classification[] = ["security", "bugfix"];

const azureWindows: Partial<Readonly<Record<Classification, string>>> = {
  security: "Security",
  critical: "Critical",
  bugfix: "Updates",
  definition: "Definition",
  rollup: "UpdateRollup",
  "service-pack": "ServicePack",
  "feature-pack": "FeaturePack",
  tool: "Tools",
};

interface SystemEntry {
  readonly title: string;
  readonly family: Family;
  /** SSM's operating system. */
  readonly ssm: string;
  /** SSM product names; `*` where minor releases make a list of names go stale. */
  readonly products: readonly string[];
  /** Azure Update Manager patches it. */
  readonly azure: boolean;
}

const every = ["*"];
const entries: Readonly<Record<SystemId, SystemEntry>> = {
  "amazon-linux-2": entry("Amazon Linux 2", "redhat", "AMAZON_LINUX_2", every, false),
  "amazon-linux-2023": entry("Amazon Linux 2023", "redhat", "AMAZON_LINUX_2023", every, false),
  "rhel-8": entry("Red Hat Enterprise Linux 8", "redhat", "REDHAT_ENTERPRISE_LINUX", every),
  "rhel-9": entry("Red Hat Enterprise Linux 9", "redhat", "REDHAT_ENTERPRISE_LINUX", every),
  "rocky-linux-9": entry("Rocky Linux 9", "redhat", "ROCKY_LINUX", every),
  "alma-linux-9": entry("AlmaLinux 9", "redhat", "ALMA_LINUX", every),
  "oracle-linux-9": entry("Oracle Linux 9", "redhat", "ORACLE_LINUX", every),
  "suse-15": entry("SUSE Linux Enterprise Server 15", "suse", "SUSE", every),
  "ubuntu-22.04": entry("Ubuntu 22.04", "debian", "UBUNTU", ["Ubuntu22.04"]),
  "ubuntu-24.04": entry("Ubuntu 24.04", "debian", "UBUNTU", ["Ubuntu24.04"]),
  "debian-12": entry("Debian 12", "debian", "DEBIAN", ["Debian12"]),
  "windows-server-2019": entry("Windows Server 2019", "windows", "WINDOWS", ["WindowsServer2019"]),
  "windows-server-2022": entry("Windows Server 2022", "windows", "WINDOWS", ["WindowsServer2022"]),
  "windows-server-2025": entry("Windows Server 2025", "windows", "WINDOWS", ["WindowsServer2025"]),
};

function entry(
  title: string,
  family: Family,
  ssm: string,
  products: readonly string[],
  azure = true,
): SystemEntry {
  return { title, family, ssm, products, azure };
}

/** All that the model knows about one system. */
export interface SystemFacts extends FamilyFacts {
  readonly title: string;
  /** SSM's operating system, such as `AMAZON_LINUX_2023`. */
  readonly ssmOperatingSystem: string;
  readonly ssmProducts: readonly string[];
  readonly clouds: { readonly aws: boolean; readonly azure: boolean };
  /** A new monthly update replaces the one before (Windows). */
  readonly cumulative: boolean;
}

const facts = new Map<SystemId, SystemFacts>();

export function systemFacts(id: SystemId): SystemFacts {
  const known = facts.get(id) ?? readFacts(id);
  facts.set(id, known);
  return known;
}

function readFacts(id: SystemId): SystemFacts {
  const { title, family, ssm, products, azure } = entries[id];
  return {
    ...families[family],
    title,
    ssmOperatingSystem: ssm,
    ssmProducts: products,
    clouds: { aws: true, azure },
    cumulative: family === "windows",
  };
}

/** True when a baseline can select this classification on the system. */
export function knowsClassification(id: SystemId, word: Classification): boolean {
  const { family } = entries[id];
  return family === "debian"
    ? repositoryWords.includes(word)
    : families[family].ssmClassifications[word] !== undefined;
}

/** Azure's classifications for ours, by kind of system: Linux has three, and `security` there comes as two of them. */
export function azureClassifications(kind: SystemKind, words: readonly string[]): string[] {
  const found = new Set<string>();
  for (const word of words) {
    for (const value of kind === "windows" ? azureWindowsValue(word) : azureLinuxValues(word)) {
      found.add(value);
    }
  }
  return [...found].sort();
}

function azureWindowsValue(word: string): readonly string[] {
  const value = azureWindows[word as Classification];
  return value === undefined ? [] : [value];
}

function azureLinuxValues(word: string): readonly string[] {
  return word === "security" || word === "critical" ? ["Critical", "Security"] : ["Other"];
}
