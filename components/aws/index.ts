export { ChangeCalendar, type ChangeCalendarArgs } from "./changeCalendar";
export { ComplianceRules, type ComplianceRulesArgs } from "./complianceRules";
export { ConfigRecorder, type ConfigRecorderArgs } from "./configRecorder";
export { DefaultPatchBaseline, type DefaultPatchBaselineArgs } from "./defaultPatchBaseline";
export { LastGoodImage, type LastGoodImageArgs } from "./lastGoodImage";
export {
  type AdoptedWindow,
  type InstallRun,
  MaintenanceWindow,
  type MaintenanceWindowArgs,
  type WindowWork,
} from "./maintenanceWindow";
export type { OperatingSystem } from "./operatingSystems";
export {
  PatchAccess,
  type PatchAccessArgs,
  type PeopleOfRuns,
  type PersonRole,
  type RoleTrust,
} from "./patchAccess";
export { PatchBaseline, type PatchBaselineArgs } from "./patchBaseline";
export type { BaselineOptions, PatchSource } from "./patchBaselineOptions";
export type { ApprovalRule, ComplianceLevel } from "./patchBaselineRules";
export type { PatchFilter } from "./patchFilters";
export { PatchGroup, type PatchGroupArgs } from "./patchGroup";
export { PatchLists, type PatchListsArgs } from "./patchLists";
export {
  type ApprovalOptions,
  PatchRunbooks,
  type PatchRunbooksArgs,
  type RecoveryRun,
  type RingBefore,
  type RingRun,
} from "./patchRunbooks";
export type { AwsPlace } from "./place";
export { RunClose, type RunCloseArgs } from "./runClose";
export {
  type CopyTarget,
  type RestoreTests,
  SnapshotPolicy,
  type SnapshotPolicyArgs,
  type SnapshotRule,
  type VaultLock,
} from "./snapshotPolicy";
export { type AwsUnitOptions, type DeclaredAwsUnit, declareAwsUnit } from "./unit";
