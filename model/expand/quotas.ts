/** Quotas of the clouds, counted before a deployment runs into them. */
import type { FindingId } from "../findings/catalogue";
import { finding } from "../findings/finding";
import type { AwsRun, AwsUnit, AzureUnit, Finding, Plan } from "../plan";

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
/** @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations#service-limits */
const configurationsPerLocation = 250;

export function quotaFindings(plan: Plan): Finding[] {
  return [...plan.aws.flatMap(awsFindings), ...plan.azure.flatMap(azureFindings)];
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
    configurationsPerLocation,
  );
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
