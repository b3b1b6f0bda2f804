/** How each provider words what is wrong with an input: the Terraform bridge's sentences for AWS, ARM's error form for Azure. */
import { closest, distance } from "fastest-levenshtein";
import type { Sdk } from "./shape";

export interface Dialect {
  unexpected(name: string, owner: string, known: readonly string[]): string;
  missing(name: string): string;
  wrongType(name: string, expected: string, seen: unknown): string;
  notAllowed(name: string, allowed: readonly (string | number)[], seen: unknown): string;
}

export const dialects: Readonly<Record<Sdk, Dialect>> = {
  aws: {
    unexpected: (name, _owner, known) =>
      `Unsupported argument. An argument named "${name}" is not expected here.${suggestion(name, known)}`,
    missing: (name) =>
      `Missing required argument. The argument "${name}" is required, but no definition was found.`,
    wrongType: (name, expected, seen) =>
      `Inappropriate value for attribute "${name}": ${expected} required, got ${show(seen)}.`,
    notAllowed: (name, allowed, seen) =>
      `expected ${name} to be one of [${list(allowed)}], got ${show(seen)}.`,
  },
  "azure-native": {
    unexpected: (name, owner, known) =>
      `Code="InvalidRequestContent" Message="Could not find member '${name}' on object of type '${owner}'."${suggestion(name, known)}`,
    missing: (name) => `missing required property '${name}'`,
    wrongType: (name, expected, seen) =>
      `Code="InvalidRequestContent" Message="The value of '${name}' is ${show(seen)}: ${expected} required."`,
    notAllowed: (name, allowed, seen) =>
      `Code="InvalidParameter" Message="The value of '${name}' is ${show(seen)}. Allowed values: ${list(allowed)}."`,
  },
};

/** The nearest known name, when it is near enough to be what was meant; else all names of a short list. */
export function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(name, known);
  const near = distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(3, name.length / 2);
  if (near) return ` Did you mean "${nearest}"?`;
  return known.length > 12 ? "" : ` Known are: ${known.join(", ")}.`;
}

function list(values: readonly (string | number)[]): string {
  const shown = values.slice(0, 12).map((value) => JSON.stringify(value));
  const rest = values.length - shown.length;
  return rest > 0 ? `${shown.join(" ")} and ${rest} more` : shown.join(" ");
}

function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return JSON.stringify(value);
}
