/** A provider's own configuration: checked against its shape, compared, and turned into the account it works for. */
import { checkInputs } from "../schema/checkInputs";
import { findResource, type PropertyShape, type Schema } from "../schema/shape";
import type { Failure } from "../service";
import type { CloudAccount, CloudKind } from "./cloudKind";
import { type Change, diffInputs } from "./diff";
import { isUnknown, revealObject, type Wire, type WireObject, withoutSecret } from "./wireValue";

/** The engine's own, which no shape lists. */
const engineKeys: readonly string[] = ["version", "pluginDownloadURL", "__internal"];

export function checkConfiguration(
  kind: CloudKind,
  schema: Schema,
  news: WireObject,
): readonly Failure[] {
  const config = decodeConfiguration(schema, news);
  const shape = findResource(schema, "pulumi:providers:");
  const faults = shape === undefined ? [] : checkInputs(schema, "Provider", shape.inputs, config);
  return faults.length > 0 ? faults : kind.checkConfig(revealObject(config));
}

/** A provider that turns to another account cannot keep its resources; everything else changes in place. */
export function diffConfiguration(
  kind: CloudKind,
  schema: Schema,
  olds: WireObject,
  news: WireObject,
): readonly Change[] {
  const before = decodeConfiguration(schema, olds);
  const after = decodeConfiguration(schema, news);
  const moved =
    configuredAccount(kind, schema, olds).account !== configuredAccount(kind, schema, news).account;
  return diffInputs(before, after, []).map((change) => ({ ...change, replaces: moved }));
}

export function configuredAccount(
  kind: CloudKind,
  schema: Schema,
  config: WireObject,
): CloudAccount {
  return kind.account(revealObject(decodeConfiguration(schema, config)));
}

/** The SDKs send everything but text as JSON. */
function decodeConfiguration(schema: Schema, config: WireObject): WireObject {
  const shape = findResource(schema, "pulumi:providers:")?.inputs ?? {};
  const entries = Object.entries(config)
    .filter(([name]) => !engineKeys.includes(name))
    .map(([name, value]): [string, Wire] => [name, decode(shape[name], value)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function decode(property: PropertyShape | undefined, value: Wire): Wire {
  const text = withoutSecret(value);
  const plain = property === undefined || property.type.kind === "string";
  if (typeof text !== "string" || plain || isUnknown(text)) return value;
  if (text === "") return null;
  try {
    return JSON.parse(text) as Wire;
  } catch {
    return value;
  }
}
