/** Tokens of the Backup types whose rules look at each other. */

export const vaultType = "aws:backup/vault:Vault";
export const planType = "aws:backup/plan:Plan";
export const selectionType = "aws:backup/selection:Selection";
export const vaultLockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
export const restorePlanType = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
export const restoreSelectionType = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
