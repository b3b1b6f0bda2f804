/**
 * Policies that do not grow with the rings. All inline policies of a role hold 10,240 characters together, so that what is
 * named one by one must end somewhere; beyond that a pattern stands for it, and the runbooks' own first steps are what
 * narrows it down: a machine's tag must be that of a ring whose settings the deployment has written.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./serviceRole";

/** Resources of one kind that a statement names. */
export const mostNamed = 20;

/** Characters of the resources of one statement that may be long, each with its quotes and comma. */
const mostOfResources = 2_400;

/** Characters of the tag's values in one condition, each with its quotes and comma. */
const mostOfTags = 1_200;

type Resources = NonNullable<Statement["Resource"]>;

/** Those and no others as long as there are few; beyond that whatever `pattern` matches. */
export function namedOr(
  resources: readonly pulumi.Input<string>[],
  pattern: string,
  most = mostNamed,
): Resources {
  return resources.length <= most ? resources : [pattern];
}

/**
 * Machines of the rings: by each ring's tag; of many rings by what their names begin with, `<group>.*`; of very many
 * groups by having the tag at all.
 * @param key the condition key of a service, such as `aws:ResourceTag/PatchGroup`.
 */
export function ofRings(
  key: string,
  patchGroups: readonly string[],
): NonNullable<Statement["Condition"]> {
  if (size(patchGroups) <= mostOfTags) return { StringEquals: { [key]: patchGroups } };
  const groups = [...new Set(patchGroups.map(groupOf))].sort();
  return { StringLike: { [key]: size(groups) <= mostOfTags ? groups : ["?*"] } };
}

/** A name without a dot is a group of its own. */
function groupOf(patchGroup: string): string {
  const dot = patchGroup.lastIndexOf(".");
  return dot < 1 ? patchGroup : `${patchGroup.slice(0, dot)}.*`;
}

/** The first of some ways to name resources, from each of them to one pattern, that is short enough; else the last. */
export function shortest(
  ...ways: readonly [readonly string[], ...(readonly string[])[]]
): readonly string[] {
  return ways.find((resources) => size(resources) <= mostOfResources) ?? ways.at(-1) ?? ways[0];
}

function size(values: readonly string[]): number {
  return values.reduce((sum, { length }) => sum + length + 3, 0);
}
