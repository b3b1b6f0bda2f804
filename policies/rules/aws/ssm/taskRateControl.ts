/** How many machines a task takes at once, and after how many failures it stops, within what the document's rings have. */
import type { Plan, PlannedRing, Rate } from "../../../../model/plan";
import { nist80040, nist80053 } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { Properties } from "../../../properties";
import type { Check, ResourceRule } from "../../../rule";
import { changesMachines, hasTargets } from "./windowTask";

function parseRate(text: string): Rate | undefined {
  const rate = /^(\d{1,7})(%?)$/.exec(text);
  if (!rate) {
    return undefined;
  }
  return { kind: rate[2] === "%" ? "percent" : "count", value: Number(rate[1]) };
}

function formatRate(rate: Rate): string {
  return rate.kind === "percent" ? `${rate.value}%` : String(rate.value);
}

/** The loosest rate of the same kind among the rings on AWS; shares and numbers cannot be compared. */
function loosest(
  plan: Plan,
  kind: Rate["kind"],
  of: (ring: PlannedRing) => Rate,
): Rate | undefined {
  const rates = plan.groups
    .flatMap((group) => group.rings)
    .filter((ring) => ring.systems.some(({ cloud }) => cloud === "aws"))
    .map(of)
    .filter((rate) => rate.kind === kind);
  return rates.sort((one, other) => other.value - one.value)[0];
}

function rateCheck(
  key: "maxConcurrency" | "maxErrors",
  problem: string,
  of: (ring: PlannedRing) => Rate,
): Check {
  const judge = (task: Properties, plan: Plan): readonly Outcome[] => {
    const text = task.text(key);
    const rate = text === undefined ? undefined : parseRate(text);
    const limit = loosest(plan, rate?.kind ?? "percent", of) ?? loosest(plan, "count", of);
    if (rate && (!limit || limit.kind !== rate.kind || rate.value <= limit.value)) {
      return [];
    }
    const allowed = limit ? formatRate(limit) : undefined;
    return [
      broken({
        problem,
        property: key,
        seen: text ?? "not set",
        allowed: allowed
          ? `at most ${allowed}, the loosest of the document's rings`
          : "a number or a share",
        fix: `set ${key} to ${allowed ? `${allowed} or less` : "a share such as 10%"}`,
      }),
    ];
  };
  return (task, { plan }) => (changesMachines(task) && hasTargets(task) ? judge(task, plan) : []);
}

export const taskRateControl: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-task-rate-control",
  title: "Tasks that change machines have rate limits within those of the document's rings.",
  why: "A task without tight rates takes many machines at once, and goes on while they fail: a bad patch reaches all of them.",
  level: "mandatory",
  severity: "medium",
  controls: [nist80040("§3.1"), nist80053("CM-3")],
  ruleset: "2026.11",
  fix: "Set maxConcurrency and maxErrors to the ring's concurrency and stopAfter.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows-assign-tasks.html",
  parameters:
    "The largest concurrency and stopAfter of the rings on AWS, shares and numbers apart.",
  missing: "A missing rate is a violation: SSM refuses a task with targets and without rates.",
  types: ["aws:ssm/maintenanceWindowTask:MaintenanceWindowTask"],
  examples: {
    bad: {
      properties: {
        taskType: "AUTOMATION",
        taskArn: "PatchNode",
        targets: [{ key: "WindowTargetIds", values: ["e32eecb2-646c-4f4b-8ed1-205fbexample"] }],
        maxConcurrency: "51%",
        maxErrors: "5%",
      },
    },
    good: {
      properties: {
        taskType: "AUTOMATION",
        taskArn: "PatchNode",
        targets: [{ key: "WindowTargetIds", values: ["e32eecb2-646c-4f4b-8ed1-205fbexample"] }],
        maxConcurrency: "50%",
        maxErrors: "5%",
      },
    },
  },
  checks: [
    rateCheck(
      "maxConcurrency",
      "too many machines are changed at once",
      (ring) => ring.concurrency,
    ),
    rateCheck(
      "maxErrors",
      "too many failures are let pass before the run stops",
      (ring) => ring.stopAfter,
    ),
  ],
};
