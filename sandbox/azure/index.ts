/** The Azure service rules that the sandbox enforces, one entry a resource type. */
import type { ServiceRules } from "../service";
import { groupScope, subscriptionScope } from "./maintenance/dynamicScope";
import { machineAssignment } from "./maintenance/machineAssignment";
import { maintenanceConfiguration } from "./maintenance/maintenanceConfiguration";

export const azureRules: readonly ServiceRules[] = [
  groupScope,
  machineAssignment,
  maintenanceConfiguration,
  subscriptionScope,
];
