/** What `clouds.aws.recovery` says and the groups and tiers do not let happen: regions, keys, and the vault's lock. */
import type * as z from "zod";
import { formatPath, type PathFault, type PathStep } from "../fault";
import { isMultiRegion, keyRegion, keysIn } from "../kmsKeys";
import { recovery } from "./awsRecovery";
import { field, items, textOf } from "./raw";
import { recoveryPoint } from "./recoveryPoint";

/** A message that begins with its place. */
export function fault(path: readonly PathStep[], message: string): PathFault {
  return { path, message: `${formatPath(path)}: ${message}` };
}

type Recovery = z.output<typeof recovery>;

/** By name, as they are written. */
type Groups = readonly (readonly [string, unknown])[];

export function recoveryFaults(root: unknown, groups: Groups): PathFault[] {
  const written = field(field(field(root, "clouds"), "aws"), "recovery");
  const parsed = recovery.safeParse(written ?? {});
  if (!parsed.success) return [];
  const { copyTo, lock, vault } = parsed.data;
  const here = groups.filter(([, group]) => field(group, "aws") !== undefined);
  const regions = new Set(
    here.flatMap(([, group]) => items(field(field(group, "aws"), "regions")).map(textOf)),
  );
  return [
    ...(copyTo !== undefined && regions.has(copyTo.region)
      ? [
          fault(
            [...recoveryPath, "copyTo", "region"],
            `groups are patched in ${copyTo.region}, whose recovery points would be copied to their own region; take one without groups`,
          ),
        ]
      : []),
    ...keyFaults(parsed.data, [...regions]),
    ...(lock === undefined
      ? []
      : [
          ...(vault === undefined || copiesAsLong(copyTo) ? lockFaults(root, here, lock) : []),
          ...copyFaults(copyTo, lock),
        ]),
  ];
}

const recoveryPath = ["clouds", "aws", "recovery"];

/** A vault takes a key of its own region, and so does a volume. */
function keyFaults({ key, volumeKeys = [] }: Recovery, regions: readonly string[]): PathFault[] {
  const keys = key === undefined || key === "create" ? [] : key;
  const [some = ""] = keys;
  const without = regions.find((region) => keysIn(region, keys).length === 0);
  const twice = regions.find((region) => keysIn(region, keys).length > 1);
  const idle = volumeKeys.findIndex(
    (one) => regions.length > 0 && !isMultiRegion(one) && !regions.includes(keyRegion(one)),
  );
  return [
    ...(keys.length > 0 && without !== undefined
      ? [
          fault(
            [...recoveryPath, "key"],
            `is a key of ${keyRegion(some)}, and groups are patched in ${without}; add a key of that region, take a multi-Region one (mrk-…), or create, which makes one in each`,
          ),
        ]
      : []),
    ...(twice === undefined
      ? []
      : [
          fault([...recoveryPath, "key"], `must name one key for each region, got two in ${twice}`),
        ]),
    ...(idle === -1
      ? []
      : [
          fault(
            [...recoveryPath, "volumeKeys", idle],
            `is a key of ${keyRegion(volumeKeys[idle] ?? "")}, where no group is patched; take it out, or a key of a region with groups`,
          ),
        ]),
  ];
}

/** Into a vault that is made, for the time of the recovery point itself. */
function copiesAsLong(copyTo: Recovery["copyTo"]): boolean {
  return copyTo !== undefined && copyTo.vault === undefined && copyTo.keep === undefined;
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

/** The vault of copies that is made has the same lock. */
function copyFaults(
  copyTo: Recovery["copyTo"],
  { minKeep, maxKeep = Number.POSITIVE_INFINITY }: NonNullable<Recovery["lock"]>,
): PathFault[] {
  const { keep, vault } = copyTo ?? {};
  if (keep === undefined || vault !== undefined || (keep >= minKeep && keep <= maxKeep)) return [];
  const most = maxKeep === Number.POSITIVE_INFINITY ? "" : ` to ${maxKeep}d`;
  const message = `must be from ${minKeep}d${most} by clouds.aws.recovery.lock, got ${keep}d; every copy would fail`;
  return [fault([...recoveryPath, "copyTo", "keep"], message)];
}
