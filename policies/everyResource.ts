/**
 * The one policy that sees every resource. Pulumi can write an API version into Azure's types, and the engine's fast path
 * compares whole tokens: such resources get to their rules here. And tags that point to exceptions are on any resource.
 */
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { plainType } from "../model/responsibility/typePattern";
import { frameworkOf, nist80040 } from "./control";
import { exceptionTagOutcomes } from "./exceptionTags";
import { contextOf, judgeResource, judgeStack, stackContextOf } from "./judge";
import { attempt } from "./outcome";
import { properties } from "./properties";
import { reportAs, tellUnaccepted } from "./report";
import type { OpenWorld, ResourceRule, Rule, StackRule } from "./rule";
import { policyName } from "./toPolicies";

export const everyResourceRule = {
  id: "patchwarden-every-resource",
  title:
    "Every resource is judged whatever API version its type names, and points only to exceptions that hold it.",
  why: "A rule that a version in a type's name gets around is no rule, and a tag that accepts a risk by itself is no acceptance.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.5")],
  ruleset: "2026.11",
  fix: "Remove the tag PatchException, or have its exception of the document hold the resource.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  types: ["any resource"],
  parameters: "The exceptions.",
  missing: "No tag is compliant.",
} as const;

export function everyResource(
  rules: readonly Rule[],
  openWorld: OpenWorld,
): ResourceValidationPolicy & StackValidationPolicy {
  const { id, title, level, severity, controls, fix, url } = everyResourceRule;
  return {
    name: id,
    description: title,
    enforcementLevel: level,
    severity,
    framework: frameworkOf(controls),
    remediationSteps: fix,
    url,
    validateResource: (args, report) => {
      const world = openWorld();
      if (world === undefined) return;
      const found = attempt(() => exceptionTagOutcomes(properties(args.props), args.urn, world));
      tellUnaccepted(everyResourceRule, found, report);
      for (const rule of spelledOtherwise(rules, args.type)) {
        const context = contextOf(rule, args, world, {});
        const under = reportAs(rule, policyName(rule, context.subject.type), report);
        judgeResource(rule, args, context, under);
      }
    },
    validateStack: (args, report) => {
      const world = openWorld();
      if (world === undefined) return;
      const types = new Set(args.resources.map(({ type }) => type));
      for (const rule of stackRulesFor(rules, types)) {
        const under = reportAs(rule, rule.id, report);
        judgeStack(rule, args.resources, stackContextOf(rule, world, {}), under);
      }
    },
  };
}

function spelledOtherwise(rules: readonly Rule[], type: string): readonly ResourceRule[] {
  const plain = plainType(type);
  if (plain === type) return [];
  return rules.filter(
    (rule): rule is ResourceRule => rule.kind === "resource" && rule.types.includes(plain),
  );
}

/** Rules of a single type, which only versioned spellings of the stack have: the fast path has skipped them. */
function stackRulesFor(rules: readonly Rule[], types: ReadonlySet<string>): readonly StackRule[] {
  const plain = new Set([...types].map(plainType));
  return rules.filter(
    (rule): rule is StackRule =>
      rule.kind === "stack" &&
      rule.types.length === 1 &&
      plain.has(rule.types[0]) &&
      !types.has(rule.types[0]),
  );
}
