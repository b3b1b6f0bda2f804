/** The forms of an entry in an approved or rejected list, and who takes which: it depends on the package manager. */
import type { Cloud } from "./plan";
import { type SystemId, systemFacts } from "./systems";

/** `prefix` has its `*` at the end, `pattern` elsewhere; `versioned` is `name=version`. */
const forms = {
  kb: "KB numbers such as KB5034441",
  bulletin: "Microsoft bulletins such as MS10-048",
  cve: "CVE ids",
  bugzilla: "Bugzilla ids",
  advisory: "advisories such as RHSA-2026:1234",
  name: "whole package names",
  prefix: "names with * at the end",
  pattern: "names with one * anywhere",
  versioned: "name=version",
} as const;
type EntryForm = keyof typeof forms;

export type PatchList = "approved" | "reject";

const patterns: readonly (readonly [EntryForm, RegExp])[] = [
  ["kb", /^KB\d{6,7}$/],
  ["bulletin", /^MS\d{2}-\d{3}$/],
  ["cve", /^CVE-\d{4}-\d{4,7}$/],
  ["bugzilla", /^\d+$/],
  ["advisory", /^(?:RH[SBE]A|ALAS[A-Z0-9.]*|EL[SBE]A|RL[SBE]A|AL[SBE]A)-\d{4}[:-]\d+$/],
  ["versioned", /=/],
  ["prefix", /\*$/],
  ["pattern", /\*/],
];

export function entryForm(entry: string): EntryForm {
  return patterns.find(([, pattern]) => pattern.test(entry))?.[0] ?? "name";
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-approved-rejected-package-name-formats.html */
const ssmForms = {
  rpm: {
    approved: ["cve", "bugzilla", "advisory", "name", "prefix", "pattern"],
    reject: ["name", "prefix", "pattern"],
  },
  zypper: { approved: ["name", "prefix", "pattern"], reject: ["name", "prefix", "pattern"] },
  apt: { approved: ["name"], reject: ["name"] },
  brew: { approved: ["name"], reject: ["name"] },
  windowsUpdate: { approved: ["kb", "bulletin"], reject: ["kb", "bulletin"] },
} as const satisfies Record<string, Readonly<Record<PatchList, readonly EntryForm[]>>>;

/** What a maintenance configuration includes and excludes: KB numbers, or package masks. */
const azureForms = {
  windows: ["kb"],
  linux: ["name", "prefix", "versioned"],
} as const satisfies Record<string, readonly EntryForm[]>;

/** Compute's API documents name_version; in a schedule of Update Manager that matches nothing. */
const deadMask = /_(?:\d+:)?\d+\.\d/;

function formsOn(list: PatchList, system: SystemId, cloud: Cloud): readonly EntryForm[] {
  const { kind, packages } = systemFacts(system);
  if (cloud === "aws") {
    return ssmForms[packages][list];
  }
  return azureForms[kind === "windows" ? "windows" : "linux"];
}

/** True when the cloud's list for the system can hold the entry. */
export function takesEntry(
  entry: string,
  list: PatchList,
  system: SystemId,
  cloud: Cloud,
): boolean {
  const isTaken = formsOn(list, system, cloud).includes(entryForm(entry));
  return isTaken && (cloud === "aws" || !deadMask.test(entry));
}

/** KB numbers and bulletins are for Windows, everything else for the others. */
export function isEntryFor(entry: string, system: SystemId): boolean {
  const form = entryForm(entry);
  const isWindows = form === "kb" || form === "bulletin";
  return isWindows === (systemFacts(system).kind === "windows");
}

/** `CVE ids, whole package names`: what the list of a system takes on a cloud, for messages. */
export function takenForms(list: PatchList, system: SystemId, cloud: Cloud): string {
  return formsOn(list, system, cloud)
    .map((form) => forms[form])
    .join(", ");
}
