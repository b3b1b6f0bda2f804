/** What SSM accepts in the approval rules of a patch baseline. */
import type * as pulumi from "@pulumi/pulumi";
import { isDay } from "../../../model/document/times";
import { checkKeys, type KeysOf } from "../../argumentForms";
import {
  type ArgumentChecks,
  oneOf,
  type Rule,
  show,
  trueOrFalse,
  wholeNumber,
} from "../../arguments";
import { isLinux, type OperatingSystem, withoutReleaseDates } from "./operatingSystems";
import { checkFilters, type PatchFilter } from "./patchFilters";

export const complianceLevels = [
  "CRITICAL",
  "HIGH",
  "MEDIUM",
  "LOW",
  "INFORMATIONAL",
  "UNSPECIFIED",
] as const;
export type ComplianceLevel = (typeof complianceLevels)[number];

/** One rule: patches that match every filter are approved some days after their release, or when released up to a day. */
export interface ApprovalRule {
  /** 0–360. Must be 0 on Ubuntu, Debian and Raspbian, whose repositories carry no release dates. */
  readonly approveAfterDays?: pulumi.Input<number>;
  /** Instead: the last day (UTC) of the releases that are approved, `YYYY-MM-DD`. Not on Ubuntu, Debian and Raspbian. */
  readonly approveUntilDate?: pulumi.Input<string>;
  /** How bad a missing patch of this rule is. @default "UNSPECIFIED" */
  readonly complianceLevel?: ComplianceLevel;
  /** Also patches that are no security updates; Linux only. @default false */
  readonly enableNonSecurity?: boolean;
  /** 1–4 filters; a patch must match each, by any of its 1–20 values. */
  readonly filters: readonly PatchFilter[];
}

const ruleKeys: KeysOf<ApprovalRule> = {
  approveAfterDays: true,
  approveUntilDate: true,
  complianceLevel: true,
  enableNonSecurity: true,
  filters: "needed list of mappings",
};

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
  checkKeys(checks, path, rule, ruleKeys);
  checks.check(`${path}.enableNonSecurity`, rule.enableNonSecurity ?? false, trueOrFalse);
  checks.check(
    `${path}.complianceLevel`,
    rule.complianceLevel ?? "UNSPECIFIED",
    oneOf(complianceLevels),
  );
  if (rule.enableNonSecurity === true && !isLinux(system)) {
    checks.refuse(`${path}.enableNonSecurity`, `must be false on ${system}: it is for Linux only`);
  }
  checkFilters(checks, system, rule.filters, `${path}.filters`, 1);
  return { ...rule, ...checkedTime(checks, system, rule, path) };
}

/** SSM wants one of the two, and not both. */
function checkedTime(
  checks: ArgumentChecks,
  system: OperatingSystem,
  { approveAfterDays, approveUntilDate }: ApprovalRule,
  path: string,
): Pick<ApprovalRule, "approveAfterDays" | "approveUntilDate"> {
  if ((approveAfterDays === undefined) === (approveUntilDate === undefined)) {
    const got = approveAfterDays === undefined ? "neither" : "both";
    checks.refuse(path, `must have approveAfterDays or approveUntilDate, got ${got}`);
  }
  return {
    ...(approveAfterDays !== undefined && {
      approveAfterDays: checks.check(`${path}.approveAfterDays`, approveAfterDays, delay(system)),
    }),
    ...(approveUntilDate !== undefined && {
      approveUntilDate: checks.check(`${path}.approveUntilDate`, approveUntilDate, date(system)),
    }),
  };
}

function delay(system: OperatingSystem): Rule<number> {
  if (!withoutReleaseDates.includes(system)) return wholeNumber(0, 360);
  return (days) =>
    days === 0
      ? undefined
      : `must be 0 on ${system}, whose repositories carry no release dates, got ${show(days)}`;
}

function date(system: OperatingSystem): Rule<string> {
  return (day) => {
    if (withoutReleaseDates.includes(system)) {
      return `must not be set on ${system}, whose repositories carry no release dates, got ${show(day)}`;
    }
    return isDay(day) ? undefined : `must be a day such as 2026-12-31, got ${show(day)}`;
  };
}
