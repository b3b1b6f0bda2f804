/** Inputs made from a shape: the least that a resource type takes. */
import type { ObjectShape, Schema, TypeShape } from "../../sandbox/schema/shape";

/** The required properties of a shape, each with a value of its type. */
export function sampleInputs(
  schema: Schema,
  shape: ObjectShape,
  depth = 0,
): Record<string, unknown> {
  const required = Object.entries(shape).filter(([, property]) => property.required);
  return Object.fromEntries(
    required.map(([name, { type }]) => [name, sampleValue(schema, type, depth)]),
  );
}

function sampleValue(schema: Schema, type: TypeShape, depth = 0): unknown {
  switch (type.kind) {
    case "number":
      return 1;
    case "boolean":
      return true;
    case "literal":
      return type.value;
    case "enum":
      return schema.enums[type.to]?.[0] ?? "x";
    case "array":
      return depth > 3 ? [] : [sampleValue(schema, type.of, depth + 1)];
    case "map":
      return { key: sampleValue(schema, type.of, depth + 1) };
    case "object":
      return sampleInputs(schema, schema.types[type.to] ?? {}, depth + 1);
    case "oneOf":
      return sampleValue(schema, type.of.at(-1) ?? { kind: "any" }, depth);
    case "any":
      return {};
    case "asset":
      return { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "x" };
    default:
      return "x";
  }
}
