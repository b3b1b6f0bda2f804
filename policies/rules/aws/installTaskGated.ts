/** SSM windows know no calendar: what installs by Run Command alone also installs in a freeze. */
import { nist80040 } from "../../framework";
import { broken, show } from "../../outcome";
import type { Check, ResourceRule } from "../../rule";
import { installsByRunCommand } from "./windowTask";

const isGated: Check = (task, { plan }) => {
  const [freeze] = plan.freezes;
  if (!freeze || !installsByRunCommand(task)) {
    return [];
  }
  return [
    broken({
      problem: `nothing keeps this install out of the freeze ${freeze.name}`,
      property: "taskArn",
      seen: show(task.text("taskArn")),
      allowed: "an Automation runbook that asks the change calendar first",
      fix: "use the MaintenanceWindow component, or a runbook that asserts the calendar OPEN before it installs",
    }),
  ];
};

export const installTaskGated: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-install-task-gated",
  title: "Installs run through a runbook that asks the change calendar, so that freezes hold.",
  level: "mandatory",
  severity: "high",
  framework: nist80040("3.1"),
  fix: "Install by the MaintenanceWindow component, whose runbooks ask the calendar of the document's freezes.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar-automations.html",
  parameters: "Whether the document has freezes; without one the rule is silent.",
  missing: "No Operation parameter installs nothing: the patch documents require it.",
  types: ["aws:ssm/maintenanceWindowTask:MaintenanceWindowTask"],
  checks: [isGated],
};
