/** A stack that installs patches on machines whose tier promises a recovery point must also make one. */
import type { Plan, PlannedGroup } from "../../../../model/plan";
import { cisControls, essentialEight, nist80040, nist80053 } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { StackRule } from "../../../rule";
import { ifKnown, type Stack, type StackResource } from "../../../stack";
import { changesMachines } from "../ssm/windowTask";

const taskType = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";
const component = "patchwarden:aws:SnapshotPolicy";

function promisedOn(plan: Plan): readonly PlannedGroup[] {
  return plan.groups.filter(
    (group) =>
      group.recoveryPoint.required &&
      group.rings.some((ring) => ring.systems.some(({ cloud }) => cloud === "aws")),
  );
}

/** A task whose kind a preview does not know counts: a missing recovery point is the worse mistake. */
function installs(task: StackResource): boolean {
  return ifKnown(() => changesMachines(task.properties)) ?? true;
}

function makesPoints(stack: Stack): boolean {
  const planned =
    stack.of("aws:backup/plan:Plan").length > 0 &&
    stack.of("aws:backup/selection:Selection").length > 0;
  return planned || stack.of(component, "aws:dlm/lifecyclePolicy:LifecyclePolicy").length > 0;
}

function isPresent(stack: Stack, { plan }: { readonly plan: Plan }): readonly Outcome[] {
  const [group] = promisedOn(plan);
  const task = stack.of(taskType).find(installs);
  if (!group || !task || makesPoints(stack)) {
    return [];
  }
  return [
    broken({
      problem: `patches are installed without a recovery point, which tier ${group.tier} promises to ${group.name}`,
      property: "the stack's aws:backup/plan:Plan with a selection",
      seen: "not set",
      allowed: `one that keeps points for ${group.recoveryPoint.keepDays} days`,
      fix: "add the SnapshotPolicy component, or a backup plan and its selection",
      urn: task.urn,
    }),
  ];
}

/** Days that the rules of a plan keep points at the most; a rule without an end keeps them for good. */
function longestKept(plan: StackResource): number {
  const { properties } = plan;
  const days = Array.from(
    { length: properties.count("rules") },
    (_, index) =>
      properties.item("rules", index).object("lifecycle")?.number("deleteAfter") ??
      Number.POSITIVE_INFINITY,
  );
  return Math.max(0, ...days);
}

function isKeptLongEnough(stack: Stack, { plan }: { readonly plan: Plan }): readonly Outcome[] {
  const promised = promisedOn(plan).map((group) => group.recoveryPoint.keepDays);
  const backups = stack.of("aws:backup/plan:Plan");
  const [first] = backups;
  // Our component takes its days from the plan, group by group.
  if (!first || promised.length === 0 || stack.of(component).length > 0) {
    return [];
  }
  const kept = Math.max(...backups.map(longestKept));
  const asked = Math.max(...promised);
  if (kept >= asked || !stack.of(taskType).some(installs)) {
    return [];
  }
  return [
    broken({
      problem: "recovery points are deleted before the document lets them",
      property: "rules[].lifecycle.deleteAfter",
      seen: `${kept} days at the most`,
      allowed: `at least ${asked} days`,
      fix: `set deleteAfter to ${asked} or more`,
      urn: first.urn,
    }),
  ];
}

export const recoveryPointPresent: StackRule = {
  kind: "stack",
  id: "aws-recovery-point-present",
  title: "A stack that installs patches makes recovery points where the document promises them.",
  why: "A machine that a patch breaks comes back from a recovery point or not at all.",
  level: "mandatory",
  severity: "high",
  controls: [
    nist80040("§3.1"),
    nist80053("CP-9"),
    cisControls("11.2"),
    essentialEight("regular backups"),
  ],
  ruleset: "2026.11",
  fix: "Declare the SnapshotPolicy component, or a backup plan and selection that keep points long enough.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html",
  parameters:
    "The groups on AWS whose tier requires a recovery point, and the days that they keep it.",
  missing: "No deleteAfter keeps points for good: compliant.",
  unknown: "A task that is unknown counts as an install; unknown days are undetermined.",
  types: [taskType],
  examples: {
    bad: {
      install: {
        type: taskType,
        properties: {
          taskType: "AUTOMATION",
          taskArn: "PatchNode",
          targets: [{ key: "WindowTargetIds", values: ["e32eecb2-646c-4f4b-8ed1-205fbexample"] }],
        },
      },
    },
    good: {
      install: {
        type: taskType,
        properties: {
          taskType: "AUTOMATION",
          taskArn: "PatchNode",
          targets: [{ key: "WindowTargetIds", values: ["e32eecb2-646c-4f4b-8ed1-205fbexample"] }],
        },
      },
      before: {
        type: "aws:backup/plan:Plan",
        properties: { rules: [{ ruleName: "before", lifecycle: { deleteAfter: 14 } }] },
      },
      machines: { type: "aws:backup/selection:Selection", properties: {} },
    },
  },
  checks: [isPresent, isKeptLongEnough],
};
