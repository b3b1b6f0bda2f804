/** Faults of names: those that point to nothing, and those that are used twice. Works on raw values. */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { field, items, keys, textOf } from "./raw";
import { suggestion } from "./suggestion";

export function reference(
  path: readonly PathStep[],
  name: unknown,
  section: string,
  root: unknown,
): PathFault[] {
  return name === undefined
    ? []
    : referenceList(path, [name], section, keys(field(root, section)), false);
}

export function references(
  path: readonly PathStep[],
  names: unknown,
  section: string,
  root: unknown,
): PathFault[] {
  return referenceList(path, names, section, keys(field(root, section)));
}

export function referenceList(
  path: readonly PathStep[],
  names: unknown,
  section: string,
  known: readonly string[],
  isList = true,
): PathFault[] {
  const written = items(names);
  const isKnown = membership(known);
  return written.flatMap((name, index) => {
    const at = isList ? [...path, index] : path;
    if (typeof name !== "string") {
      return [];
    }
    if (written.indexOf(name) < index) {
      return [{ path: at, message: `${formatPath(at)}: "${name}" is listed twice; remove one` }];
    }
    if (isKnown.has(name)) {
      return [];
    }
    return [unknownName(at, name, section, known)];
  });
}

/** Worded when it is shown: to look for the nearest of thousands of names takes its time, and few faults are shown. */
function unknownName(
  path: readonly PathStep[],
  name: string,
  section: string,
  known: readonly string[],
): PathFault {
  return {
    path,
    get message() {
      const allowed =
        known.length === 0 ? `${section} has none` : `${section}: ${listNames(known)}`;
      return `${formatPath(path)}: unknown name "${name}"${suggestion(name, known)}; ${allowed}`;
    },
  };
}

const mostListed = 100;

/** The first hundred, and how many more. */
export function listNames(known: readonly string[]): string {
  const more = known.length - mostListed;
  return known.slice(0, mostListed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Thousands of names are looked for in one section, whose keys are one list each time. */
function membership(known: readonly string[]): ReadonlySet<string> {
  const set = sets.get(known) ?? new Set(known);
  sets.set(known, set);
  return set;
}

export function repeated(
  list: readonly unknown[],
  path: readonly PathStep[],
  key: string,
): PathFault[] {
  const names = list.map((item) => field(item, key));
  const first = new Map(names.map((name, index) => [name, index] as const).reverse());
  return names.flatMap((name, index) => {
    const before = first.get(name) ?? index;
    if (name === undefined || before === index) {
      return [];
    }
    const at = [...path, index, key];
    const message = `${formatPath(at)}: "${textOf(name)}" is used twice; every ${key} here must be unique`;
    return [{ path: at, message, other: [...path, before, key] }];
  });
}
