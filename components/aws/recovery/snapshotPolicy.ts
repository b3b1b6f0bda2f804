/**
 * Recovery points before the windows: a vault, and for each window a backup plan that runs some hours before it, in
 * its zone, on the machines of its rings. AWS Backup may begin up to an hour late, so the lead is longer than that.
 */
import * as backup from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import { checkArguments } from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { mergeTags } from "../../tags";
import { declareBackupRole } from "./backupRole";
import { backupCrons } from "./backupSchedule";
import { declareSelection } from "./backupSelection";
import { declareCopyVault, declareVaults } from "./backupVault";
import { declareRestoreTests } from "./restoreTests";
import type { SnapshotPolicyArgs, SnapshotRule } from "./snapshotPolicyArgs";
import { checkSnapshotPolicy } from "./snapshotPolicyRules";

export type {
  CopyTarget,
  RestoreTests,
  SnapshotPolicyArgs,
  SnapshotRule,
  VaultLock,
} from "./snapshotPolicyArgs";

export interface FormerVault {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/**
 * @example
 * import { SnapshotPolicy } from "patchwarden/aws";
 *
 * new SnapshotPolicy("web", {
 *   accountId: "012345678901",
 *   region: "eu-central-1",
 *   rules: [
 *     {
 *       name: "sunday",
 *       patchGroups: ["web.canary", "web.broad"],
 *       before: { kind: "weekly", days: ["sunday"], at: { hour: 4, minute: 0 } },
 *       timezone: "Europe/Berlin",
 *       keepDays: 14,
 *     },
 *   ],
 * });
 */
export class SnapshotPolicy extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:SnapshotPolicy";

  readonly vaultName: pulumi.Output<string>;
  readonly vaultArn: pulumi.Output<string>;
  /** Those of `formerKeys`, and `formerVaults`, in which recovery points may still lie. */
  readonly formerVaults: readonly FormerVault[];
  /** Where `copyTo` puts the second of each recovery point. */
  readonly copyVaultArn: pulumi.Output<string | undefined>;
  /** Role that recovery points are made and expired with: they outlive its deletion, and then never expire. */
  readonly roleArn: pulumi.Output<string>;
  /** Ids of the backup plans, by the rule's name. */
  readonly planIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: SnapshotPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(SnapshotPolicy.__pulumiType, name, args, withTimeouts(opts));
    const checks = checkArguments(this, "SnapshotPolicy", name);
    const checked = checkSnapshotPolicy(checks, args);
    checks.throwFaults();

    this.roleArn = pulumi.output(
      checked.roleArn ??
        declareBackupRole(`${name}-backup`, checked, this, {
          policy: "AWSBackupServiceRolePolicyForBackup",
          description: "Makes and expires the recovery points of patch runs",
        }),
    );
    // A vault that cannot be deleted, since points are in it, keeps the role that expires them.
    const vaultOptions = { parent: this, dependsOn: this.roleArn.apply(() => []) };
    const { vault, formers } = declareVaults(name, checked, vaultOptions);
    this.formerVaults = [...formers, ...(checked.formerVaults ?? [])].map((one) => ({
      name: pulumi.output(one.name),
      arn: pulumi.output(one.arn),
    }));
    this.vaultName = pulumi.output(vault.name);
    this.vaultArn = pulumi.output(vault.arn);
    this.copyVaultArn = pulumi.output(declareCopyVault(name, checked, vaultOptions));
    const plans = checked.rules.map(
      (rule) => [rule.name, this.declarePlan(name, checked, rule)] as const,
    );
    this.planIds = pulumi.output(Object.fromEntries(plans));
    if (checked.restoreTests !== undefined) {
      declareRestoreTests(name, checked, checked.restoreTests, this);
    }
    this.registerOutputs({
      copyVaultArn: this.copyVaultArn,
      vaultName: this.vaultName,
      vaultArn: this.vaultArn,
      formerVaults: this.formerVaults,
      roleArn: this.roleArn,
      planIds: this.planIds,
    });
  }

  private declarePlan(
    name: string,
    args: SnapshotPolicyArgs,
    rule: SnapshotRule,
  ): pulumi.Output<string> {
    const crons = backupCrons(rule.before, args.leadHours ?? 4);
    const plan = new backup.Plan(
      `${name}-${rule.name}`,
      {
        region: args.region,
        name: rule.name,
        rules: crons.map((schedule, index) => ({
          ruleName: index === 0 ? "before-window" : `before-window-${index + 1}`,
          targetVaultName: this.vaultName,
          schedule,
          scheduleExpressionTimezone: rule.timezone,
          startWindow: 60,
          completionWindow: 180,
          lifecycle: { deleteAfter: rule.keepDays },
          ...this.copyActions(args, rule),
        })),
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
    for (const patchGroup of rule.patchGroups) {
      const selected = { planId: plan.id, iamRoleArn: this.roleArn, patchGroup };
      declareSelection(`${name}-${rule.name}-${patchGroup}`, args, selected, this);
    }
    return plan.id;
  }

  private copyActions({ copyTo }: SnapshotPolicyArgs, rule: SnapshotRule) {
    if (copyTo === undefined) return {};
    const destinationVaultArn = this.copyVaultArn.apply((arn) => arn ?? "");
    const lifecycle = { deleteAfter: copyTo.keepDays ?? rule.keepDays };
    return { copyActions: [{ destinationVaultArn, lifecycle }] };
  }
}
