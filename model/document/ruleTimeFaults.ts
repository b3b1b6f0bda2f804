/** Faults of after and until: one of them only, and none where packages have no release date. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { type SystemId, systemFacts } from "../systems";
import { field, textOf } from "./raw";

export function ruleTimeFaults(
  path: readonly PathStep[],
  rule: unknown,
  systems: readonly SystemId[],
): PathFault[] {
  const after = field(rule, "after");
  const until = field(rule, "until");
  if (after !== undefined && until !== undefined) {
    const message = `${formatPath(path)}: a rule has after or until, not both; SSM counts days from the release or takes a day`;
    return [{ path: [...path, "until"], atKey: true, message }];
  }
  if (systems.some((system) => systemFacts(system).approvalDelay)) {
    return [];
  }
  return [
    ...(isDelay(after) ? [dateless([...path, "after"], systems)] : []),
    ...(until === undefined ? [] : [dateless([...path, "until"], systems)]),
  ];
}

function dateless(path: readonly PathStep[], systems: readonly SystemId[]): PathFault {
  const message = `${formatPath(path)}: packages of the baseline's systems (${systems.join(", ")}) have no release date, so that neither cloud keeps it; remove it, or add a system that has dates, such as rhel-9`;
  return { path, atKey: true, message };
}

function isDelay(after: unknown): boolean {
  return after !== undefined && !/^0+[mhdw]$/.test(textOf(after));
}
