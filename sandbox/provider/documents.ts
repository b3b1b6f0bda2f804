/** JSON documents given as objects: the AWS provider sends a policy as text, whichever way the program wrote it. */
import type { ObjectShape, TypeShape } from "../schema/shape";
import {
  hasSecret,
  hasUnknown,
  isMarked,
  isObject,
  reveal,
  secret,
  unknown,
  type Wire,
  type WireObject,
  withoutSecret,
} from "./wireValue";

/** The inputs with every object in a property that takes `string | PolicyDocument` written as JSON. */
export function jsonDocuments(shape: ObjectShape, inputs: WireObject): WireObject {
  const entries = Object.entries(inputs).map(([name, value]): [string, Wire] => {
    const type = shape[name]?.type;
    return [name, type !== undefined && takesText(type) ? asText(value) : value];
  });
  return Object.fromEntries(entries);
}

function takesText(type: TypeShape): boolean {
  if (type.kind !== "oneOf") return false;
  const kinds = type.of.map(({ kind }) => kind);
  return kinds.includes("string") && kinds.includes("object");
}

function asText(value: Wire): Wire {
  const inner = withoutSecret(value);
  if (!isObject(inner) || isMarked(inner)) return value;
  const text = hasUnknown(inner) ? unknown : JSON.stringify(reveal(inner));
  return hasSecret(value) ? secret(text) : text;
}
