/**
 * The approval rules of SSM baselines compared kind by kind. A kind is a pair of classification and severity; within
 * a baseline the smallest delay of the rules that match a kind counts, so single rules cannot be judged alone.
 */
import { countsFor } from "../../../../model/deadline";
import type { AwsApprovalRule, AwsBaseline, Plan, Severity } from "../../../../model/plan";
import { minutesPerDay } from "../../../../model/time";
import type { Properties } from "../../../properties";
import type { World } from "../../../rule";
import { ifKnown } from "../../../stack";

/** Matches values that no rule names. */
const anyOther = "other";

export interface Kind {
  readonly classification: string;
  readonly severity: string;
}

export interface ApprovalRule {
  /** Days after release; `never` for a rule that approves up to a fixed date. */
  readonly delay: number | "never";
  readonly complianceLevel: string;
  /** Absent: every classification. */
  readonly classifications?: readonly string[];
  readonly severities?: readonly string[];
  /** Path of the property that decides, for messages. */
  readonly property: string;
}

/** A rule that a preview does not fully know: it may match anything. */
export type ReadRule = ApprovalRule | { readonly unknown: true; readonly property: string };

const severityKeys = ["SEVERITY", "MSRC_SEVERITY", "PRIORITY"];

type Filter = { readonly key: string; readonly values: readonly string[] };

function selection(filters: readonly Filter[], keys: readonly string[]) {
  const values = filters.filter(({ key }) => keys.includes(key)).flatMap((filter) => filter.values);
  return values.length === 0 || values.includes("*") ? undefined : values;
}

/** Keys that make patches of a rule other ones than those of the system, as Microsoft's applications are. */
const narrowingKeys = ["PATCH_SET", "PRODUCT_FAMILY", "SECTION"];

/** Classifications of a narrowed rule are kinds of their own, so that it answers for no other patch. */
function classificationsOf(filters: readonly Filter[]): readonly string[] | undefined {
  const classifications = selection(filters, ["CLASSIFICATION"]);
  const narrowed = narrowingKeys.flatMap((key) => {
    const values = selection(filters, [key])?.filter((value) => value !== "OS") ?? [];
    return values.length === 0 ? [] : [`${key} ${values.join(", ")}`];
  });
  return narrowed.length === 0
    ? classifications
    : (classifications ?? ["All"]).map((word) => `${word} (${narrowed.join("; ")})`);
}

function toRule(
  filters: readonly Filter[],
  rest: Omit<ApprovalRule, "classifications" | "severities">,
): ApprovalRule {
  const classifications = classificationsOf(filters);
  const severities = selection(filters, severityKeys);
  return {
    ...rest,
    ...(classifications && { classifications }),
    ...(severities && { severities }),
  };
}

function readRule(rule: Properties): ApprovalRule {
  const filters = Array.from({ length: rule.count("patchFilters") }, (_, index) => {
    const filter = rule.item("patchFilters", index);
    return { key: filter.text("key") ?? "", values: filter.texts("values") };
  });
  // Neither a delay nor a date is what SSM wants for Debian and Ubuntu, where patches are approved at once.
  const delay = rule.has("approveUntilDate") ? "never" : (rule.number("approveAfterDays") ?? 0);
  const property = delay === "never" ? "approveUntilDate" : "approveAfterDays";
  return toRule(filters, {
    delay,
    complianceLevel: rule.text("complianceLevel") ?? "UNSPECIFIED",
    property: rule.pathOf(property),
  });
}

/** The rules of a baseline resource, each read on its own. */
export function readRules(baseline: Properties): readonly ReadRule[] {
  return Array.from({ length: baseline.count("approvalRules") }, (_, index) => {
    const property = `approvalRules[${index}]`;
    return (
      ifKnown((): ReadRule => readRule(baseline.item("approvalRules", index))) ?? {
        unknown: true,
        property,
      }
    );
  });
}

export function plannedRule(rule: AwsApprovalRule): ApprovalRule {
  return toRule(rule.filters, {
    delay: rule.approveUntilDate === undefined ? (rule.approveAfterDays ?? 0) : "never",
    complianceLevel: rule.complianceLevel,
    property: "",
  });
}

/** The plan's baselines for one of SSM's operating systems, in every account and region. */
export function plannedBaselines(plan: Plan, operatingSystem: string): readonly AwsBaseline[] {
  return plan.aws
    .flatMap((unit) => unit.baselines)
    .filter((baseline) => baseline.operatingSystem === operatingSystem);
}

/** SSM takes a baseline without an operating system for a Windows one. */
export function operatingSystemOf(baseline: Properties): string {
  return baseline.text("operatingSystem") ?? "WINDOWS";
}

/** Every pair that any of the rules tells apart. */
export function kindsOf(rules: readonly ApprovalRule[]): readonly Kind[] {
  const classifications = new Set(rules.flatMap((rule) => rule.classifications ?? [anyOther]));
  const severities = new Set(rules.flatMap((rule) => rule.severities ?? [anyOther]));
  return [...classifications].flatMap((classification) =>
    [...severities].map((severity) => ({ classification, severity })),
  );
}

function matches(rule: ApprovalRule, kind: Kind): boolean {
  return (
    (rule.classifications?.includes(kind.classification) ?? true) &&
    (rule.severities?.includes(kind.severity) ?? true)
  );
}

/** The rule of a baseline that approves a kind first; `undefined` when none approves it. */
export function firstApproval(
  rules: readonly ApprovalRule[],
  kind: Kind,
): (ApprovalRule & { readonly delay: number }) | undefined {
  const approving = rules.filter(
    (rule): rule is ApprovalRule & { readonly delay: number } =>
      rule.delay !== "never" && matches(rule, kind),
  );
  return approving.sort((one, other) => one.delay - other.delay)[0];
}

/** `Security patches of severity Critical` */
export function describeKind(kind: Kind): string {
  const what = kind.classification === anyOther ? "patches" : `${kind.classification} patches`;
  return kind.severity === anyOther ? what : `${what} of severity ${kind.severity}`;
}

function severityOf(plan: Plan, word: string): Severity | undefined {
  const entries = Object.entries(plan.severities) as [Severity, readonly string[]][];
  return entries.find(([, words]) => words.includes(word.toLowerCase()))?.[0];
}

/** The longest deadline that any group has today for a vendor's severity word, in days (a month as 31). */
export function longestDeadlineDays(
  { plan, asOf }: World,
  severityWord: string,
): number | undefined {
  const severity = severityOf(plan, severityWord);
  const days = plan.groups
    .flatMap((group) => group.deadlines)
    .filter((deadline) => deadline.class.severity === severity && !deadline.class.exploited)
    .filter((deadline) => countsFor(deadline, asOf))
    .map(({ within }) => within.months * 31 + within.minutes / minutesPerDay);
  return days.length === 0 ? undefined : Math.max(...days);
}
