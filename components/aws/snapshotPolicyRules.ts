/** What AWS Backup accepts in a vault, a plan and its rules. */
import { type ArgumentChecks, matching, show, wholeNumber } from "../arguments";
import { checkPlace } from "./place";
import type { SnapshotPolicyArgs, SnapshotRule } from "./snapshotPolicyArgs";

export function checkSnapshotPolicy(checks: ArgumentChecks, args: SnapshotPolicyArgs): void {
  checkPlace(checks, args);
  checks.check("leadHours", args.leadHours ?? 4, wholeNumber(3, 24));
  if (args.vault !== undefined && args.kmsKeyArn !== undefined) {
    checks.refuse("kmsKeyArn", "must not be given with vault: an existing vault keeps its key");
  }
  const names = args.rules.map((rule) => rule.name);
  const twice = names.find((rule, index) => names.indexOf(rule) !== index);
  if (twice !== undefined) {
    checks.refuse("rules", `must have names of their own, got ${show(twice)} twice`);
  }
  for (const [index, rule] of args.rules.entries()) checkRule(checks, rule, `rules[${index}]`);
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
function checkRule(checks: ArgumentChecks, rule: SnapshotRule, path: string): void {
  checks.check(
    `${path}.name`,
    rule.name,
    matching(/^[a-zA-Z0-9_\-.]{1,40}$/, "1–40 letters, digits, _, - and ."),
  );
  checks.check(`${path}.keepDays`, rule.keepDays, wholeNumber(1, 36_500));
  if (rule.patchGroups.length === 0) {
    checks.refuse(`${path}.patchGroups`, "must name a patch group, got none");
  }
}
