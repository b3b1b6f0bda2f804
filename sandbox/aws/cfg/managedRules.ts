/** The AWS Config managed rules that patching uses: their parameters and what triggers them. */

export interface ManagedRule {
  /** Config evaluates the rule on changes, or every so often. */
  readonly trigger: "change" | "periodic";
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const numberedTags = [1, 2, 3, 4, 5, 6].flatMap((number) => [
  `tag${number}Key`,
  `tag${number}Value`,
]);

const onChange: ManagedRule = { trigger: "change", required: [], optional: [] };

export const managedRules: Readonly<Record<string, ManagedRule>> = {
  EC2_INSTANCE_MANAGED_BY_SSM: onChange,
  EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK: onChange,
  EC2_MANAGEDINSTANCE_ASSOCIATION_COMPLIANCE_STATUS_CHECK: onChange,
  EC2_MANAGEDINSTANCE_PLATFORM_CHECK: {
    trigger: "change",
    required: ["platformType"],
    optional: ["platformVersion", "agentVersion", "platformName"],
  },
  EC2_LAST_BACKUP_RECOVERY_POINT_CREATED: {
    trigger: "periodic",
    required: [],
    optional: ["resourceTags", "resourceId", "recoveryPointAgeUnit", "recoveryPointAgeValue"],
  },
  EC2_RESOURCES_PROTECTED_BY_BACKUP_PLAN: {
    trigger: "periodic",
    required: [],
    optional: [
      "resourceTags",
      "resourceId",
      "crossRegionList",
      "crossAccountList",
      "maxRetentionDays",
      "minRetentionDays",
      "backupVaultLockCheck",
    ],
  },
  BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK: {
    trigger: "change",
    required: [],
    optional: ["requiredFrequencyUnit", "requiredFrequencyValue", "requiredRetentionDays"],
  },
  APPROVED_AMIS_BY_TAG: {
    trigger: "change",
    required: ["amisByTagKeyAndValue"],
    optional: [],
  },
  REQUIRED_TAGS: {
    trigger: "change",
    required: ["tag1Key"],
    optional: numberedTags.filter((name) => name !== "tag1Key"),
  },
};

/** Longest age of a recovery point that the rule takes, by unit. */
export const maxRecoveryPointAge: Readonly<Record<string, number>> = { hours: 744, days: 31 };
