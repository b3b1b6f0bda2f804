import type { Rule } from "../../../rule";
import { recoveryPointPresent } from "./recoveryPointPresent";

export const backupRules: readonly Rule[] = [recoveryPointPresent];
