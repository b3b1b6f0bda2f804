/** Lists inside arguments: what each entry must be, and that there is one. */
import { isText, show } from "../arguments";
import { joined } from "./argRules";

/** An empty list would stand for nothing or for all: nobody says which. */
export function listComplaint(
  given: readonly unknown[] | undefined,
  complaint: (one: unknown) => string | undefined,
): string | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) return `must be a list, got ${show(given)}`;
  return given.length === 0
    ? "must name at least one, got none; leave it out for all"
    : joined(given.map(complaint));
}

export function choiceComplaint(
  given: readonly string[] | undefined,
  known: readonly string[],
): string | undefined {
  return listComplaint(given, (value) =>
    known.includes(value as string)
      ? undefined
      : `must be of ${known.join(", ")}, got ${show(value)}`,
  );
}

/** Words for a value of the `PatchGroup` tag. */
export function tagValueComplaint(value: unknown): string | undefined {
  return isText(value, /\S/) ? undefined : `must not be blank, got ${show(value)}`;
}
