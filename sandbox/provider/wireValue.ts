/**
 * Values as the engine sends them: JSON in which secrets, unknowns, assets and references are objects or strings with
 * reserved marks. Kept in that form on the way through, so that a mark is never lost; read through the functions here.
 */
import { isDeepStrictEqual } from "node:util";

export type Wire = null | boolean | number | string | readonly Wire[] | WireObject;
export interface WireObject {
  readonly [key: string]: Wire;
}

/** Pulumi's property values, `sdk/go/common/resource/sig`. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The value of a string that is not known yet; the other kinds have marks of their own. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknowns: ReadonlySet<string> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isUnknown(value: Wire): boolean {
  const inner = withoutSecret(value);
  return typeof inner === "string" && unknowns.has(inner);
}

/** An asset, an archive or a resource reference: a value with a mark that is no secret. */
export function isMarked(value: Wire): boolean {
  return isObject(value) && signatureKey in value;
}

/** The value under a secret's or an output's mark; any other value as it is. */
export function withoutSecret(value: Wire): Wire {
  if (!isObject(value)) return value;
  const signature = value[signatureKey];
  if (signature === secretSignature) return withoutSecret(value["value"] ?? null);
  if (signature === outputSignature) return withoutSecret(value["value"] ?? unknown);
  return value;
}

export function secret(value: Wire): Wire {
  return isSecret(value) ? value : { [signatureKey]: secretSignature, value };
}

function isSecret(value: Wire): boolean {
  return isObject(value) && value[signatureKey] === secretSignature;
}

export function hasSecret(value: Wire): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isObject(value) && Object.values(value).some(hasSecret);
}

/** The value without marks: secrets revealed; unknown and null members left out. */
export function reveal(value: Wire): unknown {
  const inner = withoutSecret(value);
  if (inner === null || isUnknown(inner)) return undefined;
  if (Array.isArray(inner)) return inner.map(reveal);
  if (isMarked(inner)) return withoutContent(inner as WireObject);
  return isObject(inner) ? revealObject(inner) : inner;
}

/** The engine sends an asset's content with a create only; the hash says what it is. */
function withoutContent(asset: WireObject): WireObject {
  const { [signatureKey]: signature = null, hash = null } = asset;
  return hash === null ? asset : { [signatureKey]: signature, hash };
}

export function revealObject(value: WireObject): Record<string, unknown> {
  const revealed: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const inner = reveal(member);
    if (inner !== undefined) revealed[key] = inner;
  }
  return revealed;
}

/** The paths of what is not known yet: `name`, `rules[0].schedule`. */
export function unknownPaths(value: Wire, path = ""): string[] {
  const inner = withoutSecret(value);
  if (isUnknown(inner)) return [path];
  if (Array.isArray(inner)) {
    return inner.flatMap((member, index) => unknownPaths(member, `${path}[${index}]`));
  }
  if (!isObject(inner)) return [];
  return Object.entries(inner).flatMap(([key, member]) =>
    unknownPaths(member, path === "" ? key : `${path}.${key}`),
  );
}

/** Equal but for secrets' marks; a null member equals an absent one. */
export function equal(left: Wire | undefined, right: Wire | undefined): boolean {
  const known = (value: Wire | undefined) => (value === undefined ? undefined : reveal(value));
  if ((left !== undefined && hasUnknown(left)) || (right !== undefined && hasUnknown(right))) {
    return false;
  }
  return isDeepStrictEqual(known(left), known(right));
}

export function hasUnknown(value: Wire): boolean {
  return unknownPaths(value).length > 0;
}

/** Plain data as a wire value: `undefined` members are left out. */
export function toWire(value: unknown): Wire {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value === "object") return toWireObject(value as Record<string, unknown>);
  if (typeof value === "bigint") return Number(value);
  return value as boolean | number | string;
}

export function toWireObject(value: Readonly<Record<string, unknown>>): WireObject {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, toWire(member)]));
}
