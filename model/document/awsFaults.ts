/** What the document says of runs and recovery points on AWS and its other parts do not let happen. Works on raw values. */
import { oldestPoint } from "../backups";
import { formatDuration } from "../duration";
import { formatPath, type PathFault, type PathStep } from "../fault";
import { recovery } from "./awsRecovery";
import { entries, field, items, textOf } from "./raw";
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
    ...recoveryFaults(root, groups),
  ];
}

function fault(path: readonly PathStep[], message: string): PathFault {
  return { path, message: `${formatPath(path)}: ${message}` };
}

/** Who is to be asked stands in one place for all. */
function approvalFaults(root: unknown, name: string, group: unknown): PathFault[] {
  const aws = field(field(root, "clouds"), "aws");
  if (field(group, "aws") === undefined || aws === undefined) return [];
  if (field(aws, "approvals") !== undefined) return [];
  const message = "people are asked, and clouds.aws.approvals names none; add its approvers";
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

type Groups = readonly (readonly [string, unknown])[];

function recoveryFaults(root: unknown, groups: Groups): PathFault[] {
  const written = field(field(field(root, "clouds"), "aws"), "recovery");
  const parsed = recovery.safeParse(written ?? {});
  if (!parsed.success) return [];
  const { copyTo, key, lock } = parsed.data;
  const here = groups.filter(([, group]) => field(group, "aws") !== undefined);
  const regions = new Set(
    here.flatMap(([, group]) => items(field(field(group, "aws"), "regions"))),
  );
  const path = ["clouds", "aws", "recovery"];
  const keyRegion = key?.startsWith("arn:") ? key.split(":")[3] : undefined;
  const elsewhere = [...regions].find((region) => region !== keyRegion);
  return [
    ...(copyTo !== undefined && regions.has(copyTo.region)
      ? [
          fault(
            [...path, "copyTo", "region"],
            `groups are patched in ${copyTo.region}, whose recovery points would be copied to their own region; take one without groups`,
          ),
        ]
      : []),
    ...(keyRegion !== undefined && elsewhere !== undefined
      ? [
          fault(
            [...path, "key"],
            `is a key of ${keyRegion}, and groups are patched in ${textOf(elsewhere)}; take create, which makes one in each region`,
          ),
        ]
      : []),
    ...(lock === undefined ? [] : lockFaults(root, here, lock)),
  ];
}

/** A lock whose bounds a length of keeping breaks would fail each of its backups, at night. */
function lockFaults(
  root: unknown,
  groups: Groups,
  {
    minKeep,
    maxKeep = Number.POSITIVE_INFINITY,
  }: { minKeep: number; maxKeep?: number | undefined },
): PathFault[] {
  const tiers = new Set(groups.map(([, group]) => textOf(field(group, "tier"))));
  return [...tiers].flatMap((tier) => {
    const promised = field(field(field(root, "tiers"), tier), "recoveryPoint");
    const parsed = recoveryPoint.safeParse(promised ?? {});
    if (!parsed.success || !parsed.data.required) return [];
    const { keep } = parsed.data;
    if (keep >= minKeep && keep <= maxKeep) return [];
    const most = maxKeep === Number.POSITIVE_INFINITY ? "" : ` to ${maxKeep}d`;
    return [
      fault(
        ["tiers", tier, "recoveryPoint", "keep"],
        `must be from ${minKeep}d${most} by clouds.aws.recovery.lock, got ${keep}d; every backup would fail`,
      ),
    ];
  });
}
