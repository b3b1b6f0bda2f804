/** The Azure service rules that the sandbox enforces, one entry a resource type. */
import type { ServiceRules } from "../service";
import { policyAssignment } from "./authorization/policyAssignment";
import { roleAssignment } from "./authorization/roleAssignment";
import { roleDefinition } from "./authorization/roleDefinition";
import { disk } from "./compute/disk";
import { restorePoint } from "./compute/restorePoint";
import { restorePointCollection } from "./compute/restorePointCollection";
import { scaleSet } from "./compute/scaleSet";
import { snapshot } from "./compute/snapshot";
import { virtualMachine } from "./compute/virtualMachine";
import { systemTopic } from "./eventgrid/systemTopic";
import { systemTopicEventSubscription } from "./eventgrid/systemTopicEventSubscription";
import { arcMachine } from "./hybridcompute/machine";
import { workflow } from "./logic/workflow";
import { groupScope, subscriptionScope } from "./maintenance/dynamicScope";
import { machineAssignment } from "./maintenance/machineAssignment";
import { maintenanceConfiguration } from "./maintenance/maintenanceConfiguration";
import { userAssignedIdentity } from "./managedidentity/userAssignedIdentity";
import { protectedItem } from "./recoveryservices/protectedItem";
import { protectionPolicy } from "./recoveryservices/protectionPolicy";
import { vault } from "./recoveryservices/vault";
import { resourceGroup } from "./resources/resourceGroup";
import { blobContainer } from "./storage/blobContainer";
import { managementPolicy } from "./storage/managementPolicy";
import { storageAccount } from "./storage/storageAccount";

export const azureRules: readonly ServiceRules[] = [
  arcMachine,
  blobContainer,
  disk,
  groupScope,
  machineAssignment,
  maintenanceConfiguration,
  managementPolicy,
  policyAssignment,
  protectedItem,
  protectionPolicy,
  resourceGroup,
  restorePoint,
  restorePointCollection,
  roleAssignment,
  roleDefinition,
  scaleSet,
  snapshot,
  storageAccount,
  subscriptionScope,
  systemTopic,
  systemTopicEventSubscription,
  userAssignedIdentity,
  vault,
  virtualMachine,
  workflow,
];
