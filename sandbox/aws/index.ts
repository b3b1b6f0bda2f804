/** The AWS service rules that the sandbox enforces, one entry a resource type. */
import type { ServiceRules } from "../service";
import { maintenanceWindow } from "./ssm/maintenanceWindow";
import { patchBaseline } from "./ssm/patchBaseline";
import { patchGroup } from "./ssm/patchGroup";

export const awsRules: readonly ServiceRules[] = [maintenanceWindow, patchBaseline, patchGroup];
