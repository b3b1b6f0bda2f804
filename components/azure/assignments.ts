/** Names of assignments, and assignments that exist already. */
import type * as pulumi from "@pulumi/pulumi";
import { isText, show } from "../arguments";
import { physicalName } from "./physicalName";

const longestName = 80;

/** The name that is given, else that of the assignment that is adopted, else one of our own. */
export function assignmentName(
  name: string,
  given: { readonly assignmentName?: pulumi.Input<string>; readonly adopt?: string },
): pulumi.Input<string> {
  const adopted = parseAssignmentId(given.adopt)?.name;
  return given.assignmentName ?? adopted ?? physicalName(name, [], longestName);
}

/** Words that follow `assignmentName`. */
export function assignmentNameComplaint(name: string | undefined): string | undefined {
  return name === undefined || isText(name, /^[\w.-]{1,128}$/)
    ? undefined
    : `must be 1–128 letters, digits and _.-, got ${show(name)}`;
}

const below = "/providers/Microsoft.Maintenance/configurationAssignments/";

/** Where an assignment is, and how it is called; nothing for a text that is no id of one. */
function parseAssignmentId(
  id: unknown,
): { readonly scope: string; readonly name: string } | undefined {
  if (typeof id !== "string") return undefined;
  const at = id.toLowerCase().lastIndexOf(below.toLowerCase());
  const name = id.slice(at + below.length);
  return at <= 0 || name === "" || name.includes("/")
    ? undefined
    : { scope: id.slice(0, at), name };
}

/** Words that follow `adopt` of an assignment: its level can never change, and its name is part of its id. */
export function assignmentComplaint(
  adopt: string | undefined,
  name: string | undefined,
  isScope: (scope: string) => boolean,
): string | undefined {
  if (adopt === undefined) return undefined;
  const parts = parseAssignmentId(adopt);
  if (parts === undefined || !isScope(parts.scope)) {
    return `must be the ARM id of an assignment of the same scope, got ${show(adopt)}`;
  }
  return name === undefined || parts.name.toLowerCase() === name.toLowerCase()
    ? undefined
    : `must name assignmentName ${show(name)}, got ${show(parts.name)}`;
}
