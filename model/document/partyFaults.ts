/**
 * Names of teams, people and environments that point to nothing. They are free text until `teams` (or `environments`)
 * stands in the document; from then on who answers lastingly must be a team, and who acts, approves or is told may be
 * a person too. Works on raw values.
 */
import type { PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { referenceList } from "./named";
import { entries, field, items, keys } from "./raw";

/** A name of the document, and whether a person may stand there. */
interface Place {
  readonly path: readonly PathStep[];
  readonly name: unknown;
  readonly orPerson?: boolean;
}

export function partyFaults(root: unknown): PathFault[] {
  const teams = keys(field(root, "teams"));
  const people = keys(field(root, "people"));
  return [
    ...(field(root, "teams") === undefined ? [] : namedFaults(root, teams, people)),
    ...environmentFaults(root),
    ...people.filter((name) => teams.includes(name)).map(usedForBoth),
    ...rosterFaults(root, people),
  ];
}

function namedFaults(
  root: unknown,
  teams: readonly string[],
  people: readonly string[],
): PathFault[] {
  const both = [...teams, ...people];
  return [...documentPlaces(root), ...groupPlaces(root), ...actPlaces(root)].flatMap(
    ({ path, name, orPerson }) => {
      const [section, known] = orPerson ? ["teams and people", both] : ["teams", teams];
      return Array.isArray(name)
        ? referenceList(path, name, section, known)
        : referenceList(path, [name], section, known, false);
    },
  );
}

/** Who answers lastingly, outside the groups. */
function documentPlaces(root: unknown): Place[] {
  return [
    { path: ["owner"], name: field(root, "owner") },
    ...layerPlaces([], field(root, "layers")),
    ...["windows", "testWindows"].flatMap((section) =>
      entries(field(root, section)).map(([name, value]) => ({
        path: [section, name, "owner"],
        name: field(value, "owner"),
      })),
    ),
    ...entries(field(root, "people")).map(([name, person]) => ({
      path: ["people", name, "team"],
      name: field(person, "team"),
    })),
  ];
}

function groupPlaces(root: unknown): Place[] {
  return entries(field(root, "groups")).flatMap(([name, group]) => [
    { path: ["groups", name, "owner"], name: field(group, "owner") },
    ...layerPlaces(["groups", name], field(group, "layers")),
  ]);
}

function layerPlaces(above: readonly PathStep[], layers: unknown): Place[] {
  return entries(layers).flatMap(([layer, value]) =>
    ["accountable", "responsible", "consulted", "informed"].map((key) => ({
      path: [...above, "layers", layer, key],
      name: field(value, key),
    })),
  );
}

/** Who approves, agrees, decides or is told: a team or a person. */
function actPlaces(root: unknown): Place[] {
  const inMapping = (section: string, key: string): Place[] =>
    entries(field(root, section)).map(([name, value]) => ({
      path: [section, name, key],
      name: field(value, key),
    }));
  const inList = (section: string, key: string): Place[] =>
    items(field(root, section)).map((value, index) => ({
      path: [section, index, key],
      name: field(value, key),
    }));
  const places: Place[] = [
    { path: ["approvedBy"], name: field(root, "approvedBy") },
    ...inMapping("windows", "agreedBy"),
    ...inList("escalation", "to"),
    ...inList("exceptions", "owner"),
    ...inList("exceptions", "approvedBy"),
    ...entries(field(root, "tiers")).map(([name, tier]) => ({
      path: ["tiers", name, "acceptance", "by"],
      name: field(field(tier, "acceptance"), "by"),
    })),
    ...entries(field(root, "outOfCycle")).flatMap(([name, path]) => {
      const by = field(field(path, "decide"), "by");
      return by === "on-call" ? [] : [{ path: ["outOfCycle", name, "decide", "by"], name: by }];
    }),
  ];
  return places.map((place) => ({ ...place, orPerson: true }));
}

/** Groups stand in production where they name no environment. */
function environmentFaults(root: unknown): PathFault[] {
  const environments = field(root, "environments");
  return environments === undefined
    ? []
    : entries(field(root, "groups")).flatMap(([name, group]) =>
        referenceList(
          ["groups", name, "environment"],
          [field(group, "environment") ?? "production"],
          "environments",
          keys(environments),
          false,
        ),
      );
}

function usedForBoth(name: string): PathFault {
  const path = ["people", name];
  const message = `${formatPath(path)}: "${name}" is already the name of a team; rename one, so that a name means one of them`;
  return { path, message, atKey: true };
}

/** Shifts need people, and authorities need paths, whatever else the document names. */
function rosterFaults(root: unknown, people: readonly string[]): PathFault[] {
  const paths = keys(field(root, "outOfCycle"));
  return [
    ...items(field(field(root, "onCall"), "shifts")).flatMap((shift, index) =>
      // Somebody may have two turns of a rotation.
      items(field(shift, "people")).flatMap((name, position) =>
        referenceList(
          ["onCall", "shifts", index, "people", position],
          [name],
          "people",
          people,
          false,
        ),
      ),
    ),
    ...entries(field(root, "people")).flatMap(([name, person]) =>
      items(field(person, "authority")).flatMap((authority, index) =>
        referenceList(
          ["people", name, "authority", index, "paths"],
          field(authority, "paths"),
          "outOfCycle",
          paths,
        ),
      ),
    ),
  ];
}
