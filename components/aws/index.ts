export {
  PatchAccess,
  type PatchAccessArgs,
  type PeopleOfRuns,
  type PersonRole,
  type RoleTrust,
} from "./access/patchAccess";
export {
  DefaultPatchBaseline,
  type DefaultPatchBaselineArgs,
} from "./baselines/defaultPatchBaseline";
export type { OperatingSystem } from "./baselines/operatingSystems";
export { PatchBaseline, type PatchBaselineArgs } from "./baselines/patchBaseline";
export type { BaselineOptions, PatchSource } from "./baselines/patchBaselineOptions";
export type { ApprovalRule, ComplianceLevel } from "./baselines/patchBaselineRules";
export type { PatchFilter } from "./baselines/patchFilters";
export { PatchGroup, type PatchGroupArgs } from "./baselines/patchGroup";
export { ComplianceRules, type ComplianceRulesArgs } from "./compliance/complianceRules";
export { ConfigRecorder, type ConfigRecorderArgs } from "./compliance/configRecorder";
export type { AwsPlace } from "./place";
export { LastGoodImage, type LastGoodImageArgs } from "./recovery/lastGoodImage";
export {
  type CopyTarget,
  type RestoreTests,
  SnapshotPolicy,
  type SnapshotPolicyArgs,
  type SnapshotRule,
  type VaultLock,
} from "./recovery/snapshotPolicy";
export { PatchLists, type PatchListsArgs } from "./rings/patchLists";
export {
  type ApprovalOptions,
  PatchRunbooks,
  type PatchRunbooksArgs,
  type RecoveryRun,
  type RingBefore,
  type RingRun,
} from "./rings/patchRunbooks";
export { RunClose, type RunCloseArgs } from "./rings/runClose";
export { VerdictReader, type VerdictReaderArgs } from "./rings/verdictReader";
export type { Adopted, AdoptedUnit } from "./unit/adoptedUnit";
export { type AwsUnitOptions, type DeclaredAwsUnit, declareAwsUnit } from "./unit/unit";
export { ChangeCalendar, type ChangeCalendarArgs } from "./windows/changeCalendar";
export {
  type AdoptedWindow,
  type InstallRun,
  MaintenanceWindow,
  type MaintenanceWindowArgs,
  type WindowWork,
} from "./windows/maintenanceWindow";
