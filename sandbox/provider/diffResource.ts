/** Says what an update would change, and whether it takes a new resource. */
import { locationOf } from "../azure/arm";
import type { ResourceShape } from "../schema/shape";
import type { CloudKind } from "./cloudKind";
import { type Change, diffInputs, rootOf } from "./diff";
import { isGenerated } from "./names";
import { type Provider, targetOf } from "./target";
import { hasUnknown, revealObject, type WireObject } from "./wireValue";

export interface ResourceDiff {
  readonly changes: readonly Change[];
  readonly deleteBeforeReplace: boolean;
}

export function diffResource(
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
  const before = revealObject({ ...olds.inputs, ...olds.outputs });
  const after = revealObject(news);
  const settled = rules?.settled?.(before, after) ?? [];
  const skipped = [...ignored, ...settled, ...(followsRegion ? ["region"] : [])];
  const replaceOn = [
    ...generic,
    ...(rules?.replaceOn ?? []),
    ...(rules?.replaces?.(before, after) ?? []),
  ];
  const changes = diffInputs(olds.inputs, news, replaceOn).filter(
    ({ path }) =>
      !skipped.includes(rootOf(path)) && !(path === "location" && sameLocation(before, after)),
  );
  const moved = followsRegion ? movedRegion(provider, shape, olds, news) : [];
  const all = [...changes, ...moved];
  const replaces = all.some((change) => change.replaces);
  const elsewhere = all.some(({ path }) => [...idParts, "region"].includes(rootOf(path)));
  const taken = !elsewhere && hasGivenName(kind, shape, news);
  return { changes: all, deleteBeforeReplace: replaces && taken };
}

/** azure-native takes `West Europe` and `westeurope` for one; no AWS type has such a property. */
function sameLocation(
  { location: before }: Readonly<Record<string, unknown>>,
  { location: after }: Readonly<Record<string, unknown>>,
): boolean {
  return typeof after === "string" && locationOf(before) === locationOf(after);
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
