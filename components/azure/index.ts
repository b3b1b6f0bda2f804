export { ComplianceAssignments, type ComplianceAssignmentsArgs } from "./complianceAssignments";
export {
  DynamicScope,
  type DynamicScopeArgs,
  type MachineType,
  type ScopedSubscription,
} from "./dynamicScope";
export { declareRunStores, type RunStoreOptions, type RunStores } from "./guardedUnit";
export { MachineAssignment, type MachineAssignmentArgs } from "./machineAssignment";
export { arcPatchSettings } from "./machines/arcSettings";
export { hotpatchSettings, type MarketplaceImage, takesHotpatches } from "./machines/hotpatch";
export {
  linuxPatchSettings,
  type PatchSettingsOptions,
  windowsPatchSettings,
} from "./machines/patchSettings";
export {
  type HealthQuestion,
  type ScaleSetOptions,
  type ScaleSetParts,
  scaleSetUpgrades,
} from "./machines/scaleSet";
export { type ScaleSetFacts, scaleSetFaults } from "./machines/scaleSetRules";
export {
  type AdoptedConfiguration,
  MaintenanceConfiguration,
  type MaintenanceConfigurationArgs,
} from "./maintenanceConfiguration";
export { orphanAssignmentsQuery } from "./orphanAssignments";
export type {
  LinuxClassification,
  LinuxPatches,
  WindowsClassification,
  WindowsPatches,
} from "./patchContent";
export { PostRun } from "./postRun";
export type {
  ClosedConfiguration,
  HealthScripts,
  PostRunArgs,
  PostRunRoles,
} from "./postRunArgs";
export type { RebootSetting } from "./reboot";
export { type BackupPolicy, RecoveryVault, type RecoveryVaultArgs } from "./recovery/recoveryVault";
export { RunStore } from "./runs/runStore";
export type { RunStoreArgs } from "./runs/runStoreArgs";
export { SnapshotPolicy } from "./snapshotPolicy";
export type {
  AzureRingBefore,
  EntraWebhook,
  GuardedConfiguration,
  RunStorePlace,
  SnapshotPolicyArgs,
  SnapshotPolicyRoles,
  VerdictPlace,
} from "./snapshotPolicyArgs";
export { type AzureUnitOptions, type DeclaredAzureUnit, declareAzureUnit } from "./unit";
export type { ExistingIdentity } from "./workflowWithRole";
