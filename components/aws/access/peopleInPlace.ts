/** The people that arguments name, as the model knows them: by identity, with the roles that are made for them. */
import {
  type PeopleFault,
  type PersonInPlace,
  type RunPart,
  runParts,
} from "../../../model/runPeople";
import { longestRole, madeName } from "../madeName";
import type { PeopleOfRuns, PersonRole } from "./patchAccessArgs";

/**
 * Of an existing role that is not known yet nobody can say whose it is.
 * @param resource what Pulumi calls the component that makes the roles.
 */
export function peopleInPlace(
  people: PeopleOfRuns,
  resource: string,
): Partial<Record<RunPart, PersonInPlace>> {
  return Object.fromEntries(
    runParts.flatMap((part) => {
      const role = people[part];
      return role === undefined ? [] : [[part, personInPlace(role, `${resource}-${part}`)]];
    }),
  );
}

function personInPlace(role: PersonRole, resource: string): PersonInPlace {
  if ("existingRoleArn" in role) {
    const arn = role.existingRoleArn;
    return typeof arn === "string" ? { existing: arn } : {};
  }
  const principals = Array.isArray(role.principals)
    ? role.principals.filter((who) => typeof who === "string")
    : [];
  const made = role.roleName ?? madeName(resource, longestRole).name;
  return made === undefined ? { principals, madeFrom: resource } : { principals, made };
}

/** The argument that a fault is about, below the people. */
export function argumentOf({ part, key }: PeopleFault): string {
  const names = { existing: "existingRoleArn", name: "roleName" } as const;
  return `${part}.${key === "existing" || key === "name" ? names[key] : key}`;
}
