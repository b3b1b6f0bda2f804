/**
 * What Azure Backup accepts of a vault and its policies.
 * @see https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas
 */
import { isText, oneOf, show, trueOrFalse, wholeNumber } from "../../arguments";
import { type ArgRule, joined } from "../argRules";
import { tagsComplaint } from "../azureTags";
import { listComplaint, tagValueComplaint } from "../listForms";
import { type MappingForm, mappingComplaint } from "../mappingForm";
import { groupComplaint, locationComplaint, subscriptionComplaint } from "../place";
import { identityComplaint } from "../policyAssignment";
import { dateComplaint, timezoneComplaint } from "../runWindow";
import type { BackupPolicy, RecoveryVaultArgs } from "./recoveryVaultArgs";

/** Policies of one vault. */
const mostPolicies = 200;
const longestSnapshot = 30;

const immutabilities = ["Disabled", "Unlocked", "Locked"] as const;
const redundancies = ["GeoRedundant", "ZoneRedundant", "LocallyRedundant"] as const;

export const rules: readonly ArgRule<RecoveryVaultArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "subscriptionId",
    complaint: ({ subscriptionId }) => subscriptionComplaint(subscriptionId),
  },
  { property: "effectiveFrom", complaint: ({ effectiveFrom }) => dateComplaint(effectiveFrom) },
  {
    property: "existingVaultName",
    complaint: ({ existingVaultName: name }) =>
      name === undefined || isText(name, /^[A-Za-z][A-Za-z0-9-]{1,49}$/)
        ? undefined
        : `must be 2–50 letters, digits and hyphens from a letter on, got ${show(name)}`,
  },
  {
    property: "softDeleteDays",
    complaint: ({ softDeleteDays }) =>
      softDeleteDays === undefined ? undefined : wholeNumber(14, 180)(softDeleteDays),
  },
  { property: "identity", complaint: ({ identity }) => identityComplaint(identity) },
  { property: "tags", complaint: ({ tags }) => tagsComplaint(tags) },
];

/** The plain part: it decides which children there are, and whether they are protected. */
export function decidedRules(
  args: RecoveryVaultArgs,
): Readonly<Record<string, string | undefined>> {
  const { immutability, redundancy, crossRegionRestore, softDeleteDays, existingVaultName } = args;
  const isOurs = existingVaultName === undefined;
  const ofVault = { immutability, redundancy, crossRegionRestore, softDeleteDays };
  const given = Object.entries(ofVault).filter(([, value]) => value !== undefined);
  return {
    policies: policiesComplaint(args.policies, args.effectiveFrom),
    ...(isOurs
      ? {
          immutability: immutability && oneOf(immutabilities)(immutability),
          redundancy: redundancy && oneOf(redundancies)(redundancy),
          crossRegionRestore: restoreComplaint(args),
        }
      : Object.fromEntries(
          given.map(([key]) => [
            key,
            "must not be given with existingVaultName: who made the vault decides it",
          ]),
        )),
  };
}

function restoreComplaint({
  crossRegionRestore: restore,
  redundancy = "GeoRedundant",
}: RecoveryVaultArgs): string | undefined {
  if (restore === undefined) return undefined;
  const complaint = trueOrFalse(restore);
  if (complaint !== undefined) return complaint;
  return restore && redundancy !== "GeoRedundant"
    ? `must be false with ${redundancy}: only GeoRedundant backups are in another region`
    : undefined;
}

const form: MappingForm<BackupPolicy> = {
  key: "text",
  at: "text",
  timezone: "text",
  keepDays: "whole number",
  snapshotDays: "whole number",
  patchGroups: "list of texts",
};

function policiesComplaint(
  policies: readonly BackupPolicy[],
  effectiveFrom: string,
): string | undefined {
  if (!Array.isArray(policies)) return undefined;
  if (policies.length < 1 || policies.length > mostPolicies) {
    return `must be 1–${mostPolicies}, got ${policies.length}`;
  }
  const keys = policies.map((policy: BackupPolicy) => policy?.key);
  return joined(
    policies.map((policy: BackupPolicy, index) =>
      prefixed(
        `[${index}]`,
        mappingComplaint(policy, form) ??
          joined([
            ...policyComplaints(policy, effectiveFrom),
            keys.indexOf(policy.key) === index
              ? undefined
              : `key must be of one policy only, got ${show(policy.key)} twice`,
          ]),
      ),
    ),
  );
}

function policyComplaints(policy: BackupPolicy, effectiveFrom: string) {
  const { key, at, timezone, keepDays, snapshotDays = 1, patchGroups } = policy;
  return [
    isText(key, /^[A-Za-z][A-Za-z0-9-]{0,99}$/)
      ? undefined
      : `key must be 1–100 letters, digits and hyphens from a letter on, got ${show(key)}`,
    // Azure Backup starts on the hour or half past.
    isText(at, /^([01]\d|2[0-3]):(00|30)$/)
      ? undefined
      : `at must be a time on the hour or half past, such as 00:30, got ${show(at)}`,
    dateComplaint(effectiveFrom) === undefined
      ? named("timezone", timezoneComplaint(timezone, effectiveFrom))
      : undefined,
    named("keepDays", wholeNumber(7, 9999)(keepDays)),
    named(
      "snapshotDays",
      wholeNumber(1, Math.min(longestSnapshot, Math.max(1, keepDays)))(snapshotDays),
    ),
    named("patchGroups", listComplaint(patchGroups, tagValueComplaint)),
  ];
}

function named(key: string, complaint: string | undefined): string | undefined {
  return complaint === undefined ? undefined : `${key} ${complaint}`;
}

function prefixed(place: string, complaint: string | undefined): string | undefined {
  return complaint === undefined ? undefined : `${place} ${complaint}`;
}
