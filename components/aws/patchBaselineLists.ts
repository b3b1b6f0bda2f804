/** The patches that a baseline approves and rejects by name. */
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, show } from "../arguments";
import { listOf } from "./patchFilters";

type PatchNames = pulumi.Input<readonly pulumi.Input<string>[]> | undefined;

/** Records every fault of both lists, and returns them with their Output values checked. */
export function checkLists(checks: ArgumentChecks, approved: PatchNames, rejected: PatchNames) {
  const wanted = checks.check("approvedPatches", strings(approved), listOf(0, 50, 100));
  const unwanted = checks.check("rejectedPatches", strings(rejected), listOf(0, 50, 100));
  return {
    approvedPatches: both(checks, wanted, unwanted),
    rejectedPatches: unwanted as pulumi.Input<string[]>,
  };
}

type Lists = readonly [approved: readonly string[], rejected: readonly string[]];

/** A patch that is approved and rejected is rejected, so listing it twice is a slip. */
function both(
  checks: ArgumentChecks,
  approved: pulumi.Input<readonly string[]>,
  rejected: pulumi.Input<readonly string[]>,
): pulumi.Input<string[]> {
  // Either list may be an Output: the pair is then judged in apply, like any other value.
  const lists = [approved, rejected] as unknown as pulumi.Input<Lists>;
  const checked = checks.check<Lists>("approvedPatches", lists, ([wanted, unwanted]) => {
    const twice = wanted.find((patch) => unwanted.includes(patch));
    return twice === undefined ? undefined : `must not hold the rejected patch ${show(twice)}`;
  });
  return pulumi.output(checked).apply(([wanted]) => [...wanted]);
}

function strings(list: PatchNames): pulumi.Input<readonly string[]> {
  return (list ?? []) as pulumi.Input<readonly string[]>;
}
