/** SSM windows know no calendar: what installs by Run Command alone also installs in a freeze. */
import { nist80040, nist80053, pciDss } from "../../../control";
import { broken, show } from "../../../outcome";
import type { Check, ResourceRule } from "../../../rule";
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
  why: "A maintenance window knows no calendar: a task that installs by Run Command installs in every freeze too.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.1"), nist80053("CM-3"), pciDss("6.5.1")],
  ruleset: "2026.11",
  fix: "Install by the MaintenanceWindow component, whose runbooks ask the calendar of the document's freezes.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar-automations.html",
  parameters: "Whether the document has freezes; without one the rule is silent.",
  missing: "No Operation parameter installs nothing: the patch documents require it.",
  types: ["aws:ssm/maintenanceWindowTask:MaintenanceWindowTask"],
  examples: {
    bad: {
      properties: {
        taskType: "RUN_COMMAND",
        taskArn: "AWS-RunPatchBaseline",
        targets: [{ key: "WindowTargetIds", values: ["e32eecb2-646c-4f4b-8ed1-205fbexample"] }],
        taskInvocationParameters: {
          runCommandParameters: { parameters: [{ name: "Operation", values: ["Install"] }] },
        },
      },
    },
    good: {
      properties: {
        taskType: "RUN_COMMAND",
        taskArn: "AWS-RunPatchBaseline",
        targets: [{ key: "WindowTargetIds", values: ["e32eecb2-646c-4f4b-8ed1-205fbexample"] }],
        taskInvocationParameters: {
          runCommandParameters: { parameters: [{ name: "Operation", values: ["Scan"] }] },
        },
      },
    },
  },
  checks: [isGated],
};
