/** What the document says of runs and recovery points on AWS and its other parts do not let happen. Works on raw values. */
import { oldestPoint } from "../backups";
import { formatDuration } from "../duration";
import type { PathFault } from "../fault";
import { runPeopleFaults } from "./awsRunPeople";
import { partitionFaults } from "./partitionFaults";
import { entries, field, items, textOf } from "./raw";
import { fault, recoveryFaults } from "./recoveryFaults";
import { recoveryPoint } from "./recoveryPoint";
import { wholeHours } from "./times";
import { window } from "./windows";

export function awsFaults(root: unknown): PathFault[] {
  const groups = entries(field(root, "groups"));
  return [
    ...groups.flatMap(([name, group]) => [
      ...approvalFaults(root, name, group),
      ...placeFaults(name, group),
      ...ageFaults(root, name, group),
    ]),
    ...runPeopleFaults(root),
    ...recoveryFaults(root, groups),
    ...partitionFaults(root, groups),
  ];
}

/** Who is to be asked stands in one place for all. */
function approvalFaults(root: unknown, name: string, group: unknown): PathFault[] {
  const aws = field(field(root, "clouds"), "aws");
  if (field(group, "aws") === undefined || aws === undefined) return [];
  if (field(aws, "approvals") !== undefined) return [];
  const message =
    "people are asked, and clouds.aws.approvals names none; add it, with approvers or beside access.approver";
  const rings = items(field(group, "rings"));
  return [
    ...(field(group, "approval") === true ? [["groups", name, "approval"]] : []),
    ...rings.flatMap((ring, index) =>
      field(ring, "approval") === true ? [["groups", name, "rings", index, "approval"]] : [],
    ),
  ].map((path) => fault(path, message));
}

function placeFaults(name: string, group: unknown): PathFault[] {
  if (field(group, "aws") !== undefined) return [];
  return items(field(group, "rings")).flatMap((ring, index) =>
    field(ring, "aws") === undefined
      ? []
      : [
          fault(
            ["groups", name, "rings", index, "aws"],
            "the group is not on AWS; give it aws, or remove this",
          ),
        ],
  );
}

/** A point that may be no older than the run makes it stops the machines that the run comes to last. */
function ageFaults(root: unknown, name: string, group: unknown): PathFault[] {
  const tier = textOf(field(group, "tier"));
  const promised = field(field(field(root, "tiers"), tier), "recoveryPoint");
  const own = field(group, "recoveryPoint");
  if ((field(own, "maxAge") ?? field(promised, "maxAge")) === undefined) return [];
  const parsed = recoveryPoint.safeParse(promised ?? {});
  if (field(group, "aws") === undefined || !parsed.success || !parsed.data.required) return [];
  const isOwn = field(own, "maxAge") !== undefined;
  const path = [...(isOwn ? ["groups", name] : ["tiers", tier]), "recoveryPoint", "maxAge"];
  const age = wholeHours(1, 8760).safeParse(field(isOwn ? own : promised, "maxAge"));
  if (!age.success) return [];
  if ((field(own, "when") ?? parsed.data.when) === "inWindow") {
    return isOwn || field(own, "when") === undefined
      ? [fault(path, "must be left out with inWindow: the run makes the point itself")]
      : [];
  }
  const needed = longestAge(root, group);
  return needed <= age.data * 60
    ? []
    : [
        fault(
          path,
          `must be at least ${formatDuration(needed)}, from the start of the backup to the end of the longest window of group ${name}, got ${age.data}h`,
        ),
      ];
}

function longestAge(root: unknown, group: unknown): number {
  const windows = field(root, "windows");
  const ages = items(field(group, "rings")).flatMap((ring) => {
    const used = window.safeParse(field(windows, textOf(field(ring, "window"))));
    return used.success ? [oldestPoint(used.data)] : [];
  });
  return Math.max(0, ...ages);
}
