/** What AWS Backup accepts in a vault, a plan and its rules. */
import { present } from "../../../model/present";
import { checkKeys, checkNames, type KeysOf } from "../../argumentForms";
import { type ArgumentChecks, checkGiven, matching, show, wholeNumber } from "../../arguments";
import { checkTags } from "../../tags";
import { isTimeZone } from "../../timeZone";
import { policyArn, ringName } from "../names";
import { checkPlace, keyIn, keyOrCreate, ofRegion, roleArn } from "../place";
import { checkSchedule } from "../windows/scheduleRules";
import { checkVault } from "./existingVault";
import { checkCopy, checkLock, checkRestoreTests } from "./recoveryRules";
import type { ExistingVault, SnapshotPolicyArgs, SnapshotRule } from "./snapshotPolicyArgs";

const argumentNames: KeysOf<SnapshotPolicyArgs> = {
  accountId: "needed text",
  region: "needed text",
  rules: "needed list of mappings",
  leadHours: true,
  vault: "mapping",
  kmsKeyArn: true,
  formerKeys: "list",
  formerVaults: "list of mappings",
  lock: "mapping",
  copyTo: "mapping",
  restoreTests: "mapping",
  roleArn: true,
  permissionsBoundary: true,
  tags: "mapping",
};

/** Records every fault, and returns the arguments with their Output values checked. */
export function checkSnapshotPolicy(
  checks: ArgumentChecks,
  args: SnapshotPolicyArgs,
): SnapshotPolicyArgs {
  checkNames(checks, args, argumentNames);
  checkPlace(checks, args);
  checks.check("leadHours", args.leadHours ?? 4, wholeNumber(3, 24));
  for (const [index, rule] of args.rules.entries()) {
    checkKeys(checks, `rules[${index}]`, rule, ruleKeys);
  }
  const names = args.rules.map((rule) => rule.name);
  const twice = names.find((rule, index) => names.indexOf(rule) !== index);
  if (twice !== undefined) {
    checks.refuse("rules", `must have names of their own, got ${show(twice)} twice`);
  }
  for (const [index, rule] of args.rules.entries()) checkRule(checks, rule, `rules[${index}]`);
  checkLock(checks, args);
  const tags = checkTags(checks, args.tags);
  return {
    ...args,
    ...checkKey(checks, args),
    ...checkVaults(checks, args),
    ...checkCopy(checks, args),
    ...checkRestoreTests(checks, args),
    ...(args.roleArn === undefined
      ? {}
      : { roleArn: checks.check("roleArn", args.roleArn, ofRegion(args.region, roleArn)) }),
    ...present({
      permissionsBoundary: checkGiven(
        checks,
        "permissionsBoundary",
        args.permissionsBoundary,
        ofRegion(args.region, policyArn),
      ),
    }),
    ...(tags === undefined ? {} : { tags }),
  };
}

const ruleKeys: KeysOf<SnapshotRule> = {
  name: "needed",
  patchGroups: "needed list of texts",
  before: "needed mapping",
  timezone: "needed",
  keepDays: "needed",
};

function checkKey(
  checks: ArgumentChecks,
  { vault, kmsKeyArn, formerKeys = [], region }: SnapshotPolicyArgs,
): Pick<SnapshotPolicyArgs, "kmsKeyArn"> {
  const now = vault === undefined ? (kmsKeyArn ?? "default") : undefined;
  for (const [index, key] of formerKeys.entries()) {
    const path = `formerKeys[${index}]`;
    if (key !== "default")
      checks.check(path, key, key === "create" ? () => undefined : keyIn(region));
    if (key === now || formerKeys.indexOf(key) !== index) {
      checks.refuse(
        path,
        `must be another key than the vault's and the other former ones, got ${show(key)}`,
      );
    }
  }
  if (kmsKeyArn === undefined) return {};
  if (vault !== undefined) {
    checks.refuse("kmsKeyArn", "must not be given with vault: an existing vault keeps its key");
  }
  return {
    kmsKeyArn:
      kmsKeyArn === "create"
        ? kmsKeyArn
        : checks.check("kmsKeyArn", kmsKeyArn, keyIn(region, keyOrCreate)),
  };
}

function checkVaults(
  checks: ArgumentChecks,
  { vault, formerVaults, region }: SnapshotPolicyArgs,
): Pick<SnapshotPolicyArgs, "vault" | "formerVaults"> {
  const checked = (path: string, one: ExistingVault): ExistingVault =>
    checkVault(checks, path, one, region);
  const names = [vault, ...(formerVaults ?? [])].map((one) => one?.name);
  const again = names.find((one, index) => typeof one === "string" && names.indexOf(one) !== index);
  if (again !== undefined) {
    checks.refuse(
      "formerVaults",
      `must be other vaults than vault, each once, got ${show(again)} twice`,
    );
  }
  return present({
    vault: vault && checked("vault", vault),
    formerVaults: formerVaults?.map((one, index) => checked(`formerVaults[${index}]`, one)),
  });
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
function checkRule(checks: ArgumentChecks, rule: SnapshotRule, path: string): void {
  checks.check(
    `${path}.name`,
    rule.name,
    matching(/^[a-zA-Z0-9_\-.]{1,40}$/, "1–40 letters, digits, _, - and ."),
  );
  checkSchedule(checks, rule.before, `${path}.before`);
  checks.check(`${path}.timezone`, rule.timezone, isTimeZone);
  checks.check(`${path}.keepDays`, rule.keepDays, wholeNumber(1, 36_500));
  for (const [index, group] of rule.patchGroups.entries()) {
    checks.check(`${path}.patchGroups[${index}]`, group, ringName);
  }
  if (rule.patchGroups.length === 0) {
    checks.refuse(`${path}.patchGroups`, "must name a patch group, got none");
  }
}
