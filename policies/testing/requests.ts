/** Resources of a test, and the requests that the engine would make of them. */
import type { Policies } from "@pulumi/policy";
import * as unknownValues from "@pulumi/policy/proxy";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Stands for a value that a preview does not know, as the engine sends it. */
export const unknown = (unknownValues as unknown as { readonly unknownStringValue: string })
  .unknownStringValue;

const secretSignature = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
};

/** Marks a value as a secret, as the engine sends it. */
export function secret(value: unknown): Readonly<Record<string, unknown>> {
  return { ...secretSignature, value };
}

export interface TestResource {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** `web` when left out. */
  readonly name?: string;
  /** Made from type and name when left out. */
  readonly urn?: string;
  /** URN of the parent. */
  readonly parent?: string;
  /** URNs that each property's value comes from. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
}

export function urnOf(resource: TestResource): string {
  return resource.urn ?? `urn:pulumi:dev::app::${resource.type}::${nameOf(resource)}`;
}

function nameOf({ name = "web" }: TestResource): string {
  return name;
}

function struct(props: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
}

function optionsOf(resource: TestResource): proto.AnalyzerResourceOptions {
  return new proto.AnalyzerResourceOptions()
    .setParent(resource.parent ?? "")
    .setProtect(resource.protect ?? false)
    .setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
}

export function resourceRequest(resource: TestResource): proto.AnalyzeRequest {
  return new proto.AnalyzeRequest()
    .setType(resource.type)
    .setName(nameOf(resource))
    .setUrn(urnOf(resource))
    .setProperties(struct(resource.props))
    .setOptions(optionsOf(resource));
}

export function stackRequest(resources: readonly TestResource[]): proto.AnalyzeStackRequest {
  return new proto.AnalyzeStackRequest().setResourcesList(resources.map(stackResource));
}

function stackResource(resource: TestResource): proto.AnalyzerResource {
  const message = new proto.AnalyzerResource()
    .setType(resource.type)
    .setName(nameOf(resource))
    .setUrn(urnOf(resource))
    .setProperties(struct(resource.props))
    .setOptions(optionsOf(resource))
    .setParent(resource.parent ?? "");
  for (const [property, urns] of Object.entries(resource.sources ?? {})) {
    const dependencies = new proto.AnalyzerPropertyDependencies().setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

/** Levels and properties by policy. */
export type PackConfiguration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const levelNumbers = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  remediate: proto.EnforcementLevel.REMEDIATE,
  disabled: proto.EnforcementLevel.DISABLED,
} as const;

function isLevel(text: unknown): text is keyof typeof levelNumbers {
  return typeof text === "string" && Object.hasOwn(levelNumbers, text);
}

/** What the engine sends of a configuration: a level is among the properties, as in its JSON file; `mandatory` without one. */
export function configRequest(configuration: PackConfiguration): proto.ConfigureAnalyzerRequest {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const [policy, { enforcementLevel, ...properties }] of Object.entries(configuration)) {
    const level = isLevel(enforcementLevel) ? enforcementLevel : "mandatory";
    const entry = new proto.PolicyConfig()
      .setEnforcementlevel(levelNumbers[level])
      .setProperties(struct(properties));
    request.getPolicyconfigMap().set(policy, entry);
  }
  return request;
}

/** Policies that all repair what they can. */
export function remediating(policies: Policies): Policies {
  return policies.map((policy) => ({ ...policy, enforcementLevel: "remediate" as const }));
}
