/** The AWS service rules that the sandbox enforces, one entry a resource type. */
import type { ServiceRules } from "../service";
import { plan } from "./backup/plan";
import { restoreTestingPlan } from "./backup/restoreTestingPlan";
import { restoreTestingSelection } from "./backup/restoreTestingSelection";
import { selection } from "./backup/selection";
import { vault } from "./backup/vault";
import { vaultLock } from "./backup/vaultLock";
import { deliveryChannel } from "./cfg/deliveryChannel";
import { recorder } from "./cfg/recorder";
import { recorderStatus } from "./cfg/recorderStatus";
import { rule } from "./cfg/rule";
import { eventRule } from "./cloudwatch/eventRule";
import { eventTarget } from "./cloudwatch/eventTarget";
import { instance, launchTemplate } from "./ec2/machineTags";
import { role } from "./iam/role";
import { rolePolicy } from "./iam/rolePolicy";
import { rolePolicyAttachment } from "./iam/rolePolicyAttachment";
import { key } from "./kms/key";
import { group } from "./resourcegroups/group";
import { bucket } from "./s3/bucket";
import { bucketLifecycle } from "./s3/bucketLifecycle";
import { bucketPolicy } from "./s3/bucketPolicy";
import { bucketEncryption, bucketPublicAccessBlock, bucketVersioning } from "./s3/bucketSettings";
import { defaultPatchBaseline } from "./ssm/defaultPatchBaseline";
import { document } from "./ssm/document";
import { maintenanceWindow } from "./ssm/maintenanceWindow";
import { maintenanceWindowTarget } from "./ssm/maintenanceWindowTarget";
import { maintenanceWindowTask } from "./ssm/maintenanceWindowTask";
import { parameter } from "./ssm/parameter";
import { patchBaseline } from "./ssm/patchBaseline";
import { patchGroup } from "./ssm/patchGroup";

export const awsRules: readonly ServiceRules[] = [
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketPolicy,
  bucketPublicAccessBlock,
  bucketVersioning,
  defaultPatchBaseline,
  deliveryChannel,
  document,
  eventRule,
  eventTarget,
  group,
  instance,
  key,
  launchTemplate,
  maintenanceWindow,
  maintenanceWindowTarget,
  maintenanceWindowTask,
  parameter,
  patchBaseline,
  patchGroup,
  plan,
  recorder,
  recorderStatus,
  restoreTestingPlan,
  restoreTestingSelection,
  role,
  rolePolicy,
  rolePolicyAttachment,
  rule,
  selection,
  vault,
  vaultLock,
];
