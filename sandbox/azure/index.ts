/** The Azure service rules that the sandbox enforces, one entry a resource type. */
import type { ServiceRules } from "../service";

export const azureRules: readonly ServiceRules[] = [];
