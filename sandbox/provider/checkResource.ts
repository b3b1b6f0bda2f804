/** Checks a resource's inputs and fills in what the provider decides: the name, the location. Runs in previews too. */
import { checkInputs } from "../schema/checkInputs";
import type { Failure } from "../service";
import { cloudView } from "./cloudView";
import { jsonDocuments } from "./documents";
import { fillName, type NamingRequest, withoutNotes } from "./names";
import { nameOf, type Provider, targetOf } from "./target";
import { revealObject, toWireObject, unknownPaths, type WireObject } from "./wireValue";

export interface CheckRequest {
  readonly urn: string;
  readonly olds: WireObject;
  readonly news: WireObject;
  readonly seed: Uint8Array;
  readonly configured?: NamingRequest["configured"];
}

export function checkResource(
  provider: Provider,
  request: CheckRequest,
): { inputs: WireObject; failures: readonly Failure[] } {
  const { kind, schema, account, store } = provider;
  const { shape, rules } = targetOf(provider, request.urn);
  const given = withoutNotes(request.news);
  const faults = checkInputs(schema, shape.name, shape.inputs, given);
  if (faults.length > 0) return { inputs: request.news, failures: faults };
  const documents = kind.sdk === "aws" ? jsonDocuments(shape.inputs, given) : given;
  const naming = { name: nameOf(request.urn), seed: request.seed, configured: request.configured };
  const autoname = kind.autoname(shape, revealObject(documents));
  const named = fillName(autoname, request.olds, documents, naming);
  const scope = kind.scope(shape, revealObject(named), account);
  const cloud = cloudView(store, kind.sdk, scope);
  const known = revealObject(withoutNotes(named));
  const olds = revealObject(request.olds);
  const unset = (name: string) => named[name] === undefined || named[name] === null;
  const derived = kind.derive(shape, known, olds, { account, cloud });
  const filled = Object.entries(derived).filter(([name]) => unset(name));
  const inputs = { ...named, ...toWireObject(Object.fromEntries(filled)) };
  const service = withoutNotes(inputs);
  const failures = rules?.check?.(revealObject(service), scope, unknownPaths(service)) ?? [];
  return { inputs, failures };
}
