/** How a rule judges one resource, or a stack: every check on its own, and everything told. */
import type { PolicyResource, ReportViolation, ResourceValidationArgs } from "@pulumi/policy";
import { plainType } from "../model/responsibility/typePattern";
import type { Concerned } from "./exceptions";
import { attempt, type Outcome } from "./outcome";
import { type Properties, properties } from "./properties";
import { answerTo, reportAll } from "./report";
import type { Context, ResourceRule, Rule, StackContext, StackRule, World } from "./rule";
import { settingValues } from "./settings";
import { stackOf } from "./stack";
import type { Subject } from "./subject";
import { readableTags } from "./tags";

/** What the engine says of a resource, to a validation and to a remediation alike. */
export type ResourceArguments = Pick<
  ResourceValidationArgs,
  "type" | "urn" | "name" | "opts" | "props"
>;

type Configuration = Readonly<Record<string, unknown>>;

export function contextOf(
  rule: Rule,
  args: ResourceArguments,
  world: World,
  configuration: Configuration,
): Context {
  return { ...stackContextOf(rule, world, configuration), subject: subjectOf(args) };
}

export function stackContextOf(
  rule: Rule,
  world: World,
  configuration: Configuration,
): StackContext {
  return { ...world, settings: settingValues(rule.settings ?? {}, configuration, world.plan) };
}

function subjectOf({ type, urn, name, opts }: ResourceArguments): Subject {
  const { ignoreChanges, protect } = opts;
  return { type: plainType(type), urn, name, ignoreChanges, protect };
}

/** What a rule says of a resource: nothing and why, or what its checks have found. */
type Judgement =
  | { readonly kind: "notApplicable"; readonly reason: string }
  | { readonly kind: "judged"; readonly outcomes: readonly Outcome[] };

function judgementOf(rule: ResourceRule, resource: Properties, context: Context): Judgement {
  let reason: string | undefined;
  const outcomes = attempt(() => {
    reason = rule.exempt?.(resource, context);
    return reason === undefined
      ? rule.checks.flatMap((check) => attempt(() => check(resource, context)))
      : [];
  });
  return reason === undefined ? { kind: "judged", outcomes } : { kind: "notApplicable", reason };
}

/** Tells what the rule finds; answers with the reason where it has nothing to say about the resource. */
export function judgeResource(
  rule: ResourceRule,
  args: ResourceArguments,
  context: Context,
  report: ReportViolation,
): string | undefined {
  const resource = properties(args.props);
  const judgement = judgementOf(rule, resource, context);
  if (judgement.kind === "notApplicable") return judgement.reason;
  const concerned = concernedBy(rule, resource, context);
  reportAll({ rule, world: context, report, concerned }, judgement.outcomes);
  return undefined;
}

/** True where something is broken that no exception accepts. */
export function isBroken(rule: ResourceRule, resource: Properties, context: Context): boolean {
  const judgement = judgementOf(rule, resource, context);
  if (judgement.kind === "notApplicable") return false;
  const concerned = concernedBy(rule, resource, context);
  return judgement.outcomes.some(
    (found) =>
      found.kind === "broken" &&
      answerTo(rule, context, concerned(found.patchGroup)).kind !== "accepted",
  );
}

/** What exceptions are matched by: the patch group that a check knows, else the resource's own. */
function concernedBy(
  rule: ResourceRule,
  resource: Properties,
  { subject }: Context,
): (patchGroup: string | undefined) => Concerned {
  const own = patchGroupOf(rule, resource, subject.type);
  const concerned = { urn: subject.urn, tags: readableTags(resource) };
  return (patchGroup) => ({ patchGroup: patchGroup ?? own, resource: concerned });
}

function patchGroupOf(rule: ResourceRule, resource: Properties, type: string): string | undefined {
  if (rule.patchGroupOf === undefined) return readableTags(resource)["PatchGroup"];
  try {
    return rule.patchGroupOf(resource, type);
  } catch {
    // A value that is unknown or of a wrong type points to no group; the checks tell it.
    return undefined;
  }
}

/** Tells what a rule finds about a whole stack. */
export function judgeStack(
  rule: StackRule,
  resources: readonly PolicyResource[],
  context: StackContext,
  report: ReportViolation,
): void {
  const stack = stackOf(resources);
  const found = rule.checks.flatMap((check) => attempt(() => check(stack, context)));
  const concerned = (patchGroup: string | undefined, urn: string | undefined): Concerned => {
    const resource = urn === undefined ? undefined : stack.find(urn);
    return {
      patchGroup,
      resource: resource && { urn: resource.urn, tags: readableTags(resource.properties) },
    };
  };
  reportAll({ rule, world: context, report, concerned }, found);
}
