/** A stack as stack rules see it: every resource by type, with the resources that its properties come from. */
import type { PolicyResource } from "@pulumi/policy";
import { plainType } from "../model/responsibility/typePattern";
import { type Properties, properties, UndeterminedError } from "./properties";

export interface StackResource {
  /** Type token, without an API version. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly properties: Properties;
  /** URNs of the resources that a property's value is made from; known in a preview too. */
  sources(property: string): readonly string[];
}

export interface Stack {
  /** Resources of any of these types, in the order of the state. */
  of(...types: readonly string[]): readonly StackResource[];
  /** The resource with the URN. */
  find(urn: string): StackResource | undefined;
}

function resourceOf(resource: PolicyResource): StackResource {
  return {
    type: plainType(resource.type),
    name: resource.name,
    urn: resource.urn,
    properties: properties(resource.props),
    sources: (property) =>
      (resource.propertyDependencies[property] ?? []).map((source) => source.urn),
  };
}

export function stackOf(resources: readonly PolicyResource[]): Stack {
  const byType = new Map<string, StackResource[]>();
  for (const resource of resources) {
    const own = resourceOf(resource);
    const same = byType.get(own.type);
    same ? same.push(own) : byType.set(own.type, [own]);
  }
  const all = [...byType.values()].flat();
  return {
    of: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    find: (urn) => all.find((resource) => resource.urn === urn),
  };
}

/** The text of a property, or `undefined` when it is missing or a preview does not know it yet. */
export function knownText({ properties: own }: StackResource, key: string): string | undefined {
  return ifKnown(() => own.text(key));
}

/** The name that the cloud knows; the program's own where a preview does not know it yet. */
export function physicalName(resource: StackResource): string {
  return knownText(resource, "name") ?? knownText(resource, "resourceName") ?? resource.name;
}

/** A value, or `undefined` when it is missing or a preview does not know it yet. */
export function ifKnown<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UndeterminedError) {
      return undefined;
    }
    throw error;
  }
}
