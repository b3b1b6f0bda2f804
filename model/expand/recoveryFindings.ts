/** Recovery points: more of them than the cap allows, and what is asked of them that nothing does. */
import { pointsOf } from "../backups";
import { finding } from "../findings/finding";
import { keysIn } from "../kmsKeys";
import type { AwsRun, AwsUnit, AwsWindow, Finding, Plan } from "../plan";
import { counted } from "../textTable";

/** AWS Backup takes 30 selections a restore testing plan, and each ring is one. */
const mostTested = 30;

interface PlacedRun {
  readonly unit: AwsUnit;
  readonly window: AwsWindow;
  readonly run: AwsRun;
}

export function recoveryFindings(plan: Plan): Finding[] {
  return [
    ...tooManyPoints(plan),
    ...runsOf(plan).flatMap((placed) => inWindowFindings(plan, placed)),
    ...plan.aws.flatMap(tooManyTested),
    ...plan.aws.flatMap(foreignCopies),
  ];
}

/** Rings whose machines would have more recovery points at a time than the document's cap. */
export function tooManyPoints(plan: Plan): Finding[] {
  return runsOf(plan).flatMap((placed) => {
    const { unit, run, window } = placed;
    const cap = unit.recovery?.maxPoints;
    if (cap === undefined) return [];
    const { points, copies } = pointsOf(window, run, unit.recovery);
    if (points + copies <= cap) return [];
    const also = copies === 0 ? "" : ` and ${counted(copies, "copy", "copies")}`;
    const message = `group ${run.group} ring ${run.ring}: window ${window.window.name} and ${run.recoveryPoint.keepDays}d of keeping come to ${counted(points, "recovery point")}${also} a machine, and the cap is ${cap}; ${remedy(placed, cap)}`;
    return [finding("recovery/too-many-points", { message, ...placeOf(plan, run, "keep") })];
  });
}

/** The longest that points may be kept. */
function remedy({ unit, run, window }: PlacedRun, cap: number): string {
  for (let keepDays = run.recoveryPoint.keepDays - 1; keepDays >= 1; keepDays -= 1) {
    const recoveryPoint = { ...run.recoveryPoint, keepDays };
    const { points, copies } = pointsOf(window, { ...run, recoveryPoint }, unit.recovery);
    if (points + copies <= cap) return `keep: ${keepDays}d would fit`;
  }
  return unit.recovery?.copyTo?.keepDays === undefined
    ? "no length of keeping would fit"
    : "no keep would fit beside clouds.aws.recovery.copyTo.keep";
}

/** Copies belong to a backup plan's rule, and restore tests select the rings of those rules. */
function inWindowFindings(plan: Plan, { unit, run }: PlacedRun): Finding[] {
  const { required, when } = run.recoveryPoint;
  if (!required || when !== "inWindow") return [];
  const { copyTo, restoreTests } = unit.recovery ?? {};
  const made = `group ${run.group} ring ${run.ring}: recovery points are made in the window, and nothing`;
  const place = placeOf(plan, run, "when");
  return [
    ...(copyTo === undefined
      ? []
      : [
          finding("recovery/not-copied", {
            message: `${made} copies those to ${copyTo.region}`,
            ...place,
          }),
        ]),
    ...(restoreTests === undefined
      ? []
      : [finding("recovery/not-tested", { message: `${made} tests their restore`, ...place })]),
  ];
}

function tooManyTested(unit: AwsUnit): Finding[] {
  if (unit.recovery?.restoreTests === undefined) return [];
  const { length } = plannedPoints(unit);
  if (length <= mostTested) return [];
  const message = `account ${unit.account} in ${unit.region} would test the restores of ${length} rings, and AWS Backup takes ${mostTested}`;
  const path = ["clouds", "aws", "recovery", "restoreTests"];
  return [finding("quota/restore-tests", { message, path })];
}

/** The rings for which a backup plan makes recovery points. */
function plannedPoints({ windows }: AwsUnit): readonly AwsRun[] {
  return windows
    .flatMap(({ runs }) => runs)
    .filter(({ recoveryPoint: { required, when } }) => required && when !== "inWindow");
}

/** The policy of a key that AWS manages cannot be changed, so that no other account can use it. */
function foreignCopies(unit: AwsUnit): Finding[] {
  const { copyTo, volumeKeys = [] } = unit.recovery ?? {};
  const other = copyTo?.vaultArn?.split(":")[4];
  if (other === undefined || other === unit.accountId) return [];
  if (keysIn(unit.region, volumeKeys).length > 0 || plannedPoints(unit).length === 0) return [];
  const message = `account ${unit.account} in ${unit.region}: recovery points are copied to account ${other}, which no volume with AWS's own key (aws/ebs) can be, and clouds.aws.recovery.volumeKeys names no key of ${unit.region}`;
  const path = ["clouds", "aws", "recovery", "copyTo", "vault"];
  return [finding("recovery/copy-needs-key", { message, path })];
}

/** Each ring once, wherever it runs. */
function runsOf(plan: Plan): readonly PlacedRun[] {
  const runs = new Map<string, PlacedRun>();
  for (const unit of plan.aws) {
    for (const window of unit.windows) {
      for (const run of window.runs) runs.set(run.patchGroup, { unit, window, run });
    }
  }
  return [...runs.values()];
}

function placeOf({ groups }: Plan, { group, ring }: AwsRun, key: string) {
  const tier = groups.find(({ name }) => name === group)?.tier ?? "";
  return { group, ring, path: ["tiers", tier, "recoveryPoint", key] };
}
