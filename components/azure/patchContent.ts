/** What a maintenance configuration installs: classifications, KB numbers and package masks, and their limits. */
import { show } from "../arguments";
import { joined } from "./argRules";
import { type MappingForm, mappingComplaint } from "./mappingForm";

/** Update Manager's classifications for Windows. */
const windowsClassifications = [
  "Critical",
  "Security",
  "UpdateRollup",
  "FeaturePack",
  "ServicePack",
  "Definition",
  "Tools",
  "Updates",
] as const;
export type WindowsClassification = (typeof windowsClassifications)[number];

/** Update Manager's classifications for Linux. */
const linuxClassifications = ["Critical", "Security", "Other"] as const;
export type LinuxClassification = (typeof linuxClassifications)[number];

/** Patches for Windows machines. What is installed is the classifications plus the includes, minus the excludes. */
export interface WindowsPatches {
  /** @default - none: only what `includeKbs` names */
  readonly classifications?: readonly WindowsClassification[];
  /** KB numbers, `KB5034439` or `5034439`. @default - none */
  readonly includeKbs?: readonly string[];
  /** @default - none */
  readonly excludeKbs?: readonly string[];
  /** Leaves out every update that needs a reboot. @default false */
  readonly excludeKbsRequiringReboot?: boolean;
}

/** Patches for Linux machines. Masks are `name`, `name*` or `name=version`. */
export interface LinuxPatches {
  /** @default - none: only what `includePackages` names */
  readonly classifications?: readonly LinuxClassification[];
  /** @default - none */
  readonly includePackages?: readonly string[];
  /** @default - none */
  readonly excludePackages?: readonly string[];
}

const windowsForm: MappingForm<WindowsPatches> = {
  classifications: "list of texts",
  includeKbs: "list of texts",
  excludeKbs: "list of texts",
  excludeKbsRequiringReboot: "true or false",
};

const linuxForm: MappingForm<LinuxPatches> = {
  classifications: "list of texts",
  includePackages: "list of texts",
  excludePackages: "list of texts",
};

/** What is wrong with the Windows patches, in words that follow `windows`. */
export function windowsComplaint(windows: WindowsPatches | undefined): string | undefined {
  if (windows === undefined) {
    return undefined;
  }
  const form = mappingComplaint(windows, windowsForm);
  if (form !== undefined) return form;
  const { classifications = [], includeKbs = [], excludeKbs = [] } = windows;
  return joined([
    ...classifications.map((given) => classificationComplaint(given, windowsClassifications)),
    emptyComplaint("includeKbs", [...classifications, ...includeKbs]),
    ...[...includeKbs, ...excludeKbs].map(kbComplaint),
    ...contradictions("includeKbs and excludeKbs", includeKbs, excludeKbs, kbNumber),
  ]);
}

/** What is wrong with the Linux patches, in words that follow `linux`. */
export function linuxComplaint(linux: LinuxPatches | undefined): string | undefined {
  if (linux === undefined) {
    return undefined;
  }
  const form = mappingComplaint(linux, linuxForm);
  if (form !== undefined) return form;
  const { classifications = [], includePackages = [], excludePackages = [] } = linux;
  return joined([
    ...classifications.map((given) => classificationComplaint(given, linuxClassifications)),
    emptyComplaint("includePackages", [...classifications, ...includePackages]),
    ...[...includePackages, ...excludePackages].map(maskComplaint),
    ...contradictions("includePackages and excludePackages", includePackages, excludePackages),
  ]);
}

function classificationComplaint(given: string, known: readonly string[]): string | undefined {
  return known.includes(given)
    ? undefined
    : `classifications must be of ${known.join(", ")}, got ${show(given)}`;
}

/** The service refuses a system for which neither is given. */
function emptyComplaint(include: string, selected: readonly string[]): string | undefined {
  return selected.length > 0
    ? undefined
    : `must name classifications or ${include}, got none; leave it out to patch none of its machines`;
}

function kbComplaint(kb: string): string | undefined {
  return /^(KB)?\d{6,7}$/.test(kb)
    ? undefined
    : `KB numbers must be like KB5034439 or 5034439, got ${show(kb)}`;
}

function kbNumber(kb: string): string {
  return kb.replace(/^KB/, "");
}

function maskComplaint(mask: string): string | undefined {
  // Compute's API documents name_version; in a schedule that matches nothing.
  if (/_(\d+:)?\d+\.\d/.test(mask)) {
    return `package masks name a version with =, got ${show(mask)}; write name=version`;
  }
  return /^[^\s=]+(=[^\s=]+)?$/.test(mask)
    ? undefined
    : `package masks must be name, name* or name=version, got ${show(mask)}`;
}

/** @param same what two spellings of one patch have in common. */
function contradictions(
  lists: string,
  includes: readonly string[],
  excludes: readonly string[],
  same: (item: string) => string = (item) => item,
): readonly string[] {
  const excluded = new Set(excludes.map(same));
  return includes
    .filter((item) => excluded.has(same(item)))
    .map((item) => `must not name ${item} in both ${lists}; keep it in one`);
}
