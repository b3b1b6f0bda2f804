/** Every rule, in the order in which the pack lists them. */
import type { Rule } from "../rule";
import { backupRules } from "./aws/backup";
import { configRules } from "./aws/config";
import { ec2Rules } from "./aws/ec2";
import { ssmRules } from "./aws/ssm";
import { authorizationRules } from "./azure/authorization";
import { computeRules } from "./azure/compute";
import { maintenanceRules } from "./azure/maintenance";

export const rules: readonly Rule[] = [
  ...ssmRules,
  ...ec2Rules,
  ...backupRules,
  ...configRules,
  ...maintenanceRules,
  ...computeRules,
  ...authorizationRules,
];
