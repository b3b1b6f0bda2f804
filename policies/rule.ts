/** What a rule is. `toPolicies` makes policies of one; a rule itself is data and pure functions. */
import type { Severity } from "@pulumi/policy";
import type { Plan } from "../model/plan";
import type { Ruleset } from "../model/rulesets";
import type { Instant } from "../model/time";
import type { Controls } from "./control";
import type { Example, StackExample } from "./example";
import type { Outcome } from "./outcome";
import type { Properties } from "./properties";
import type { Settings, SettingValues } from "./settings";
import type { Stack } from "./stack";
import type { Subject } from "./subject";

/** What rules judge by: the plan of the organisation's document, and the clock. */
export interface World {
  readonly plan: Plan;
  readonly asOf: Instant;
}

/** Answers `undefined` when there is no valid document: the rule `patchwarden-document` reports that, once. */
export type OpenWorld = () => World | undefined;

export interface RuleMetadata {
  /** Stable: exceptions, configuration and pages name it. */
  readonly id: string;
  /** The rule in one sentence. */
  readonly title: string;
  /** What goes wrong without it, for who has never seen the service. */
  readonly why: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: Severity;
  readonly controls: Controls;
  /** The dated set of rules that it came with. */
  readonly ruleset: Ruleset;
  readonly fix: string;
  /** The vendor's page on what the rule looks at. */
  readonly url: string;
  /** What the rule takes from the document. */
  readonly parameters: string;
  /** What a missing property means. */
  readonly missing: string;
  /** What a value unknown in a preview means, where it is more than `undetermined`. */
  readonly unknown?: string;
  /** What its configuration in the pack may tighten. */
  readonly settings?: Settings;
}

/** What a check judges by besides the resource's properties. */
export interface Context extends World {
  readonly subject: Subject;
  readonly settings: SettingValues;
}

export type Check = (resource: Properties, context: Context) => readonly Outcome[];

/** Decides from one resource's inputs, so it gates both in preview and in update. */
export interface ResourceRule extends RuleMetadata {
  readonly kind: "resource";
  /** Pulumi type tokens, the one that the pages speak of first. */
  readonly types: readonly [string, ...string[]];
  readonly examples: { readonly bad: Example; readonly good: Example };
  /** A reason when the rule has nothing to say about this resource. */
  readonly exempt?: (resource: Properties, context: Context) => string | undefined;
  /** The `PatchGroup` value that exceptions are matched by; by default the resource's own tag. */
  readonly patchGroupOf?: (resource: Properties, type: string) => string | undefined;
  readonly checks: readonly Check[];
  /**
   * The properties repaired, where exactly one value is right; `undefined` where nothing is to be repaired. Runs where the
   * configuration gives the policy the level `remediate`.
   */
  readonly remediate?: (resource: Properties, context: Context) => Repair | undefined;
}

/** New values by property path from the resource's root, such as `["tags", "PatchGroup"]`. */
export type Repair = readonly {
  readonly path: readonly [string, ...(string | number)[]];
  readonly value: unknown;
}[];

/** Decides from the whole stack at the end of a preview, where it gates; in an update it comes after the deployment. */
export interface StackRule extends RuleMetadata {
  readonly kind: "stack";
  /** The types whose presence makes the rule apply; with one alone the engine's fast path skips other stacks. */
  readonly types: readonly [string, ...string[]];
  readonly examples: { readonly bad: StackExample; readonly good: StackExample };
  readonly checks: readonly ((stack: Stack, context: StackContext) => readonly Outcome[])[];
}

export interface StackContext extends World {
  readonly settings: SettingValues;
}

export type Rule = ResourceRule | StackRule;
