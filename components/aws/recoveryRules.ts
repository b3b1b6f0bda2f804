/** What AWS Backup accepts in a vault's lock, in copies and in tests of restoring. */
import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, oneOf, show, wholeNumber } from "../arguments";
import { vaultArn as isVault } from "./names";
import { checkRegion, roleArn } from "./place";
import { patchGroupsOf } from "./restoreTests";
import { checkSchedule, isTimeZone } from "./scheduleRules";
import type { SnapshotPolicyArgs } from "./snapshotPolicyArgs";

const longest = 36_500;
/** Selections of a restore testing plan. */
const mostTested = 30;

/** A lock whose bounds a rule breaks would fail each of its backups, at night and not here. */
export function checkLock(checks: ArgumentChecks, args: SnapshotPolicyArgs): void {
  const { lock, vault, rules } = args;
  if (lock === undefined) return;
  if (vault !== undefined) {
    checks.refuse("lock", "must not be given with vault: who made the vault locks it");
  }
  const { mode = "governance", minKeepDays = 1, maxKeepDays = longest } = lock;
  checks.check("lock.mode", mode, oneOf(["governance", "compliance"]));
  checks.check("lock.minKeepDays", minKeepDays, wholeNumber(1, longest));
  checks.check("lock.maxKeepDays", maxKeepDays, wholeNumber(minKeepDays, longest));
  checkChangeable(checks, mode, lock.changeableForDays);
  for (const [index, { keepDays }] of rules.entries()) {
    if (keepDays < minKeepDays || keepDays > maxKeepDays) {
      checks.refuse(
        `rules[${index}].keepDays`,
        `must be ${minKeepDays}–${maxKeepDays} by the vault's lock, got ${show(keepDays)}; every backup would fail`,
      );
    }
  }
}

function checkChangeable(checks: ArgumentChecks, mode: string, days: number | undefined): void {
  const path = "lock.changeableForDays";
  if (mode === "compliance") {
    checks.check(path, days ?? 0, wholeNumber(3, longest));
  } else if (days !== undefined) {
    checks.refuse(path, `must not be given with ${mode}: AWS would make it a compliance lock`);
  }
}

export function checkCopy(
  checks: ArgumentChecks,
  { copyTo, region }: SnapshotPolicyArgs,
): Pick<SnapshotPolicyArgs, "copyTo"> {
  if (copyTo === undefined) return {};
  checks.check("copyTo.region", copyTo.region, (other) =>
    other === region ? `must be another region than ${region}, got the same` : undefined,
  );
  checkRegion(checks, copyTo.region, "copyTo.region");
  if (copyTo.keepDays !== undefined) {
    checks.check("copyTo.keepDays", copyTo.keepDays, wholeNumber(1, longest));
  }
  if (copyTo.vaultArn === undefined) return { copyTo };
  const vaultArn: pulumi.Input<string> = checks.check("copyTo.vaultArn", copyTo.vaultArn, (arn) => {
    const complaint = isVault(arn);
    if (complaint !== undefined || arn.split(":")[3] === copyTo.region) return complaint;
    return `must be in ${copyTo.region}, got ${show(arn)}`;
  });
  return { copyTo: { ...copyTo, vaultArn } };
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html */
export function checkRestoreTests(
  checks: ArgumentChecks,
  args: SnapshotPolicyArgs,
): Pick<SnapshotPolicyArgs, "restoreTests"> {
  const { restoreTests: tests } = args;
  if (tests === undefined) return {};
  checkSchedule(checks, tests.schedule, "restoreTests.schedule");
  if (tests.schedule.kind === "monthlyWeekday" && tests.schedule.offsetDays % 7 !== 0) {
    checks.refuse(
      "restoreTests.schedule.offsetDays",
      `must be whole weeks, since AWS Backup waits no days, got ${show(tests.schedule.offsetDays)}`,
    );
  }
  checks.check("restoreTests.timezone", tests.timezone, isTimeZone);
  checks.check("restoreTests.startHours", tests.startHours ?? 8, wholeNumber(1, 168));
  checks.check("restoreTests.validationHours", tests.validationHours ?? 1, wholeNumber(1, 168));
  const { length } = patchGroupsOf(args);
  if (length > mostTested) {
    checks.refuse(
      "restoreTests",
      `must test at most ${mostTested} patch groups, got ${length}; split the policy`,
    );
  }
  if (tests.roleArn === undefined) return { restoreTests: tests };
  const tester = checks.check("restoreTests.roleArn", tests.roleArn, roleArn);
  return { restoreTests: { ...tests, roleArn: tester } };
}
