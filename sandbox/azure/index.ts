/** The Azure service rules that the sandbox enforces, one entry a resource type. */
import type { ServiceRules } from "../service";
import { policyAssignment } from "./authorization/policyAssignment";
import { roleAssignment } from "./authorization/roleAssignment";
import { roleDefinition } from "./authorization/roleDefinition";
import { virtualMachine } from "./compute/virtualMachine";
import { systemTopic } from "./eventgrid/systemTopic";
import { systemTopicEventSubscription } from "./eventgrid/systemTopicEventSubscription";
import { workflow } from "./logic/workflow";
import { groupScope, subscriptionScope } from "./maintenance/dynamicScope";
import { machineAssignment } from "./maintenance/machineAssignment";
import { maintenanceConfiguration } from "./maintenance/maintenanceConfiguration";
import { resourceGroup } from "./resources/resourceGroup";

export const azureRules: readonly ServiceRules[] = [
  groupScope,
  machineAssignment,
  maintenanceConfiguration,
  policyAssignment,
  resourceGroup,
  roleAssignment,
  roleDefinition,
  subscriptionScope,
  systemTopic,
  systemTopicEventSubscription,
  virtualMachine,
  workflow,
];
