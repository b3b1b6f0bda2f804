/** Checks inputs against their shape as the clouds do: unknown names, missing ones, wrong types, values outside an enumeration. */
import { isMarked, isObject, isUnknown, type Wire, withoutSecret } from "../provider/wireValue";
import type { Failure } from "../service";
import { type Dialect, dialects } from "./dialect";
import type { ObjectShape, Schema, TypeShape } from "./shape";

/** An enumeration this long is a catalogue (VM sizes, regions) that grows without the SDK. */
const catalogueLength = 40;

interface Place {
  readonly path: string;
  /** The last name of the path, for messages. */
  readonly name: string;
}

/** Everything that is wrong, each with its path. Values that are not known yet pass. */
export function checkInputs(
  schema: Schema,
  owner: string,
  shape: ObjectShape,
  inputs: Wire,
): Failure[] {
  return checkObject(schema, owner, shape, inputs, { path: "", name: owner });
}

function checkObject(
  schema: Schema,
  owner: string,
  shape: ObjectShape,
  wire: Wire,
  place: Place,
): Failure[] {
  const dialect = dialects[schema.sdk];
  const value = withoutSecret(wire);
  if (!isObject(value) || isMarked(value)) {
    return [{ property: place.path, reason: dialect.wrongType(place.name, "an object is", value) }];
  }
  const inside = (key: string) => (place.path === "" ? key : `${place.path}.${key}`);
  const given = Object.entries(value).filter(
    ([key, member]) => member !== null && key !== "__defaults",
  );
  const failures = given.flatMap(([key, member]) => {
    const property = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (property !== undefined) {
      return checkValue(schema, property.type, member, { path: inside(key), name: key });
    }
    return [{ property: inside(key), reason: dialect.unexpected(key, owner, Object.keys(shape)) }];
  });
  const names = new Set(given.map(([key]) => key));
  const missing = Object.keys(shape).filter((key) => shape[key]?.required && !names.has(key));
  return [
    ...failures,
    ...missing.map((key) => ({ property: inside(key), reason: dialect.missing(key) })),
  ];
}

function checkValue(schema: Schema, type: TypeShape, wire: Wire, place: Place): Failure[] {
  const value = withoutSecret(wire);
  if (value === null || isUnknown(value) || type.kind === "any") return [];
  switch (type.kind) {
    case "oneOf":
      return checkOneOf(schema, type.of, value, place);
    case "array":
      return checkArray(schema, type.of, value, place);
    case "map":
      return checkMap(schema, type.of, value, place);
    case "object": {
      const shape = schema.types[type.to];
      const owner = type.to.split(".").at(-1) ?? type.to;
      return shape === undefined ? [] : checkObject(schema, owner, shape, value, place);
    }
    case "enum":
      return checkEnum(schema, schema.enums[type.to] ?? [], value, place);
    case "literal":
      return checkEnum(schema, [String(type.value)], value, place);
    default:
      return checkScalar(schema, type.kind, value, place);
  }
}

function checkScalar(
  schema: Schema,
  kind: "string" | "number" | "boolean" | "asset" | "resource",
  value: Wire,
  place: Place,
): Failure[] {
  const good =
    kind === "asset" || kind === "resource"
      ? isMarked(value) || (kind === "resource" && typeof value === "string")
      : typeof value === kind;
  if (good) return [];
  const expected = kind === "asset" ? "an asset is" : `a ${kind === "boolean" ? "bool" : kind} is`;
  return [failure(schema, place, (words) => words.wrongType(place.name, expected, value))];
}

function checkArray(schema: Schema, of: TypeShape, value: Wire, place: Place): Failure[] {
  if (!Array.isArray(value)) {
    return [failure(schema, place, (words) => words.wrongType(place.name, "a list is", value))];
  }
  return (value as readonly Wire[]).flatMap((member, index) =>
    checkValue(schema, of, member, { path: `${place.path}[${index}]`, name: place.name }),
  );
}

function checkMap(schema: Schema, of: TypeShape, value: Wire, place: Place): Failure[] {
  if (!isObject(value) || isMarked(value)) {
    return [failure(schema, place, (words) => words.wrongType(place.name, "a map is", value))];
  }
  return Object.entries(value).flatMap(([key, member]) =>
    checkValue(schema, of, member, { path: `${place.path}[${JSON.stringify(key)}]`, name: key }),
  );
}

/** ARM compares without case; a constant of ours that is no string is compared by its text. */
function checkEnum(
  schema: Schema,
  allowed: readonly (string | number)[],
  value: Wire,
  place: Place,
): Failure[] {
  if (allowed.length === 0 || allowed.length >= catalogueLength) return [];
  const fold = (text: string) => (schema.sdk === "aws" ? text : text.toLowerCase());
  const scalar = typeof value !== "object";
  if (scalar && allowed.some((each) => fold(String(each)) === fold(String(value)))) return [];
  return [failure(schema, place, (words) => words.notAllowed(place.name, allowed, value))];
}

function checkOneOf(
  schema: Schema,
  types: readonly TypeShape[],
  value: Wire,
  place: Place,
): Failure[] {
  const enumeration = types.find((type) => type.kind === "enum");
  if (enumeration !== undefined && types.some((type) => type.kind === "string")) {
    // `string | enum`: Azure refuses what its list lacks; for AWS the list is a help for the editor.
    return checkValue(
      schema,
      schema.sdk === "aws" ? { kind: "string" } : enumeration,
      value,
      place,
    );
  }
  const attempts = candidates(schema, types, value).map((type) =>
    checkValue(schema, type, value, place),
  );
  // The member that fits best is the one that was meant.
  return attempts.reduce((best, next) => (next.length < best.length ? next : best));
}

/** The members of a union whose constant properties (`kind: "Windows"`) fit the value; all when none does. */
function candidates(
  schema: Schema,
  types: readonly TypeShape[],
  value: Wire,
): readonly TypeShape[] {
  if (!isObject(value)) {
    const scalar = types.filter((type) => type.kind !== "object");
    return scalar.length > 0 ? scalar : types;
  }
  const objects = types.filter((type) => type.kind === "object" || type.kind === "map");
  const fitting = objects.filter((type) => {
    const shape = type.kind === "object" ? schema.types[type.to] : undefined;
    const constants = Object.entries(shape ?? {}).filter(([, { type }]) => type.kind === "literal");
    const place = { path: "", name: "" };
    return constants.every(
      ([key, { type }]) => checkValue(schema, type, value[key] ?? null, place).length === 0,
    );
  });
  if (fitting.length > 0) return fitting;
  return objects.length > 0 ? objects : types;
}

function failure(schema: Schema, place: Place, reason: (words: Dialect) => string): Failure {
  return { property: place.path, reason: reason(dialects[schema.sdk]) };
}
