/** A baseline of the plan as the component takes it: what the document does not ask for is left to its defaults. */
import type { AwsBaseline } from "../../../model/plan";
import type { OperatingSystem } from "../baselines/operatingSystems";
import type { PatchBaselineArgs } from "../baselines/patchBaseline";

export function plannedBaselineArgs(baseline: AwsBaseline): Omit<PatchBaselineArgs, "region"> {
  const { approvedComplianceLevel, approvedNonSecurity, rejectAction } = baseline;
  const { globalFilters, sources, availableSecurityUpdates } = baseline;
  return {
    baselineName: baseline.name,
    operatingSystem: baseline.operatingSystem as OperatingSystem,
    approvalRules: baseline.rules,
    approvedPatches: baseline.approved,
    rejectedPatches: baseline.rejected,
    ...(approvedComplianceLevel && { approvedPatchesComplianceLevel: approvedComplianceLevel }),
    ...(approvedNonSecurity && { approvedPatchesEnableNonSecurity: true }),
    ...(rejectAction && { rejectedPatchesAction: rejectAction }),
    ...(globalFilters && { globalFilters }),
    ...(sources && { sources }),
    ...(availableSecurityUpdates && {
      availableSecurityUpdatesComplianceStatus: availableSecurityUpdates,
    }),
  };
}
