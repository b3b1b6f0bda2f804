export { ComplianceAssignments, type ComplianceAssignmentsArgs } from "./complianceAssignments";
export { DynamicScope, type DynamicScopeArgs, type MachineType } from "./dynamicScope";
export { declareRunStores, type RunStoreOptions, type RunStores } from "./guardedUnit";
export {
  MaintenanceConfiguration,
  type MaintenanceConfigurationArgs,
} from "./maintenanceConfiguration";
export type {
  LinuxClassification,
  LinuxPatches,
  WindowsClassification,
  WindowsPatches,
} from "./patchContent";
export {
  linuxPatchSettings,
  type PatchSettingsOptions,
  windowsPatchSettings,
} from "./patchSettings";
export { PostRun } from "./postRun";
export type {
  ClosedConfiguration,
  HealthScripts,
  PostRunArgs,
  PostRunRoles,
} from "./postRunArgs";
export type { RebootSetting } from "./reboot";
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
