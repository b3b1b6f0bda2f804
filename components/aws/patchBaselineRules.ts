/** What SSM accepts in a patch baseline: the filters of each operating system, the limits of each list. */
import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, oneOf, type Rule, show, wholeNumber } from "../arguments";

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

export const complianceLevels = [
  "CRITICAL",
  "HIGH",
  "MEDIUM",
  "LOW",
  "INFORMATIONAL",
  "UNSPECIFIED",
] as const;
export type ComplianceLevel = (typeof complianceLevels)[number];

/** One rule: patches that match every filter are approved this many days after their release. */
export interface ApprovalRule {
  /** 0–360. Must be 0 on Ubuntu, Debian and Raspbian, whose repositories carry no release dates. */
  readonly approveAfterDays: pulumi.Input<number>;
  /** How bad a missing patch of this rule is. @default "UNSPECIFIED" */
  readonly complianceLevel?: ComplianceLevel;
  /** Also patches that are no security updates; Linux only. @default false */
  readonly enableNonSecurity?: boolean;
  /** 1–4 filters; a patch must match each, by any of its 1–20 values. */
  readonly filters: readonly { readonly key: string; readonly values: readonly string[] }[];
}

const rpmKeys = ["PRODUCT", "CLASSIFICATION", "SEVERITY"];
const aptKeys = ["PRODUCT", "PRIORITY", "SECTION"];
const windowsKeys = ["PATCH_SET", "PRODUCT", "PRODUCT_FAMILY", "CLASSIFICATION", "MSRC_SEVERITY"];
const withoutReleaseDates: readonly OperatingSystem[] = ["UBUNTU", "DEBIAN", "RASPBIAN"];

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchProperties.html */
function filterKeys(system: OperatingSystem): readonly string[] {
  if (system === "WINDOWS") return windowsKeys;
  if (system === "MACOS") return ["PRODUCT", "CLASSIFICATION"];
  return withoutReleaseDates.includes(system) ? aptKeys : rpmKeys;
}

/** Records every fault of the rules, and returns them with their Output values checked. */
export function checkApprovalRules(
  checks: ArgumentChecks,
  system: OperatingSystem,
  rules: readonly ApprovalRule[],
): readonly ApprovalRule[] {
  if (rules.length > 10) {
    checks.refuse("approvalRules", `must be at most 10, got ${rules.length}`);
  }
  return rules.map((rule, index) => checkRule(checks, system, rule, `approvalRules[${index}]`));
}

function checkRule(
  checks: ArgumentChecks,
  system: OperatingSystem,
  rule: ApprovalRule,
  path: string,
): ApprovalRule {
  checks.check(
    `${path}.complianceLevel`,
    rule.complianceLevel ?? "UNSPECIFIED",
    oneOf(complianceLevels),
  );
  if (rule.enableNonSecurity === true && (system === "WINDOWS" || system === "MACOS")) {
    checks.refuse(`${path}.enableNonSecurity`, `must be false on ${system}: it is for Linux only`);
  }
  checkFilters(checks, system, rule, path);
  const days = checks.check(`${path}.approveAfterDays`, rule.approveAfterDays, delay(system));
  return { ...rule, approveAfterDays: days };
}

function delay(system: OperatingSystem): Rule<number> {
  if (!withoutReleaseDates.includes(system)) return wholeNumber(0, 360);
  return (days) =>
    days === 0
      ? undefined
      : `must be 0 on ${system}, whose repositories carry no release dates, got ${show(days)}`;
}

function checkFilters(
  checks: ArgumentChecks,
  system: OperatingSystem,
  rule: ApprovalRule,
  path: string,
): void {
  if (rule.filters.length < 1 || rule.filters.length > 4) {
    checks.refuse(`${path}.filters`, `must be 1–4, got ${rule.filters.length}`);
  }
  const keys = filterKeys(system);
  for (const [index, filter] of rule.filters.entries()) {
    checks.check(`${path}.filters[${index}].key`, filter.key, oneOf(keys));
    checks.check(`${path}.filters[${index}].values`, filter.values, listOf(1, 20, 64));
  }
}

/** A list of `from`–`to` texts of 1–`length` characters, each once. */
export function listOf(from: number, to: number, length: number): Rule<readonly string[]> {
  return (values) => {
    if (values.length < from || values.length > to) {
      return `must hold ${from}–${to} values, got ${values.length}`;
    }
    const odd = values.find((value) => value.length < 1 || value.length > length);
    if (odd !== undefined) return `must hold texts of 1–${length} characters, got ${show(odd)}`;
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    return twice === undefined ? undefined : `must hold each value once, got ${show(twice)} twice`;
  };
}
