/** The fault of a filter key that no system of the baseline has: it names those that they have. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { type SystemId, systemFacts } from "../systems";

export function foreignKey(
  path: readonly PathStep[],
  key: string,
  what: string,
  systems: readonly SystemId[],
): PathFault {
  const theirs = [...new Set(systems.flatMap(keysOf))].join(", ");
  const message = `${formatPath(path)}: none of the baseline's systems ${what}; remove ${key}, they have ${theirs}`;
  return { path, atKey: true, message };
}

/** The keys of a rule that the system has, in the document's words. */
function keysOf(system: SystemId): readonly string[] {
  const { selection, kind, ssmSeverityKey } = systemFacts(system);
  return [
    "classification",
    ...(ssmSeverityKey === undefined ? [] : ["severity"]),
    "products",
    ...(selection === "repositories" ? ["priority", "section"] : []),
    ...(kind === "windows" ? ["patchSet", "productFamily"] : []),
  ];
}
