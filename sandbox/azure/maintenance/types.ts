/** What the rules of the maintenance types share: their tokens, and the operation that makes a configuration. */
import type { ArmOperation } from "../arm";

export const configurationType = "azure-native:maintenance:MaintenanceConfiguration";
export const subscriptionScopeType =
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription";
export const groupScopeType = "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup";
export const machineAssignmentType = "azure-native:maintenance:ConfigurationAssignment";

export const putConfiguration: ArmOperation = {
  operation: "MaintenanceConfigurations_CreateOrUpdate",
};
