/** Every rule, in the order in which the pack lists them. */
import type { Rule } from "../rule";
import { installTaskGated } from "./aws/installTaskGated";
import { instanceProfile } from "./aws/instanceProfile";
import { machinePatchGroupTag as awsMachinePatchGroupTag } from "./aws/machinePatchGroupTag";
import { maintenanceWindowQuality } from "./aws/maintenanceWindowQuality";
import { patchBaselineApprovalDelay } from "./aws/patchBaselineApprovalDelay";
import { patchBaselineComplianceLevel } from "./aws/patchBaselineComplianceLevel";
import { patchBaselineCoverage } from "./aws/patchBaselineCoverage";
import { patchBaselineLists } from "./aws/patchBaselineLists";
import { patchComplianceWired } from "./aws/patchComplianceWired";
import { patchGroupPlanned } from "./aws/patchGroupPlanned";
import { recoveryPointPresent as awsRecoveryPointPresent } from "./aws/recoveryPointPresent";
import { taskRateControl } from "./aws/taskRateControl";
import { assessmentAssigned } from "./azure/assessmentAssigned";
import { configurationContent } from "./azure/configurationContent";
import { configurationReboot } from "./azure/configurationReboot";
import { configurationWindow } from "./azure/configurationWindow";
import { dynamicScopeTag } from "./azure/dynamicScopeTag";
import { freezeGuarded } from "./azure/freezeGuarded";
import { machinePatchGroupTag as azureMachinePatchGroupTag } from "./azure/machinePatchGroupTag";
import { recoveryPointPresent as azureRecoveryPointPresent } from "./azure/recoveryPointPresent";
import { vmPatchSettings } from "./azure/vmPatchSettings";

export const rules: readonly Rule[] = [
  patchBaselineApprovalDelay,
  patchBaselineCoverage,
  patchBaselineComplianceLevel,
  patchBaselineLists,
  patchGroupPlanned,
  awsMachinePatchGroupTag,
  instanceProfile,
  maintenanceWindowQuality,
  installTaskGated,
  taskRateControl,
  awsRecoveryPointPresent,
  patchComplianceWired,
  configurationWindow,
  configurationContent,
  configurationReboot,
  dynamicScopeTag,
  azureMachinePatchGroupTag,
  vmPatchSettings,
  azureRecoveryPointPresent,
  freezeGuarded,
  assessmentAssigned,
];
