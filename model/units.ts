/** Parts of a plan, so that several stacks deploy one document without touching each other's resources. */
import { closest } from "fastest-levenshtein";
import { baselineName } from "./expand/baselineName";
import type { AwsUnit, AzureUnit, Plan } from "./plan";

/** What a stack deploys: each list narrows, an absent one takes all. Accounts are the document's names of accounts and subscriptions. */
export interface PlanSelection {
  readonly environments?: readonly string[];
  readonly groups?: readonly string[];
  readonly accounts?: readonly string[];
}

/**
 * The plan of the selected groups and accounts only. Names stay what they are in the whole plan, but for a baseline that is called after
 * a ring of another stack: it is called after the first ring of this one, so that what changes there moves nothing here.
 * @throws Error for a name that the document lacks, with the nearest one.
 */
export function selectPlan(plan: Plan, selection: PlanSelection): Plan {
  const units = [
    ...plan.aws.map((unit) => unit.account),
    ...plan.azure.map((unit) => unit.subscription),
  ];
  refuseUnknown(
    "environment",
    selection.environments,
    plan.groups.map((group) => group.environment),
  );
  refuseUnknown(
    "group",
    selection.groups,
    plan.groups.map((group) => group.name),
  );
  refuseUnknown("account or subscription", selection.accounts, units);
  const groups = plan.groups.filter(
    ({ name, environment }) =>
      (selection.environments?.includes(environment) ?? true) &&
      (selection.groups?.includes(name) ?? true),
  );
  const names = new Set(groups.map(({ name }) => name));
  const rings = groups.flatMap((group) => group.rings.map(({ patchGroup }) => patchGroup));
  const isSelected = (account: string): boolean => selection.accounts?.includes(account) ?? true;
  return {
    ...plan,
    groups,
    aws: plan.aws
      .filter((unit) => isSelected(unit.account))
      .flatMap((unit) => awsPart(unit, names, rings)),
    azure: plan.azure
      .filter((unit) => isSelected(unit.subscription))
      .flatMap((unit) => azurePart(unit, names)),
    findings: plan.findings.filter(({ group }) => group === undefined || names.has(group)),
  };
}

function awsPart(unit: AwsUnit, groups: ReadonlySet<string>, rings: readonly string[]): AwsUnit[] {
  const isSelected = (patchGroup: string): boolean => groups.has(patchGroup.split(".")[0] ?? "");
  const windows = unit.windows
    .map((window) => ({ ...window, runs: window.runs.filter(({ group }) => groups.has(group)) }))
    .filter(({ runs }) => runs.length > 0);
  const baselines = unit.baselines
    .map((baseline) => ({ ...baseline, patchGroups: baseline.patchGroups.filter(isSelected) }))
    .filter(({ patchGroups }) => patchGroups.length > 0)
    .map((baseline) => {
      const first = rings.find((ring) => baseline.patchGroups.includes(ring)) ?? "";
      return { ...baseline, name: baselineName(first, baseline.operatingSystem) };
    });
  const patchGroups = unit.scan.patchGroups.filter(isSelected);
  return patchGroups.length === 0
    ? []
    : [{ ...unit, baselines, windows, scan: { ...unit.scan, patchGroups } }];
}

function azurePart(unit: AzureUnit, groups: ReadonlySet<string>): AzureUnit[] {
  const configurations = unit.configurations.filter(({ group }) => groups.has(group));
  return configurations.length === 0 ? [] : [{ ...unit, configurations }];
}

function refuseUnknown(
  what: string,
  written: readonly string[] | undefined,
  known: readonly string[],
): void {
  const names = [...new Set(known)];
  for (const name of written ?? []) {
    if (!names.includes(name)) {
      throw new Error(
        names.length === 0
          ? `the policy has no ${what} at all, got "${name}"`
          : `the policy has no ${what} "${name}", did you mean "${closest(name, names)}"? It has ${names.join(", ")}`,
      );
    }
  }
}
