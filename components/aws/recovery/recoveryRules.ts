/** What AWS Backup accepts in a vault's lock, in copies and in tests of restoring. */
import type * as pulumi from "@pulumi/pulumi";
import { checkKeys, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, oneOf, show, trueOrFalse, wholeNumber } from "../../arguments";
import { isTimeZone } from "../../timeZone";
import { vaultArn as isVault } from "../names";
import { checkRegion, keyIn, keyOrCreate, partitionOf, roleArn } from "../place";
import { checkSchedule } from "../windows/scheduleRules";
import { patchGroupsOf } from "./restoreTests";
import type { CopyTarget, RestoreTests, SnapshotPolicyArgs, VaultLock } from "./snapshotPolicyArgs";

const longest = 36_500;
/** Selections of a restore testing plan. */
const mostTested = 30;

const lockKeys: KeysOf<VaultLock> = {
  mode: true,
  changeableForDays: true,
  minKeepDays: true,
  maxKeepDays: true,
};

/** A lock whose bounds a rule breaks would fail each of its backups, at night and not here. */
export function checkLock(checks: ArgumentChecks, args: SnapshotPolicyArgs): void {
  const { lock } = args;
  if (lock === undefined) return;
  checkKeys(checks, "lock", lock, lockKeys);
  if (!makesVault(args)) {
    checks.refuse("lock", "must not be given with vault: who made the vault locks it");
  }
  const { mode = "governance", minKeepDays = 1, maxKeepDays = longest } = lock;
  checks.check("lock.mode", mode, oneOf(["governance", "compliance"]));
  checks.check("lock.minKeepDays", minKeepDays, wholeNumber(1, longest));
  checks.check("lock.maxKeepDays", maxKeepDays, wholeNumber(minKeepDays, longest));
  checkChangeable(checks, mode, lock.changeableForDays);
  for (const { path, keepDays, what } of lockedPoints(args)) {
    if (keepDays >= minKeepDays && keepDays <= maxKeepDays) continue;
    checks.refuse(
      path,
      `must be ${minKeepDays}–${maxKeepDays} by the vault's lock, got ${show(keepDays)}; every ${what} would fail`,
    );
  }
}

/** Whether there is a vault to lock: a vault that exists is locked by who made it, those of former keys and of copies by us. */
function makesVault({ vault, formerKeys = [], copyTo }: SnapshotPolicyArgs): boolean {
  return vault === undefined || formerKeys.length > 0 || hasNewCopies(copyTo);
}

function hasNewCopies(copyTo: CopyTarget | undefined): boolean {
  return copyTo !== undefined && copyTo.vaultArn === undefined;
}

interface LockedPoints {
  readonly path: string;
  readonly keepDays: number;
  readonly what: "backup" | "copy";
}

/** What is put into vaults with the lock. Nothing new comes into those of former keys. */
function lockedPoints({ vault, rules, copyTo }: SnapshotPolicyArgs): readonly LockedPoints[] {
  const ownDays = hasNewCopies(copyTo) ? copyTo?.keepDays : undefined;
  // A copy without a time of its own is kept as long as its rule says.
  const isCopied = hasNewCopies(copyTo) && ownDays === undefined;
  const ofRules =
    vault === undefined || isCopied
      ? rules.map(({ keepDays }, index) => ({ path: `rules[${index}].keepDays`, keepDays }))
      : [];
  const what = vault === undefined ? "backup" : "copy";
  return [
    ...ofRules.map((one) => ({ ...one, what }) as const),
    ...(ownDays === undefined
      ? []
      : [{ path: "copyTo.keepDays", keepDays: ownDays, what: "copy" } as const]),
  ];
}

function checkChangeable(checks: ArgumentChecks, mode: string, days: number | undefined): void {
  const path = "lock.changeableForDays";
  if (mode === "compliance") {
    checks.check(path, days ?? 0, wholeNumber(3, longest));
  } else if (days !== undefined) {
    checks.refuse(path, `must not be given with ${mode}: AWS would make it a compliance lock`);
  }
}

const copyKeys: KeysOf<CopyTarget> = {
  region: "needed text",
  vaultArn: true,
  keepDays: true,
  kmsKeyArn: true,
};

export function checkCopy(
  checks: ArgumentChecks,
  { copyTo, region }: SnapshotPolicyArgs,
): Pick<SnapshotPolicyArgs, "copyTo"> {
  if (copyTo === undefined) return {};
  checkKeys(checks, "copyTo", copyTo, copyKeys);
  checks.check("copyTo.region", copyTo.region, (other) => {
    if (other === region) return `must be another region than ${region}, got the same`;
    return typeof other !== "string" || partitionOf(other) === partitionOf(region)
      ? undefined
      : `must be of the partition of ${region}, ${partitionOf(region)}, got ${show(other)}`;
  });
  checkRegion(checks, copyTo.region, "copyTo.region");
  if (copyTo.keepDays !== undefined) {
    checks.check("copyTo.keepDays", copyTo.keepDays, wholeNumber(1, longest));
  }
  const { kmsKeyArn } = copyTo;
  if (kmsKeyArn !== undefined && copyTo.vaultArn !== undefined) {
    checks.refuse("copyTo.kmsKeyArn", "must not be given with vaultArn: that vault keeps its key");
  }
  const key =
    kmsKeyArn === undefined || kmsKeyArn === "create"
      ? {}
      : {
          kmsKeyArn: checks.check("copyTo.kmsKeyArn", kmsKeyArn, keyIn(copyTo.region, keyOrCreate)),
        };
  if (copyTo.vaultArn === undefined) return { copyTo: { ...copyTo, ...key } };
  const vaultArn: pulumi.Input<string> = checks.check("copyTo.vaultArn", copyTo.vaultArn, (arn) => {
    const complaint = isVault(arn);
    if (complaint !== undefined || arn.split(":")[3] === copyTo.region) return complaint;
    return `must be in ${copyTo.region}, got ${show(arn)}`;
  });
  return { copyTo: { ...copyTo, vaultArn } };
}

const testKeys: KeysOf<RestoreTests> = {
  schedule: "needed mapping",
  timezone: "needed",
  startHours: true,
  validationHours: true,
  check: true,
  roleArn: true,
  checkRoleArn: true,
  eventRoleArn: true,
};

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html */
export function checkRestoreTests(
  checks: ArgumentChecks,
  args: SnapshotPolicyArgs,
): Pick<SnapshotPolicyArgs, "restoreTests"> {
  const { restoreTests: tests } = args;
  if (tests === undefined) return {};
  checkKeys(checks, "restoreTests", tests, testKeys);
  checks.check("restoreTests.check", tests.check ?? true, trueOrFalse);
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
  const { roleArn: tester, checkRoleArn: checker, eventRoleArn: starter } = tests;
  const roles = { roleArn: tester, checkRoleArn: checker, eventRoleArn: starter };
  const checked = Object.entries(roles).flatMap(([key, arn]) =>
    arn === undefined ? [] : [[key, checks.check(`restoreTests.${key}`, arn, roleArn)] as const],
  );
  return { restoreTests: { ...tests, ...Object.fromEntries(checked) } };
}
