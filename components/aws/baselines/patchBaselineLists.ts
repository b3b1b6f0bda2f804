/** The patches that a baseline approves and rejects by name. */
import * as pulumi from "@pulumi/pulumi";
import { type PatchList, takenForms, takesEntry } from "../../../model/patchNames";
import { systemFacts, systemIds } from "../../../model/systems";
import { type ArgumentChecks, type Rule, show } from "../../arguments";
import type { OperatingSystem } from "./operatingSystems";
import { listOf } from "./patchFilters";

type PatchNames = pulumi.Input<readonly pulumi.Input<string>[]> | undefined;

/** Records every fault of both lists, and returns them with their Output values checked. */
export function checkLists(
  checks: ArgumentChecks,
  system: OperatingSystem,
  approved: PatchNames,
  rejected: PatchNames,
) {
  const wanted = checks.check("approvedPatches", strings(approved), entries("approved", system));
  const unwanted = checks.check("rejectedPatches", strings(rejected), entries("reject", system));
  return {
    approvedPatches: both(checks, wanted, unwanted),
    rejectedPatches: unwanted as pulumi.Input<string[]>,
  };
}

/** What SSM takes differs by package manager, which all releases of an operating system share. */
function entries(list: PatchList, system: OperatingSystem): Rule<readonly string[]> {
  const release = systemIds.find((id) => systemFacts(id).ssmOperatingSystem === system);
  return (patches) => {
    const complaint = listOf(0, 50, 100)(patches);
    if (complaint !== undefined || release === undefined) return complaint;
    const odd = patches.find((patch) => !takesEntry(patch, list, release, "aws"));
    const forms = takenForms(list, release, "aws");
    return odd === undefined ? undefined : `must hold ${forms} on ${system}, got ${show(odd)}`;
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
