/** What the cloud does with one resource: create, read, update, delete. The engine's own values in and out. */
import { randomBytes } from "node:crypto";
import type { CloudResource, ResourceKey } from "../cloud/cloudStore";
import type { CancelledRun, ServiceRequest, ServiceRules } from "../service";
import { cloudView, sandboxClock } from "./cloudView";
import { withoutNotes } from "./names";
import { answered, markSecrets, previewed } from "./outputs";
import { nameOf, type Provider, Refusal, type Target, targetOf } from "./target";
import { equal, revealObject, type WireObject } from "./wireValue";

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
    store.put({
      ...stored(provider, request, made.id, inputs, outputs),
      madeAt: request.now,
    });
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
  if (preview) {
    const olds = withoutRenewed(target.rules?.renews, request);
    return previewed(kind.sdk, target.shape, request.news, olds);
  }
  return store.exclusively(() => {
    const service = serviceRequest(provider, target, request.urn, request.news);
    const old = store.find(keyOf(provider, target, service, request.id));
    if (old === undefined) throw new Refusal(kind.notFound(target.shape, request.id));
    const withOld = { ...service, old };
    refuse(target.rules?.refuseUpdate?.(withOld));
    const changed = target.rules?.update?.(withOld) ?? {};
    const made = { id: request.id, outputs: changed };
    const outputs = answered(provider, target.shape, withOld, made, target.rules);
    store.put({
      ...stored(provider, service, request.id, request.news, outputs),
      urn: old.urn,
      ...withCancelled(old, target.rules?.cancels?.(withOld)),
      ...(old.madeAt === undefined ? {} : { madeAt: old.madeAt }),
    });
    return markSecrets(request.news, outputs);
  });
}

function withCancelled(
  { cancelledRuns: before = [] }: CloudResource,
  now: readonly CancelledRun[] = [],
): Pick<CloudResource, "cancelledRuns"> {
  const cancelledRuns = [...before, ...now];
  return cancelledRuns.length === 0 ? {} : { cancelledRuns };
}

/** Outputs that only the update itself will tell. */
function withoutRenewed(
  renews: ServiceRules["renews"] = {},
  { olds, news }: { readonly olds: WireObject; readonly news: WireObject },
): WireObject {
  const renewed = Object.entries(renews)
    .filter(([input]) => !equal(news[input], olds[input]))
    .flatMap(([, outputs]) => outputs);
  return Object.fromEntries(Object.entries(olds).filter(([name]) => !renewed.includes(name)));
}

/** Undefined when the resource is not there. An AWS id may say its region, `mw-0a1b@eu-west-1`, as imports do. */
export function read(
  provider: Provider,
  request: { readonly urn: string; readonly id: string; readonly inputs: WireObject },
): { id: string; inputs: WireObject; outputs: WireObject } | undefined {
  const target = targetOf(provider, request.urn);
  const [, given = request.id, region] = /^(.*)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(request.id) ?? [];
  const id = target.rules?.importedId?.(given) ?? given;
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
