/** What a resource answers: its inputs, what the service adds, and in a preview what is not known yet. */
import { isDeepStrictEqual } from "node:util";
import type { ObjectShape, ResourceShape, Sdk } from "../schema/shape";
import type { ServiceRequest, ServiceRules, StoredResource } from "../service";
import { withoutNotes } from "./names";
import type { Provider } from "./target";
import {
  equal,
  hasSecret,
  isMarked,
  isObject,
  reveal,
  secret,
  toWire,
  unknown,
  type Wire,
  type WireObject,
  withoutSecret,
} from "./wireValue";

/** Service rules know best, then the inputs; names that only the SDK knows get a plausible value. */
export function answered(
  { kind, account }: Provider,
  shape: ResourceShape,
  request: ServiceRequest,
  made: { readonly id: string; readonly outputs: Readonly<Record<string, unknown>> },
  rules: ServiceRules | undefined,
): Readonly<Record<string, unknown>> {
  const plausible = kind.answer(shape, request, made.id, account);
  const before = computed(shape, request.old);
  const { tagsAll } = plausible;
  const outputs = { ...plausible, ...before, ...request.inputs, ...made.outputs, tagsAll };
  const normal = rules?.normalise?.(outputs) ?? outputs;
  return asOutputs(kind.sdk, shape.outputs, normal);
}

/** The outputs of before that no input decided: an update keeps them. */
function computed(shape: ResourceShape, old: StoredResource | undefined): Record<string, unknown> {
  if (old === undefined) return {};
  const entries = Object.entries(old.outputs).filter(
    ([key]) => !Object.hasOwn(shape.inputs, key) || !Object.hasOwn(old.inputs, key),
  );
  return Object.fromEntries(entries);
}

/** The outputs of a preview: a computed value is unknown until the create, and kept by an update. */
export function previewed(
  sdk: Sdk,
  shape: ResourceShape,
  inputs: WireObject,
  olds: WireObject = {},
): WireObject {
  const given = withoutNotes(inputs);
  const computed = Object.entries(shape.outputs)
    .filter(([name, { required }]) => required && given[name] === undefined)
    .map(([name]): [string, Wire] => [name, olds[name] ?? unknown]);
  const kept = Object.entries(olds).filter(
    ([name]) => !Object.hasOwn(shape.inputs, name) && given[name] === undefined,
  );
  const identity = sdk === "aws" ? {} : previewedIdentity(given["identity"], olds["identity"]);
  const outputs = { ...Object.fromEntries([...kept, ...computed]), ...given, ...identity };
  if (outputs["tagsAll"] !== undefined && !equal(given["tags"], olds["tags"])) {
    return asOutputs(sdk, shape.outputs, { ...outputs, tagsAll: unknown }) as WireObject;
  }
  return asOutputs(sdk, shape.outputs, outputs) as WireObject;
}

/** ARM makes the principal of a system-assigned identity: it is not known before, and stays the same afterwards. */
function previewedIdentity(given: Wire | undefined, old: Wire | undefined): WireObject {
  const identity = given === undefined ? null : withoutSecret(given);
  if (!isObject(identity) || isMarked(identity)) return {};
  if (!String(reveal(identity["type"] ?? null)).includes("SystemAssigned")) return {};
  const before = old === undefined ? null : withoutSecret(old);
  const made = isObject(before) ? before : {};
  const principalId = made["principalId"] ?? unknown;
  const tenantId = made["tenantId"] ?? unknown;
  return { identity: { ...identity, principalId, tenantId } };
}

/** An ARM answer does not repeat the parts of its id; the AWS provider keeps every input. */
function asOutputs<T>(
  sdk: Sdk,
  shape: ObjectShape,
  outputs: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  if (sdk === "aws") return outputs;
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => Object.hasOwn(shape, name)));
}

/** Plain values on the way to the engine: what the inputs marked as secret stays so. */
export function markSecrets(
  inputs: WireObject,
  values: Readonly<Record<string, unknown>>,
): WireObject {
  const marked = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, Wire] => {
      const input = inputs[name];
      if (input === undefined || !hasSecret(input)) return [name, toWire(value)];
      return [name, isDeepStrictEqual(reveal(input), value) ? input : secret(toWire(value))];
    });
  return Object.fromEntries(marked);
}
