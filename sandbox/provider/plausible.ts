/** Plausible values of outputs that only the SDK's declarations describe, for types without service rules. */
import type { TypeShape } from "../schema/shape";

/** An empty or neutral value of the type; text is left to the caller. */
export function neutral(type: TypeShape): unknown {
  switch (type.kind) {
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "map":
    case "object":
    case "any":
      return {};
    case "literal":
      return type.value;
    case "oneOf":
      return type.of[0] === undefined ? "" : neutral(type.of[0]);
    default:
      return "";
  }
}

/** `2026-12-01T00:00:00Z` */
export function timestamp(instant: number): string {
  return new Date(instant * 60_000).toISOString().replace(".000", "");
}

export function camelCase(name: string): string {
  return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
}

export function kebabCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

export function plural(name: string): string {
  if (/(s|x|ch)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

export function uuid(hex: (length: number) => string): string {
  return [hex(8), hex(4), `4${hex(3)}`, `a${hex(3)}`, hex(12)].join("-");
}
