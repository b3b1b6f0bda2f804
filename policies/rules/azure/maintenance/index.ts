import type { Rule } from "../../../rule";
import { configurationContent } from "./configurationContent";
import { configurationReboot } from "./configurationReboot";
import { configurationWindow } from "./configurationWindow";
import { dynamicScopeTag } from "./dynamicScopeTag";
import { freezeGuarded } from "./freezeGuarded";
import { recoveryPointPresent } from "./recoveryPointPresent";
import { schedulesApart } from "./schedulesApart";

export const maintenanceRules: readonly Rule[] = [
  configurationWindow,
  configurationContent,
  configurationReboot,
  dynamicScopeTag,
  recoveryPointPresent,
  freezeGuarded,
  schedulesApart,
];
