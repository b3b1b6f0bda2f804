import type { Rule } from "../../../rule";
import { patchComplianceWired } from "./patchComplianceWired";

export const configRules: readonly Rule[] = [patchComplianceWired];
