/**
 * Names that point elsewhere in the document, and things that must be unique. Works on the raw
 * values, so that a fault of shape elsewhere hides none of these.
 */

import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { exceptionFaults } from "./exceptionFaults";
import { formerNameFaults } from "./formerNames";
import { groupLinkFaults } from "./groupFaults";
import { reference, referenceList, references, repeated } from "./named";
import { entries, field, items, keys, textOf } from "./raw";

export function referenceFaults(root: unknown): PathFault[] {
  return [
    ...entries(field(root, "tiers")).flatMap(([name, tier]) =>
      reference(["tiers", name, "outOfCycle"], field(tier, "outOfCycle"), "outOfCycle", root),
    ),
    ...entries(field(root, "groups")).flatMap(([name, group]) => groupFaults(name, group, root)),
    ...items(field(root, "freezes")).flatMap((freeze, index) =>
      references(["freezes", index, "groups"], field(freeze, "groups"), "groups", root),
    ),
    ...entries(field(root, "testWindows")).flatMap(([name, window]) =>
      ["groups", "for"].flatMap((key) =>
        references(["testWindows", name, key], field(window, key), "groups", root),
      ),
    ),
    ...items(field(root, "exceptions")).flatMap((exception, index) =>
      exceptionFaults(index, exception, root),
    ),
    ...repeated(items(field(root, "freezes")), ["freezes"], "name"),
    ...repeated(items(field(root, "exceptions")), ["exceptions"], "id"),
    ...repeatedIds(root, "aws", "accounts"),
    ...repeatedIds(root, "azure", "subscriptions"),
    ...severityFaults(root),
    ...groupLinkFaults(root),
    ...formerNameFaults(root),
  ];
}

function groupFaults(name: string, group: unknown, root: unknown): PathFault[] {
  const path = ["groups", name];
  const rings = items(field(group, "rings"));
  return [
    ...reference([...path, "tier"], field(group, "tier"), "tiers", root),
    ...references([...path, "baselines"], field(group, "baselines"), "baselines", root),
    ...cloudFaults(path, group, root, "aws", "accounts"),
    ...cloudFaults(path, group, root, "azure", "subscriptions"),
    ...rings.flatMap((ring, index) =>
      ringFaults([...path, "rings", index], ring, index, group, root),
    ),
    ...repeated(rings, [...path, "rings"], "name"),
  ];
}

function cloudFaults(
  path: readonly PathStep[],
  group: unknown,
  root: unknown,
  cloud: string,
  list: string,
): PathFault[] {
  const placed = field(group, cloud);
  if (placed === undefined) {
    return [];
  }
  if (field(field(root, "clouds"), cloud) === undefined) {
    return [
      {
        path: [...path, cloud],
        atKey: true,
        message: `${formatPath([...path, cloud])}: the document's clouds name no ${cloud}; add clouds.${cloud} or remove this`,
      },
    ];
  }
  const known = keys(field(field(field(root, "clouds"), cloud), list));
  return referenceList(
    [...path, cloud, list],
    field(placed, list),
    `clouds.${cloud}.${list}`,
    known,
  );
}

function ringFaults(
  path: readonly PathStep[],
  ring: unknown,
  index: number,
  group: unknown,
  root: unknown,
): PathFault[] {
  const faults = [
    ...reference([...path, "window"], field(ring, "window"), "windows", root),
    ...partOf(
      [...path, "regions"],
      field(ring, "regions"),
      field(field(group, "aws"), "regions"),
      "aws",
    ),
    ...partOf(
      [...path, "locations"],
      field(ring, "locations"),
      field(field(group, "azure"), "locations"),
      "azure",
    ),
  ];
  const soak = field(ring, "soak");
  if (index === 0 && soak !== undefined && !/^0+[mhd]$/.test(textOf(soak))) {
    const message = `${formatPath([...path, "soak"])}: the first ring has no ring before it to rest from; move the soak to a later ring`;
    faults.push({ path: [...path, "soak"], message });
  }
  return faults;
}

/** A ring's regions or locations must be among its group's. */
function partOf(
  path: readonly PathStep[],
  listed: unknown,
  whole: unknown,
  cloud: string,
): PathFault[] {
  if (listed === undefined || whole === undefined) {
    return [];
  }
  return referenceList(
    path,
    listed,
    `the group's ${cloud} ${String(path.at(-1))}`,
    items(whole).map(textOf),
  );
}

function repeatedIds(root: unknown, cloud: string, list: string): PathFault[] {
  const named = entries(field(field(field(root, "clouds"), cloud), list));
  const holders = new Map<unknown, string>();
  return named.flatMap(([name, value]) => {
    const id = field(value, "id");
    const holder = holders.get(id) ?? name;
    holders.set(id, holder);
    if (id === undefined || holder === name) {
      return [];
    }
    const path = ["clouds", cloud, list, name, "id"];
    const message = `${formatPath(path)}: "${textOf(id)}" is already the id of ${holder}; one name an id`;
    return [{ path, message }];
  });
}

/** A vendor's word can mean one severity only. */
function severityFaults(root: unknown): PathFault[] {
  const seen = new Map<unknown, string>();
  return entries(field(root, "severities")).flatMap(([severity, words]) =>
    items(words).flatMap((word, index) => {
      const before = seen.get(word);
      seen.set(word, severity);
      if (before === undefined) {
        return [];
      }
      const path = ["severities", severity, index];
      const message = `${formatPath(path)}: "${textOf(word)}" already means ${before}; a word means one severity`;
      return [{ path, message }];
    }),
  );
}
