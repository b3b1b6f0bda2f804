/** What a request is about: a configured provider, the resource's type, its shape and its service's rules. */
import type { CloudStore } from "../cloud/cloudStore";
import { suggestion } from "../schema/dialect";
import { findResource, type ResourceShape, resourceKey, type Schema } from "../schema/shape";
import type { ServiceRules } from "../service";
import { type CloudAccount, type CloudKind, withoutVersion } from "./cloudKind";

export interface Provider {
  readonly kind: CloudKind;
  readonly schema: Schema;
  readonly store: CloudStore;
  readonly account: CloudAccount;
}

/** A refusal: its message is for the user, as the service words it. */
export class Refusal extends Error {}

export interface Target {
  readonly shape: ResourceShape;
  readonly rules: ServiceRules | undefined;
  readonly type: string;
}

/** @throws Refusal for a type that the SDK does not have. */
export function targetOf(provider: Provider, urn: string): Target {
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

/** The logical name of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
