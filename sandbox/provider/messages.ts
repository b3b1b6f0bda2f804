/** Between the protocol's messages and the operations' values. */
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Failure } from "../service";
import type { Change, ChangeKind } from "./diff";
import { rootOf } from "./diff";
import type { ResourceDiff } from "./diffResource";
import type { NamingRequest } from "./names";
import type { WireObject } from "./wireValue";

export function fromStruct(struct: Struct | undefined): WireObject {
  return struct === undefined ? {} : (struct.toJavaScript() as WireObject);
}

export function toStruct(value: WireObject): Struct {
  return Struct.fromJavaScript(value as { [key: string]: JavaScriptValue });
}

export function checkResponse(
  inputs: WireObject,
  failures: readonly Failure[],
): proto.CheckResponse {
  const messages = failures.map(({ property, reason }) =>
    new proto.CheckFailure().setProperty(property).setReason(reason),
  );
  return new proto.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(messages);
}

const { Kind } = proto.PropertyDiff;
const kinds: Readonly<Record<ChangeKind, [inPlace: number, replacing: number]>> = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
};

export function diffResponse({ changes, deleteBeforeReplace }: ResourceDiff): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse()
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(roots(changes))
    .setReplacesList(roots(changes.filter((change) => change.replaces)))
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  const details = response.getDetaileddiffMap();
  for (const { path, kind, replaces } of changes) {
    const detail = new proto.PropertyDiff()
      .setKind(kinds[kind][replaces ? 1 : 0])
      .setInputdiff(true);
    details.set(path, detail);
  }
  return response;
}

function roots(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ path }) => rootOf(path)))];
}

export function namingOf(
  options: proto.CheckRequest.AutonamingOptions | undefined,
): Pick<NamingRequest, "configured"> {
  if (options === undefined) return {};
  const { DISABLE, ENFORCE } = proto.CheckRequest.AutonamingOptions.Mode;
  const mode = options.getMode();
  const named = mode === DISABLE ? "disable" : mode === ENFORCE ? "enforce" : "propose";
  return { configured: { proposed: options.getProposedName(), mode: named } };
}
