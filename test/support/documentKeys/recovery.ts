/** Keys of `clouds.aws.recovery`. */
import { backups, type DocumentKey, nodeAccess, nodeRunbook, tested } from "./documentKey";

/** Another key is another vault, and what names it. */
const otherVault = [
  nodeRunbook,
  "PatchRunbooks Document restore content",
  nodeAccess,
  backups.broad,
  backups.canary,
];

const audited = "access: { auditor: { principals: [role/audit] } }";

export const recoveryKeys: readonly DocumentKey[] = [
  {
    key: "recovery.vault",
    base: {},
    written: { aws: "recovery: { vault: mine }" },
    changes: [
      "- SnapshotPolicy Vault",
      nodeRunbook,
      "PatchRunbooks Document restore content",
      nodeAccess,
      backups.broad,
      backups.canary,
    ],
    holds: '"targetVaultName":"mine"',
  },
  {
    key: "recovery.key, a new one",
    base: {},
    written: { aws: "recovery: { key: create }" },
    changes: [
      "+ SnapshotPolicy Key own",
      "+ SnapshotPolicy Vault own",
      "- SnapshotPolicy Vault",
      ...otherVault,
    ],
    holds: '"enableKeyRotation":true',
  },
  {
    key: "recovery.key",
    base: {},
    written: { aws: 'recovery: { key: "arn:aws:kms:eu-central-1:123456789012:key/k-1" }' },
    changes: ["+ SnapshotPolicy Vault db3b68", "- SnapshotPolicy Vault", ...otherVault],
    holds: "key/k-1",
  },
  {
    key: "recovery.key, one of several regions",
    base: {},
    written: {
      aws: 'recovery: { key: ["arn:aws:kms:eu-west-1:123456789012:key/mrk-1", "arn:aws:kms:eu-west-2:123456789012:key/k-2"] }',
    },
    changes: ["+ SnapshotPolicy Vault 347fc9", "- SnapshotPolicy Vault", ...otherVault],
    holds: "arn:aws:kms:eu-central-1:123456789012:key/mrk-1",
  },
  {
    key: "recovery.formerKeys",
    base: { aws: "recovery: { key: create }" },
    written: { aws: "recovery: { key: create, formerKeys: [default] }" },
    changes: [
      "+ SnapshotPolicy Vault",
      "PatchRunbooks Document node content",
      "PatchRunbooks Document restore content",
      nodeAccess,
    ],
    holds: "FormerRecoveryPoints",
  },
  {
    key: "recovery.formerKeys, from a made vault to one of one's own",
    base: {},
    written: { aws: "recovery: { vault: mine, formerKeys: [default] }" },
    changes: [...otherVault],
    holds: "FormerRecoveryPoints",
  },
  {
    key: "recovery.formerKeys, taken out once that vault is empty",
    base: { aws: `${audited}, recovery: { vault: mine, formerKeys: [default] }` },
    written: { aws: `${audited}, recovery: { vault: mine }` },
    changes: [
      "- SnapshotPolicy Vault",
      "PatchAccess RolePolicy auditor policy",
      "PatchRunbooks Document node content",
      "PatchRunbooks Document restore content",
      nodeAccess,
    ],
    holds: '"vaults":["mine"]',
  },
  {
    key: "recovery.formerVaults, from a vault of one's own to a made one",
    base: { aws: "recovery: { vault: mine }" },
    written: { aws: "recovery: { formerVaults: [mine] }" },
    changes: ["+ SnapshotPolicy Vault", ...otherVault],
    holds: "FormerRecoveryPoints",
  },
  {
    key: "recovery.volumeKeys",
    base: {},
    written: {
      aws: 'recovery: { volumeKeys: ["arn:aws:kms:eu-central-1:123456789012:key/v-1"] }',
    },
    changes: [nodeAccess, "PatchRunbooks RolePolicy restore policy"],
    holds: "arn:aws:kms:eu-central-1:123456789012:key/v-1",
  },
  {
    key: "recovery.lock",
    base: {},
    written: { aws: "recovery: { lock: { mode: governance } }" },
    changes: ["+ SnapshotPolicy VaultLockConfiguration"],
    holds: '"minRetentionDays":1',
  },
  {
    key: "recovery.lock.minKeep",
    base: { aws: "recovery: { lock: { mode: governance } }" },
    written: { aws: "recovery: { lock: { mode: governance, minKeep: 7d } }" },
    changes: ["SnapshotPolicy VaultLockConfiguration minRetentionDays"],
    holds: "7",
  },
  {
    key: "recovery.lock.maxKeep",
    base: { aws: "recovery: { lock: { mode: governance } }" },
    written: { aws: "recovery: { lock: { mode: governance, maxKeep: 9d } }" },
    changes: ["SnapshotPolicy VaultLockConfiguration maxRetentionDays"],
    holds: "9",
  },
  {
    key: "recovery.lock.mode",
    base: { aws: "recovery: { lock: { mode: governance } }" },
    written: { aws: "recovery: { lock: { mode: compliance, changeableFor: 3d } }" },
    changes: ["SnapshotPolicy VaultLockConfiguration changeableForDays"],
    holds: "3",
  },
  {
    key: "recovery.copyTo",
    base: {},
    written: { aws: "recovery: { copyTo: { region: eu-west-1 } }" },
    changes: [
      "+ SnapshotPolicy Key copies",
      "+ SnapshotPolicy Vault copies",
      backups.broad,
      backups.canary,
    ],
    holds: '"copyActions"',
  },
  {
    key: "recovery.copyTo.key",
    base: { aws: "recovery: { copyTo: { region: eu-west-1 } }" },
    written: {
      aws: 'recovery: { copyTo: { region: eu-west-1, key: "arn:aws:kms:eu-west-1:123456789012:key/k-1" } }',
    },
    changes: [
      "+ SnapshotPolicy Vault copies-ac9cb3",
      "- SnapshotPolicy Key copies",
      "- SnapshotPolicy Vault copies",
      backups.broad,
      backups.canary,
    ],
    holds: "key/k-1",
  },
  {
    key: "recovery.lock of copies",
    base: { aws: "recovery: { copyTo: { region: eu-west-1 } }" },
    written: { aws: "recovery: { copyTo: { region: eu-west-1 }, lock: { mode: governance } }" },
    changes: [
      "+ SnapshotPolicy VaultLockConfiguration",
      "+ SnapshotPolicy VaultLockConfiguration copies",
    ],
    holds: '"region":"eu-west-1"',
  },
  {
    key: "recovery.copyTo.keep",
    base: { aws: "recovery: { copyTo: { region: eu-west-1 } }" },
    written: { aws: "recovery: { copyTo: { region: eu-west-1, keep: 3d } }" },
    changes: [backups.broad, backups.canary],
    holds: '"deleteAfter":3',
  },
  {
    key: "recovery.copyTo.vault",
    base: { aws: "recovery: { copyTo: { region: eu-west-1 } }" },
    written: {
      aws: 'recovery: { copyTo: { region: eu-west-1, vault: "arn:aws:backup:eu-west-1:123456789012:backup-vault:far" } }',
    },
    changes: [
      "- SnapshotPolicy Key copies",
      "- SnapshotPolicy Vault copies",
      backups.broad,
      backups.canary,
    ],
    holds: "backup-vault:far",
  },
  {
    key: "recovery.restoreTests",
    base: {},
    written: tested,
    changes: [
      "+ SnapshotPolicy Document restore-check",
      "+ SnapshotPolicy EventRule restore-check",
      "+ SnapshotPolicy EventTarget restore-check",
      "+ SnapshotPolicy RestoreTestingPlan",
      "+ SnapshotPolicy RestoreTestingSelection restore-web.broad",
      "+ SnapshotPolicy RestoreTestingSelection restore-web.canary",
      "+ SnapshotPolicy Role restore-check",
      "+ SnapshotPolicy Role restore-event",
      "+ SnapshotPolicy Role restore-tests",
      "+ SnapshotPolicy RolePolicy restore-check",
      "+ SnapshotPolicy RolePolicy restore-event",
      "+ SnapshotPolicy RolePolicyAttachment restore-tests-AWSBackupServiceRolePolicyForRestores",
    ],
    holds: '"scheduleExpressionTimezone":"Europe/Berlin"',
  },
  {
    key: "recovery.restoreTests.schedule",
    base: tested,
    written: { aws: "recovery: { restoreTests: { schedule: first monday at 12:00 } }" },
    changes: ["SnapshotPolicy RestoreTestingPlan scheduleExpression"],
    holds: "MON#1",
  },
  {
    key: "recovery.restoreTests.start",
    base: tested,
    written: { aws: "recovery: { restoreTests: { schedule: first sunday at 12:00, start: 2h } }" },
    changes: ["SnapshotPolicy RestoreTestingPlan startWindowHours"],
    holds: "2",
  },
  {
    key: "recovery.restoreTests.validation",
    base: tested,
    written: {
      aws: "recovery: { restoreTests: { schedule: first sunday at 12:00, validation: 2h } }",
    },
    changes: [
      "SnapshotPolicy RestoreTestingSelection restore-web.broad validationWindowHours",
      "SnapshotPolicy RestoreTestingSelection restore-web.canary validationWindowHours",
    ],
    holds: "2",
  },
  {
    key: "recovery.restoreTests.check",
    base: tested,
    written: {
      aws: "recovery: { restoreTests: { schedule: first sunday at 12:00, check: false } }",
    },
    changes: [
      "- SnapshotPolicy Document restore-check",
      "- SnapshotPolicy EventRule restore-check",
      "- SnapshotPolicy EventTarget restore-check",
      "- SnapshotPolicy Role restore-check",
      "- SnapshotPolicy Role restore-event",
      "- SnapshotPolicy RolePolicy restore-check",
      "- SnapshotPolicy RolePolicy restore-event",
    ],
    holds: "",
  },
  {
    key: "recovery.restoreTests.timezone",
    base: tested,
    written: {
      aws: "recovery: { restoreTests: { schedule: first sunday at 12:00, timezone: UTC } }",
    },
    changes: ["SnapshotPolicy RestoreTestingPlan scheduleExpressionTimezone"],
    holds: "UTC",
  },
  {
    key: "recovery.maxPoints",
    base: {},
    written: { aws: "recovery: { maxPoints: 50 }" },
    changes: [],
    holds: "",
  },
];
