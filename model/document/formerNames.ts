/**
 * Former names of groups and rings: what is deployed under a name can become one other thing only. Works on raw values, like
 * all checks of names.
 */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { entries, field, items, keys, textOf } from "./raw";

/** Something that has a name now, and may have had another. */
interface Renamed {
  readonly path: readonly PathStep[];
  readonly formerly: unknown;
}

export function formerNameFaults(root: unknown): PathFault[] {
  const groups = field(root, "groups");
  const renamed = entries(groups).map(([name, group]) => ({
    path: ["groups", name, "formerly"],
    formerly: field(group, "formerly"),
  }));
  return [
    ...faultsAmong(renamed, keys(groups), "group"),
    ...entries(groups).flatMap(([name, group]) => ringFaults(["groups", name, "rings"], group)),
  ];
}

function ringFaults(path: readonly PathStep[], group: unknown): PathFault[] {
  const rings = items(field(group, "rings"));
  const renamed = rings.map((ring, index) => ({
    path: [...path, index, "formerly"],
    formerly: field(ring, "formerly"),
  }));
  const names = rings.map((ring) => textOf(field(ring, "name")));
  return faultsAmong(renamed, names, "ring of the group");
}

function faultsAmong(
  renamed: readonly Renamed[],
  names: readonly string[],
  noun: string,
): PathFault[] {
  const holders = new Map<unknown, string>();
  return renamed.flatMap(({ path, formerly }): PathFault[] => {
    if (typeof formerly !== "string") return [];
    const place = formatPath(path);
    const before = holders.get(formerly);
    holders.set(formerly, before ?? place);
    if (names.includes(formerly)) {
      const message = `${place}: "${formerly}" is still the name of a ${noun}; give the name that this one had before, or leave it out`;
      return [{ path, message }];
    }
    if (before === undefined) return [];
    const message = `${place}: ${before} is "${formerly}" already; what was deployed under a name becomes one ${noun}`;
    return [{ path, message }];
  });
}
