/** What a provider does with one resource, on the engine's own values: check, diff, create, read, update, delete. */
import { randomBytes } from "node:crypto";
import type { CloudResource, CloudStore, ResourceKey } from "../cloud/cloudStore";
import { checkInputs } from "../schema/checkInputs";
import { suggestion } from "../schema/dialect";
import { findResource, type ResourceShape, resourceKey, type Schema } from "../schema/shape";
import type { Failure, ServiceRequest, ServiceRules } from "../service";
import { type CloudAccount, type CloudKind, withoutVersion } from "./cloudKind";
import { cloudView, sandboxClock } from "./cloudView";
import { type Change, diffInputs, rootOf } from "./diff";
import { jsonDocuments } from "./documents";
import { fillName, isGenerated, type NamingRequest, withoutNotes } from "./names";
import { answered, markSecrets, previewed } from "./outputs";
import { hasUnknown, revealObject, toWireObject, unknownPaths, type WireObject } from "./wireValue";

export interface Provider {
  readonly kind: CloudKind;
  readonly schema: Schema;
  readonly store: CloudStore;
  readonly account: CloudAccount;
}

export interface ResourceDiff {
  readonly changes: readonly Change[];
  readonly deleteBeforeReplace: boolean;
}

/** A refusal: its message is for the user, as the service words it. */
export class Refusal extends Error {}

interface Target {
  readonly shape: ResourceShape;
  readonly rules: ServiceRules | undefined;
  readonly type: string;
}

/** @throws Refusal for a type that the SDK does not have. */
function targetOf(provider: Provider, urn: string): Target {
  const token = typeOf(urn);
  const type = withoutVersion(token);
  const shape = findResource(provider.schema, token);
  if (shape === undefined) {
    const nearest = suggestion(resourceKey(token), Object.keys(provider.schema.resources));
    throw new Refusal(provider.kind.unknownType(token, nearest));
  }
  return { shape, type, rules: provider.kind.rules.find((rules) => rules.type === type) };
}

/** The type of a URN, `urn:pulumi:stack::project::parent$type::name`. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export interface CheckRequest {
  readonly urn: string;
  readonly olds: WireObject;
  readonly news: WireObject;
  readonly seed: Uint8Array;
  readonly configured?: NamingRequest["configured"];
}

export function check(
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
  const named = fillName(autoname, request.olds, documents, naming as NamingRequest);
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

export function diff(
  provider: Provider,
  urn: string,
  olds: { readonly inputs: WireObject; readonly outputs: WireObject },
  news: WireObject,
  ignored: readonly string[],
): ResourceDiff {
  const { kind } = provider;
  const { shape, rules } = targetOf(provider, urn);
  const idParts = kind.idParts(shape);
  const generic = kind.sdk === "aws" ? [] : [...idParts, "location"];
  const followsRegion = kind.sdk === "aws" && shape.inputs["region"] !== undefined;
  const skipped = followsRegion ? [...ignored, "region"] : ignored;
  const changes = diffInputs(olds.inputs, news, [...generic, ...(rules?.replaceOn ?? [])]).filter(
    ({ path }) => !skipped.includes(rootOf(path)),
  );
  const moved = followsRegion ? movedRegion(provider, shape, olds, news) : [];
  const all = [...changes, ...moved];
  const replaces = all.some((change) => change.replaces);
  const elsewhere = all.some(({ path }) => [...idParts, "region"].includes(rootOf(path)));
  const taken = !elsewhere && hasGivenName(kind, shape, news);
  return { changes: all, deleteBeforeReplace: replaces && taken };
}

/** A resource that names no region follows the provider's; where that has changed, it cannot stay. */
function movedRegion(
  { kind, account }: Provider,
  shape: ResourceShape,
  olds: { readonly inputs: WireObject; readonly outputs: WireObject },
  news: WireObject,
): Change[] {
  const change: Change = { path: "region", kind: "update", replaces: true };
  if (news["region"] !== undefined && hasUnknown(news["region"])) return [change];
  const before = revealObject({ ...olds.inputs, ...olds.outputs })["region"];
  const after = kind.scope(shape, revealObject(news), account).region;
  return before === undefined || before === after ? [] : [change];
}

/** A replacement under the same given name would find it taken: the old one goes first. */
function hasGivenName(kind: CloudKind, shape: ResourceShape, news: WireObject): boolean {
  const property = kind.autoname(shape, {})?.property;
  if (property === undefined) return false;
  return news[property] !== undefined && !isGenerated(property, news);
}

export function create(
  provider: Provider,
  urn: string,
  inputs: WireObject,
  preview: boolean,
): { id: string; outputs: WireObject } {
  const target = targetOf(provider, urn);
  if (preview) return { id: "", outputs: previewed(provider.kind.sdk, target.shape, inputs) };
  const { kind, store } = provider;
  return store.exclusively(() => {
    const request = serviceRequest(provider, target, urn, inputs);
    refuse(target.rules?.refuseCreate?.(request));
    const made = target.rules?.create(request) ?? {
      id: kind.identify(target.shape, request),
      outputs: {},
    };
    const key = keyOf(provider, target, request, made.id);
    if (store.find(key) !== undefined) {
      refuse(kind.refuseTaken(target.shape, made.id, target.rules !== undefined));
    }
    const outputs = answered(provider, target.shape, request, made, target.rules);
    store.put(stored(provider, request, made.id, inputs, outputs));
    return { id: made.id, outputs: markSecrets(inputs, outputs) };
  });
}

export function update(
  provider: Provider,
  request: {
    readonly urn: string;
    readonly id: string;
    readonly olds: WireObject;
    readonly news: WireObject;
  },
  preview: boolean,
): WireObject {
  const { kind, store } = provider;
  const target = targetOf(provider, request.urn);
  if (preview) return previewed(kind.sdk, target.shape, request.news, request.olds);
  return store.exclusively(() => {
    const service = serviceRequest(provider, target, request.urn, request.news);
    const old = store.find(keyOf(provider, target, service, request.id));
    if (old === undefined) throw new Refusal(kind.notFound(target.shape, request.id));
    const withOld = { ...service, old };
    refuse(target.rules?.refuseUpdate?.(withOld));
    const changed = target.rules?.update?.(withOld) ?? {};
    const made = { id: request.id, outputs: changed };
    const outputs = answered(provider, target.shape, withOld, made, target.rules);
    store.put({ ...stored(provider, service, request.id, request.news, outputs), urn: old.urn });
    return markSecrets(request.news, outputs);
  });
}

/** Undefined when the resource is not there. An AWS id may say its region, `mw-0a1b@eu-west-1`, as imports do. */
export function read(
  provider: Provider,
  request: { readonly urn: string; readonly id: string; readonly inputs: WireObject },
): { id: string; inputs: WireObject; outputs: WireObject } | undefined {
  const target = targetOf(provider, request.urn);
  const [, id = request.id, region] = /^(.*)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(request.id) ?? [];
  const inputs = region === undefined ? request.inputs : { ...request.inputs, region };
  const service = serviceRequest(provider, target, request.urn, inputs);
  const found = provider.store.find(keyOf(provider, target, service, id));
  if (found === undefined) return undefined;
  const outputs = target.rules?.normalise?.(found.outputs) ?? found.outputs;
  return {
    id,
    inputs: markSecrets(request.inputs, found.inputs),
    outputs: markSecrets(request.inputs, outputs),
  };
}

export function remove(
  provider: Provider,
  request: { readonly urn: string; readonly id: string; readonly inputs: WireObject },
): void {
  const { store } = provider;
  const target = targetOf(provider, request.urn);
  store.exclusively(() => {
    const service = serviceRequest(provider, target, request.urn, request.inputs);
    const key = keyOf(provider, target, service, request.id);
    const old = store.find(key);
    if (old === undefined) return;
    refuse(target.rules?.refuseDelete?.({ ...service, old }));
    store.remove(key, service.now);
  });
}

function serviceRequest(
  provider: Provider,
  target: Target,
  urn: string,
  inputs: WireObject,
): ServiceRequest {
  const plain = revealObject(withoutNotes(inputs));
  const scope = provider.kind.scope(target.shape, plain, provider.account);
  return {
    type: target.type,
    urn,
    name: nameOf(urn),
    inputs: plain,
    scope,
    cloud: cloudView(provider.store, provider.kind.sdk, scope),
    now: sandboxClock(),
    random: (length) => randomBytes(length).toString("hex").slice(0, length),
  };
}

function keyOf(
  { kind }: Provider,
  { type }: Target,
  { scope }: ServiceRequest,
  id: string,
): ResourceKey {
  return { cloud: kind.sdk, type, account: scope.account, region: scope.region, id };
}

function stored(
  { kind }: Provider,
  request: ServiceRequest,
  id: string,
  inputs: WireObject,
  outputs: Readonly<Record<string, unknown>>,
): CloudResource {
  const { type, urn, scope } = request;
  return { cloud: kind.sdk, type, urn, id, inputs: revealObject(inputs), outputs, scope };
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new Refusal(reason);
}
