/** Quotas of the clouds, counted before a deployment runs into them. */
import { isGuarded } from "../azureGuard";
import type { FindingId } from "../findings/catalogue";
import { finding } from "../findings/finding";
import { isPackageMask, mostPackageMasks } from "../packageMasks";
import type { AwsRun, AwsUnit, AzureUnit, Finding, Plan, PlannedGroup } from "../plan";
import type { Policy } from "../policy";

/**
 * Service quotas of Systems Manager. What else the runbooks bring stays below its quota as long as the windows do below
 * theirs: 500 documents, 10,000 parameters, 20 tasks and 100 targets a window, and of EventBridge's 300 rules (100 in two
 * regions) one a window and one for restore tests.
 * @see https://docs.aws.amazon.com/general/latest/gr/ssm.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const ssmQuotas = { windows: 50, baselines: 50, scanned: 250 };
/** Of an account and region. @see https://docs.aws.amazon.com/general/latest/gr/arg.html */
const resourceGroups = 100;
/**
 * Schedules, and so dynamic scopes, of a subscription and location; machines of one scope. Components keep the others: tag filters,
 * resource groups and subscriptions of a scope.
 * @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations#service-limits
 */
const azureLimits = { configurations: 250, machines: 1000 };

export function quotaFindings(policy: Policy, plan: Plan): Finding[] {
  return [
    ...plan.aws.flatMap(awsFindings),
    ...plan.azure.flatMap(azureFindings),
    ...plan.azure.flatMap((unit) => maskFindings(policy, plan, unit)),
    ...plan.groups.flatMap(scopeFindings),
  ];
}

function awsFindings(unit: AwsUnit): Finding[] {
  const where = `account ${unit.account} in ${unit.region}`;
  const path = ["clouds", "aws", "accounts", unit.account];
  // The scan has a window of its own.
  const windows = unit.windows.length + 1;
  return [
    ...exceeded(path, "quota/windows", where, "maintenance windows", windows, ssmQuotas.windows),
    ...exceeded(
      path,
      "quota/baselines",
      where,
      "patch baselines",
      unit.baselines.length,
      ssmQuotas.baselines,
    ),
    ...exceeded(
      path,
      "quota/scan-targets",
      where,
      "scanned patch groups",
      unit.scan.patchGroups.length,
      ssmQuotas.scanned,
    ),
    ...exceeded(
      path,
      "quota/resource-groups",
      where,
      "resource groups",
      unit.windows.reduce((sum, { runs }) => sum + runs.filter(startsStopped).length, 0),
      resourceGroups,
    ),
  ];
}

function startsStopped({ settings }: AwsRun): boolean {
  return settings?.startStopped === true;
}

function azureFindings(unit: AzureUnit): Finding[] {
  const where = `subscription ${unit.subscription} in ${unit.location}`;
  const path = ["clouds", "azure", "subscriptions", unit.subscription];
  const { length } = unit.configurations;
  return exceeded(
    path,
    "quota/configurations",
    where,
    "maintenance configurations",
    length,
    azureLimits.configurations,
  );
}

/** The lists of a subscription and location are told apart together, by the workflow that closes their runs. */
function maskFindings(policy: Policy, plan: Plan, unit: AzureUnit): Finding[] {
  if (!isGuarded(unit, plan)) return [];
  const onLinux = unit.configurations.filter(({ linuxClassifications: words }) => words);
  const excluded = onLinux.flatMap((ring) => ring.excludePackages.filter(isPackageMask));
  // Azure compares names without case.
  const masks = new Set(excluded.map((mask) => mask.toLowerCase()));
  if (masks.size <= mostPackageMasks) return [];
  const rejecting = Object.entries(policy.baselines)
    .map(([name, { reject }]) => ({
      name,
      count: reject.filter((one) => masks.has(one.toLowerCase())).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  const [most] = rejecting;
  const names = rejecting.map(({ name }) => name).join(", ");
  const message = `subscription ${unit.subscription} in ${unit.location} would exclude ${masks.size} different package names with * (baselines ${names}), and the workflow that closes its runs takes ${mostPackageMasks}`;
  const path = most === undefined ? ["baselines"] : ["baselines", most.name, "reject"];
  return [finding("quota/package-masks", { message, path })];
}

/** All machines of a ring may be in one place, and nobody says how many are in each of its batches. */
function scopeFindings({ name, rings }: PlannedGroup): Finding[] {
  return rings.flatMap(({ name: ring, maxNodes = 0, systems, batches }, index) => {
    const parts = batches?.count ?? 1;
    const isScoped = systems.some(({ cloud }) => cloud === "azure");
    if (!isScoped || maxNodes <= azureLimits.machines * parts) return [];
    const each = parts === 1 ? "a dynamic scope takes" : `dynamic scopes of ${parts} batches take`;
    const message = `group ${name}: ring ${ring} may have ${maxNodes} machines, and on Azure ${each} ${azureLimits.machines * parts}`;
    const path = ["groups", name, "rings", index, "maxNodes"];
    return [finding("quota/scope-machines", { message, group: name, ring, path })];
  });
}

function exceeded(
  path: readonly string[],
  rule: FindingId,
  where: string,
  what: string,
  count: number,
  quota: number,
): Finding[] {
  if (count <= quota) {
    return [];
  }
  const message = `${where} would have ${count} ${what}, and the quota is ${quota}`;
  return [finding(rule, { message, path })];
}
