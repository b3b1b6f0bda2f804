/**
 * Azure Backup of the machines of patch groups, beside the restore points of patch runs: a Recovery Services vault, daily policies,
 * and the assignment of machines by their tag. A backup outlives its machine and its subscription's mistakes; a restore point does
 * not.
 */
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { withTimeouts } from "../../childOptions";
import { mergeTags } from "../../tags";
import { checkArgs, refuseAll } from "../argRules";
import { hyphenatedName, physicalName, stackIdentity } from "../physicalName";
import { type AssignedPolicy, assignPolicy, grantRoles, principalOf } from "../policyAssignment";
import { backupAssignment, backupDefinition, backupPolicyProperties } from "./backupPolicy";
import { argumentNames, type BackupPolicy, type RecoveryVaultArgs } from "./recoveryVaultArgs";
import { decidedRules, rules } from "./recoveryVaultRules";

export type { BackupPolicy, RecoveryVaultArgs } from "./recoveryVaultArgs";

const longestVault = 50;
const longestPolicy = 150;

/**
 * @example
 * new RecoveryVault("prod", {
 *   resourceGroupName: "rg-patching",
 *   location: "westeurope",
 *   subscriptionId: "11111111-2222-3333-4444-555555555555",
 *   effectiveFrom: "2026-12-01",
 *   policies: [
 *     { key: "gold", at: "00:00", timezone: "Europe/Berlin", keepDays: 14, patchGroups: ["web.canary"] },
 *   ],
 * });
 * @see https://learn.microsoft.com/azure/backup/backup-azure-vms-introduction
 */
export class RecoveryVault extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:RecoveryVault";

  readonly vaultName: pulumi.Output<string>;
  /** ARM ids of the backup policies, by key. */
  readonly policyIds: pulumi.Output<Record<string, string>>;
  /** ARM ids of the assignments, by key. */
  readonly assignmentIds: pulumi.Output<Record<string, string>>;
  /** Object ids of who registers machines with the vault, by key. */
  readonly principalIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: RecoveryVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super(RecoveryVault.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "RecoveryVault", name, args, argumentNames, rules, (checks) =>
      refuseAll(checks, decidedRules(args)),
    );
    this.vaultName = pulumi.output(
      checked.existingVaultName ?? this.createVault(name, checked).name,
    );
    const backups = checked.policies.map((policy) => this.createPolicy(name, checked, policy));
    this.policyIds = byKey(backups.map(({ policy, id }) => [policy.key, id]));
    const assigned = this.assign(name, checked, backups);
    this.assignmentIds = byKey(assigned.map(({ policy, id }) => [policy.key, id]));
    this.principalIds = byKey(assigned.map(({ policy, principalId }) => [policy.key, principalId]));
    this.registerOutputs({
      vaultName: this.vaultName,
      policyIds: this.policyIds,
      assignmentIds: this.assignmentIds,
      principalIds: this.principalIds,
    });
  }

  private createVault(name: string, args: RecoveryVaultArgs): recoveryservices.Vault {
    const { immutability = "Unlocked", redundancy = "GeoRedundant", softDeleteDays } = args;
    if (immutability === "Locked") tellOfSecondDeployment(this, name);
    const isRestoredElsewhere = args.crossRegionRestore ?? redundancy === "GeoRedundant";
    return new recoveryservices.Vault(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        vaultName: pulumi
          .all([args.resourceGroupName, args.location])
          .apply((place) => hyphenatedName(name, [stackIdentity(), ...place], longestVault)),
        location: args.location,
        sku: { name: "RS0", tier: "Standard" },
        properties: {
          publicNetworkAccess: "Enabled",
          redundancySettings: {
            standardTierStorageRedundancy: redundancy,
            crossRegionRestore: isRestoredElsewhere ? "Enabled" : "Disabled",
          },
          securitySettings: {
            immutabilitySettings: { state: immutability },
            softDeleteSettings: {
              softDeleteState: "Enabled",
              enhancedSecurityState: "Enabled",
              softDeleteRetentionPeriodInDays: softDeleteDays ?? 14,
            },
          },
        },
        tags: mergeTags(args.tags),
      },
      // A lock that nobody can take away keeps its vault: to lose it from the program must be a decision.
      { parent: this, ...(immutability === "Locked" && { protect: true }) },
    );
  }

  private createPolicy(name: string, args: RecoveryVaultArgs, policy: BackupPolicy) {
    const { id } = new recoveryservices.ProtectionPolicy(
      `${name}-${policy.key}`,
      {
        resourceGroupName: args.resourceGroupName,
        vaultName: this.vaultName,
        policyName: physicalName(policy.key, [stackIdentity(), name], longestPolicy),
        properties: backupPolicyProperties(policy, args.effectiveFrom),
      },
      { parent: this },
    );
    return { policy, id };
  }

  private assign(
    name: string,
    args: RecoveryVaultArgs,
    backups: readonly { readonly policy: BackupPolicy; readonly id: pulumi.Output<string> }[],
  ) {
    const { location, identity } = args;
    const scope = pulumi.interpolate`/subscriptions/${args.subscriptionId}`;
    const place = { scope, location, identity };
    const assigned = backups.map(({ policy: backup, id: backupPolicyId }) => {
      const policy: AssignedPolicy = {
        ...backupDefinition,
        key: backup.key,
        displayName: `Virtual machines of ${backup.patchGroups.join(", ")} are backed up`.slice(
          0,
          128,
        ),
        parameters: pulumi
          .all([location, backupPolicyId])
          .apply(([at, id]) => backupAssignment(backup, { location: at, backupPolicyId: id })),
      };
      const assignment = assignPolicy(this, `${name}-assigned`, place, policy);
      return { policy, id: assignment.id, principalId: principalOf(place, assignment) };
    });
    grantRoles(this, `${name}-assigned`, place, assigned);
    return assigned;
  }
}

/** Nothing here knows whether the vault is there already, and Azure's own refusal does not say what to do. */
function tellOfSecondDeployment(vault: pulumi.Resource, name: string): void {
  const text = `RecoveryVault "${name}": immutability Locked is taken for a vault that is there already; where it is new, deploy Unlocked first, and Locked by a second deployment`;
  void pulumi.log.info(text, vault);
}

function byKey(
  entries: readonly (readonly [key: string, value: pulumi.Output<string>])[],
): pulumi.Output<Record<string, string>> {
  return pulumi.output(Object.fromEntries(entries));
}
