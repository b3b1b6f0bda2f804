/**
 * What a service's rules see and answer. The sandbox knows the shape of every resource type from the SDKs;
 * a `ServiceRules` adds what one service enforces on top of the shape: limits, references, conflicts, ids.
 */
import type { Instant } from "../model/time";

/** Where a resource lives: an AWS account and region, or an Azure subscription and location. */
export interface Scope {
  /** AWS account id, or Azure subscription id. */
  readonly account: string;
  /** AWS region ("" for a type that lives in none, such as IAM's), or Azure location in its short form (`westeurope`, or ""). */
  readonly region: string;
  readonly partition: "aws";
}

/** A resource of any stack of the sandbox, as its state file keeps it. */
export interface StoredResource {
  readonly type: string;
  readonly urn: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly scope: Scope;
  /** When it was created; an update leaves that as it is. */
  readonly madeAt?: Instant;
  /** The runs of a schedule that late changes have cancelled, oldest change first. */
  readonly cancelledRuns?: readonly CancelledRun[];
}

/** A run that its service silently leaves out, since its schedule was changed too shortly before. */
export interface CancelledRun {
  readonly start: Instant;
  readonly changedAt: Instant;
}

/** The cloud as one request sees it: same cloud and account (and region for AWS), every stack. */
export interface CloudView {
  all(type: string): readonly StoredResource[];
  /** The same in every account (subscription) and region: what an id may point to, names that are global. */
  everywhere(type: string): readonly StoredResource[];
  /** What was deleted in this account (subscription) since the sandbox was emptied, oldest first. */
  deleted(type: string): readonly DeletedResource[];
}

/** What a service remembers of a resource after its deletion. */
export interface DeletedResource {
  readonly id: string;
  readonly at: Instant;
}

/** One call of the service. Inputs are known plain values, but for a create or update in a preview. */
export interface ServiceRequest {
  readonly type: string;
  readonly urn: string;
  /** The logical name: the last part of the URN. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly scope: Scope;
  readonly cloud: CloudView;
  /** The sandbox's clock at this call. */
  readonly now: Instant;
  /** Lower-case hex digits, different at every call. */
  random(length: number): string;
  /** The resource as it is before an update or a delete. */
  readonly old?: StoredResource;
}

/** One thing wrong with one property; `property` is a path such as `rules[0].schedule`. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/**
 * What a service enforces for one resource type. A refusal is the service's own message:
 * `operation error SSM: CreateMaintenanceWindow, ValidationException: …`, `Code="InvalidParameter" Message="…"`.
 */
export interface ServiceRules {
  /** The type token, without a version for azure-native: `azure-native:maintenance:MaintenanceConfiguration`. */
  readonly type: string;
  /** Top-level properties, or paths such as `scheduling.startDateTime`, whose change replaces the resource. */
  readonly replaceOn: readonly string[];
  /** Top-level properties whose change replaces the resource by what they become; `undefined` values are unknown yet or not given. */
  replaces?(
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
  ): readonly string[];
  /** Top-level properties whose change the provider takes for none, since the service decides their value. */
  settled?(
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
  ): readonly string[];
  /** Stateless; runs in previews too. Values unknown in a preview are absent from `inputs` and listed by path in `unknown`. */
  check?(
    inputs: Readonly<Record<string, unknown>>,
    scope: Scope,
    unknown: readonly string[],
  ): readonly Failure[];
  refuseCreate?(request: ServiceRequest): string | undefined;
  refuseUpdate?(request: ServiceRequest): string | undefined;
  refuseDelete?(request: ServiceRequest): string | undefined;
  /** The id and the outputs beyond the inputs; the inputs are outputs already. */
  create(request: ServiceRequest): {
    readonly id: string;
    readonly outputs: Readonly<Record<string, unknown>>;
  };
  /** The id by which the service knows what an import names, `mw-0a1b/7c2d` for one. @default - they are the same */
  importedId?(id: string): string;
  /** The outputs that are unknown in the preview of an update that changes an input. @default {} - they are kept */
  readonly renews?: Readonly<Record<string, readonly string[]>>;
  /** The outputs that an update changes beyond the inputs; the computed ones of before are kept. */
  update?(request: ServiceRequest): Readonly<Record<string, unknown>>;
  /** Runs that an update cancels; the sandbox's state keeps them with the resource. */
  cancels?(request: ServiceRequest): readonly CancelledRun[];
  /** What the service would read back (its own spelling of a value). */
  normalise?(outputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}
