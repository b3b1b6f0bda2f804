import type { Rule } from "../../../rule";
import { assessmentAssigned } from "./assessmentAssigned";

export const authorizationRules: readonly Rule[] = [assessmentAssigned];
