/**
 * What a rule is, and the factory that turns one into policies: one policy for each resource type, so that the
 * engine's typed fast path skips every other resource. Types are matched by token; no provider is imported.
 */
import type {
  Policies,
  PolicyComplianceFramework,
  ReportViolation,
  ResourceValidationPolicy,
  Severity,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Plan } from "../model/plan";
import type { Instant } from "../model/time";
import { answerOf } from "./exceptions";
import {
  attempt,
  type Broken,
  brokenMessage,
  type Outcome,
  type Undetermined,
  undeterminedMessage,
} from "./outcome";
import { type Properties, properties } from "./properties";
import { type Stack, stackOf } from "./stack";

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
  readonly level: "mandatory" | "advisory";
  readonly severity: Severity;
  readonly framework: PolicyComplianceFramework;
  readonly fix: string;
  /** The vendor's page on what the rule looks at. */
  readonly url: string;
  /** What the rule takes from the document. */
  readonly parameters: string;
  /** What a missing property means. */
  readonly missing: string;
  /** What a value unknown in a preview means, where it is more than `undetermined`. */
  readonly unknown?: string;
}

/** @param type - the resource's type token, for rules that cover several */
export type Check = (resource: Properties, world: World, type: string) => readonly Outcome[];

/** Decides from one resource's inputs, so it gates both in preview and in update. */
export interface ResourceRule extends RuleMetadata {
  readonly kind: "resource";
  /** Pulumi type tokens. */
  readonly types: readonly string[];
  /** A reason when the rule has nothing to say about this resource. */
  readonly exempt?: (resource: Properties) => string | undefined;
  /** The `PatchGroup` value that exceptions are matched by; by default the resource's own tag. */
  readonly patchGroupOf?: (resource: Properties, type: string) => string | undefined;
  readonly checks: readonly Check[];
}

/** Decides from the whole stack at the end of a preview, where it gates; in an update it comes after the deployment. */
export interface StackRule extends RuleMetadata {
  readonly kind: "stack";
  /** The type whose presence makes the rule apply. */
  readonly types: readonly [string];
  readonly checks: readonly ((stack: Stack, world: World) => readonly Outcome[])[];
}

export type Rule = ResourceRule | StackRule;

/** The SDK accepts an object where its types say string: the one way to report at a level of its own. */
type Report = (finding: { message: string; enforcementLevel?: "advisory"; urn?: string }) => void;

const noDocument = "no policy document; the rule patchwarden-document says why";

function ownTag(resource: Properties): string | undefined {
  return resource.object("tags")?.text("PatchGroup");
}

function tryPatchGroup(rule: ResourceRule, resource: Properties, type: string): string | undefined {
  try {
    return (rule.patchGroupOf ?? ownTag)(resource, type);
  } catch {
    return undefined;
  }
}

function reportBroken(
  rule: Rule,
  found: Broken,
  patchGroup: string | undefined,
  world: World,
  report: ReportViolation,
): void {
  const answer = answerOf(world.plan.exceptions, {
    rule: rule.id,
    patchGroup: found.patchGroup ?? patchGroup,
    asOf: world.asOf,
  });
  if (answer.kind === "accepted") {
    return;
  }
  const message = brokenMessage(found, rule.id);
  const { exception } = answer.kind === "expired" ? answer : { exception: undefined };
  const lapsed = exception
    ? ` (exception ${exception.id} of ${exception.owner} expired on ${exception.expires}: renew it or remove it)`
    : "";
  report(`${message}${lapsed}`, found.urn);
}

function reportAll(
  rule: Rule,
  outcomes: readonly Outcome[],
  patchGroup: string | undefined,
  world: World,
  report: ReportViolation,
): void {
  for (const outcome of outcomes) {
    if (outcome.kind === "broken") {
      reportBroken(rule, outcome, patchGroup, world, report);
    }
  }
  const waiting = outcomes.filter((one): one is Undetermined => one.kind === "undetermined");
  if (waiting.length > 0) {
    const message = undeterminedMessage(waiting, rule.id);
    (report as unknown as Report)({ message, enforcementLevel: "advisory" });
  }
}

function metadataOf(rule: Rule, name: string) {
  return {
    name,
    description: rule.title,
    severity: rule.severity,
    enforcementLevel: rule.level,
    framework: rule.framework,
    remediationSteps: rule.fix,
    url: rule.url,
  };
}

/** `aws:ec2/launchTemplate:LaunchTemplate` → `LaunchTemplate` */
function shortType(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}

/** The policy's name is the rule's id; a rule for several types has one policy a type, `<id>.<Type>`. */
function policyName(rule: ResourceRule, type: string): string {
  return rule.types.length === 1 ? rule.id : `${rule.id}.${shortType(type)}`;
}

function resourcePolicy(
  rule: ResourceRule,
  type: string,
  openWorld: OpenWorld,
): ResourceValidationPolicy {
  const validate: ResourceValidationPolicy["validateResource"] = (args, report) => {
    const world = openWorld() ?? args.notApplicable(noDocument);
    const resource = properties(args.props);
    const found = attempt(() => {
      const reason = rule.exempt?.(resource);
      if (reason !== undefined) {
        args.notApplicable(reason);
      }
      return rule.checks.flatMap((check) => attempt(() => check(resource, world, type)));
    });
    reportAll(rule, found, tryPatchGroup(rule, resource, type), world, report);
  };
  return {
    ...metadataOf(rule, policyName(rule, type)),
    validateResource: Object.assign(validate, { __pulumiType: type }),
  };
}

function stackPolicy(rule: StackRule, openWorld: OpenWorld): StackValidationPolicy {
  const validate: StackValidationPolicy["validateStack"] = (args, report) => {
    const world = openWorld() ?? args.notApplicable(noDocument);
    const stack = stackOf(args.resources);
    const found = rule.checks.flatMap((check) => attempt(() => check(stack, world)));
    reportAll(rule, found, undefined, world, report);
  };
  return {
    ...metadataOf(rule, rule.id),
    validateStack: Object.assign(validate, { __pulumiType: rule.types[0] }),
  };
}

/** The policies of one rule, as the engine takes them. */
export function toPolicies(rule: Rule, openWorld: OpenWorld): Policies {
  return rule.kind === "stack"
    ? [stackPolicy(rule, openWorld)]
    : rule.types.map((type) => resourcePolicy(rule, type, openWorld));
}
