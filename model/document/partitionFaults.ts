/** Partitions of AWS: accounts, users and roles of one are unknown in every other. Works on raw values. */
import type { PathFault } from "../fault";
import { remembered } from "../memo";
import { partitionOf } from "../regions";
import { entries, field, items, textOf } from "./raw";
import { fault } from "./recoveryFaults";

/** By name, as they are written. */
type Groups = readonly (readonly [string, unknown])[];

export function partitionFaults(root: unknown, groups: Groups): PathFault[] {
  const aws = field(field(root, "clouds"), "aws");
  const regions = [...new Set(groups.flatMap(([, group]) => regionsOf(group)))];
  return [
    ...groups.flatMap(([name, group]) => groupFaults(name, group)),
    ...accountFaults(aws, groups),
    ...personFaults(aws, regions),
  ];
}

function regionsOf(group: unknown): readonly string[] {
  return items(field(field(group, "aws"), "regions")).map(textOf);
}

/** The first that is in another partition than the first of all. */
function elsewhere(regions: readonly string[]): string | undefined {
  const [first] = regions;
  return regions.find((one) => first !== undefined && partitionOf(one) !== partitionOf(first));
}

const told = (region = ""): string => `${region} (${partitionOf(region)})`;

function groupFaults(name: string, group: unknown): PathFault[] {
  const regions = regionsOf(group);
  const other = elsewhere(regions);
  if (other === undefined) return [];
  const message = `must be of one partition, since no account is in two, got ${told(regions[0])} and ${told(other)}; make a group of each`;
  return [fault(["groups", name, "aws", "regions"], message)];
}

/** Of groups that are each in one partition. */
function accountFaults(aws: unknown, groups: Groups): PathFault[] {
  const all = entries(field(aws, "accounts")).map(([name]) => name);
  const patched = patchedIn(all, groups);
  return all.flatMap((account) => {
    const here = patched.get(account) ?? [];
    const regions = here.flatMap((group) => group.regions);
    const other = elsewhere(regions);
    const culprit = here.find((group) => group.regions.includes(other ?? ""));
    if (other === undefined || culprit === undefined) return [];
    const message = `must name accounts that are in one partition, and ${account} is patched in ${told(regions[0])} and ${told(other)}`;
    return [fault(["groups", culprit.name, "aws", "accounts"], message)];
  });
}

interface PatchedGroup {
  readonly name: string;
  readonly regions: readonly string[];
}

/** By account, in one walk along the groups: a large organisation has hundreds of accounts and thousands of groups. */
function patchedIn(
  accounts: readonly string[],
  groups: Groups,
): ReadonlyMap<string, readonly PatchedGroup[]> {
  const found = new Map<string, PatchedGroup[]>();
  for (const [name, group] of groups) {
    const regions = regionsOf(group);
    if (elsewhere(regions) !== undefined) continue;
    for (const account of new Set(accountsOf(group, accounts))) {
      remembered(found, account, () => []).push({ name, regions });
    }
  }
  return found;
}

function accountsOf(group: unknown, all: readonly string[]): readonly string[] {
  const aws = field(group, "aws");
  const named = field(aws, "accounts");
  if (aws === undefined) return [];
  return named === undefined ? all : items(named).map(textOf);
}

/** Roles are made, and gates ask, in every account and region. */
function personFaults(aws: unknown, regions: readonly string[]): PathFault[] {
  const access = field(aws, "access");
  const lists = [
    ...["requester", "approver", "auditor"].map((person) => ({
      path: ["access", person, "principals"],
      written: field(field(access, person), "principals"),
    })),
    { path: ["approvals", "approvers"], written: field(field(aws, "approvals"), "approvers") },
  ];
  return lists.flatMap(({ path, written }) =>
    items(written).flatMap((one, index) => {
      const [scheme, partition] = textOf(one).split(":");
      const other = regions.find((region) => partitionOf(region) !== partition);
      if (scheme !== "arn" || other === undefined) return [];
      const message = `is of the partition ${partition}, and groups are patched in ${told(other)}, where nobody of another is known; name somebody of it`;
      return [fault(["clouds", "aws", ...path, index], message)];
    }),
  );
}
