/** What differs between the two clouds for a provider that otherwise behaves the same. */
import type { ResourceShape, Sdk } from "../schema/shape";
import type { CloudView, Failure, Scope, ServiceRequest, ServiceRules } from "../service";

/** Whom a configured provider works for. */
export interface CloudAccount {
  /** AWS account id, or Azure subscription id. */
  readonly account: string;
  /** Default AWS region, or Azure location ("" when none is configured). */
  readonly region: string;
  /** Azure tenant; "" for AWS. */
  readonly tenant: string;
  /** The provider's default tags, which AWS adds to every taggable resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A property that the provider fills in when the program leaves it out. */
export interface Autoname {
  readonly property: string;
  /** The name for a logical name; `hex` gives digits that depend on the engine's seed only. */
  propose(name: string, hex: (length: number) => string): string;
}

export interface InvokeContext {
  readonly account: CloudAccount;
  readonly cloud: CloudView;
}

export type Invoke = (
  args: Readonly<Record<string, unknown>>,
  context: InvokeContext,
) => Readonly<Record<string, unknown>>;

export interface CloudKind {
  readonly sdk: Sdk;
  readonly rules: readonly ServiceRules[];
  readonly invokes: Readonly<Record<string, Invoke>>;
  /** What is wrong with a provider's configuration beyond its shape. */
  checkConfig(config: Readonly<Record<string, unknown>>): readonly Failure[];
  account(config: Readonly<Record<string, unknown>>): CloudAccount;
  /** `region` is "" for a type that lives in no region. */
  scope(
    shape: ResourceShape,
    inputs: Readonly<Record<string, unknown>>,
    account: CloudAccount,
  ): Scope;
  /** The property that gets a generated name when these inputs leave it out. */
  autoname(shape: ResourceShape, inputs: Readonly<Record<string, unknown>>): Autoname | undefined;
  /** Other inputs that the provider derives when they are absent. */
  derive(
    shape: ResourceShape,
    inputs: Readonly<Record<string, unknown>>,
    olds: Readonly<Record<string, unknown>>,
    context: InvokeContext,
  ): Readonly<Record<string, unknown>>;
  /** Inputs that the id holds: a change of one gives another resource. */
  idParts(shape: ResourceShape): readonly string[];
  /** The id of a resource whose service has no rules here. */
  identify(shape: ResourceShape, request: ServiceRequest): string;
  /** What a service answers beyond the inputs, by the outputs' names. */
  answer(
    shape: ResourceShape,
    request: ServiceRequest,
    id: string,
    account: CloudAccount,
  ): Readonly<Record<string, unknown>>;
  /** The refusal of a create whose id is taken, or undefined when the service takes it for the same thing. */
  refuseTaken(shape: ResourceShape, id: string, hasRules: boolean): string | undefined;
  unknownType(token: string, suggestion: string): string;
  unknownFunction(token: string): string;
  notFound(shape: ResourceShape, id: string): string;
}

/** The token without a version: `azure-native:maintenance/v20230401:X` → `azure-native:maintenance:X`. */
export function withoutVersion(token: string): string {
  return token.replace(/^(azure-native:[^/:]+)\/v[^:]+:/, "$1:");
}
