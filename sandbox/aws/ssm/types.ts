/** Tokens of the SSM types whose rules look at each other. */

export const patchBaselineType = "aws:ssm/patchBaseline:PatchBaseline";
export const patchGroupType = "aws:ssm/patchGroup:PatchGroup";
export const defaultBaselineType = "aws:ssm/defaultPatchBaseline:DefaultPatchBaseline";
export const windowType = "aws:ssm/maintenanceWindow:MaintenanceWindow";
export const windowTargetType = "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget";
export const windowTaskType = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";
export const documentType = "aws:ssm/document:Document";
export const parameterType = "aws:ssm/parameter:Parameter";
