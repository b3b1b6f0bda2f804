import type { Rule } from "../../../rule";
import { installTaskGated } from "./installTaskGated";
import { maintenanceWindowQuality } from "./maintenanceWindowQuality";
import { patchBaselineApprovalDelay } from "./patchBaselineApprovalDelay";
import { patchBaselineComplianceLevel } from "./patchBaselineComplianceLevel";
import { patchBaselineCoverage } from "./patchBaselineCoverage";
import { patchBaselineLists } from "./patchBaselineLists";
import { patchGroupPlanned } from "./patchGroupPlanned";
import { taskRateControl } from "./taskRateControl";

export const ssmRules: readonly Rule[] = [
  patchBaselineApprovalDelay,
  patchBaselineCoverage,
  patchBaselineComplianceLevel,
  patchBaselineLists,
  patchGroupPlanned,
  maintenanceWindowQuality,
  installTaskGated,
  taskRateControl,
];
