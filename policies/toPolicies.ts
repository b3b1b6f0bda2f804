/**
 * The factory that turns a rule into policies: one policy for each resource type, so that the engine's typed fast path skips
 * every other resource. Types are matched by token; no provider is imported.
 */
import type {
  Policies,
  ResourceRemediation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { controlText, frameworkOf } from "./control";
import { contextOf, isBroken, judgeResource, judgeStack, stackContextOf } from "./judge";
import { properties } from "./properties";
import { applyRepair } from "./repair";
import { reportConfiguration } from "./report";
import type { OpenWorld, ResourceRule, Rule, StackRule } from "./rule";
import { configSchemaOf, configurationFaults } from "./settings";

const noDocument = "no policy document; the rule patchwarden-document says why";

/** The policies of one rule, as the engine takes them. */
export function toPolicies(rule: Rule, openWorld: OpenWorld): Policies {
  return rule.kind === "stack"
    ? [stackPolicy(rule, openWorld)]
    : rule.types.map((type) => resourcePolicy(rule, type, openWorld));
}

function metadataOf(rule: Rule, name: string) {
  return {
    name,
    description: rule.title,
    severity: rule.severity,
    enforcementLevel: rule.level,
    framework: frameworkOf(rule.controls),
    tags: [`ruleset ${rule.ruleset}`, ...rule.controls.map(controlText)],
    remediationSteps: rule.fix,
    url: rule.url,
    configSchema: configSchemaOf(rule.settings ?? {}),
  };
}

/** The policy's name is the rule's id; a rule for several types has one policy a type, `<id>.<Type>`. */
export function policyName(rule: ResourceRule, type: string): string {
  if (rule.types.length === 1) return rule.id;
  const short = shortType(type);
  // Two providers may have types of one name: the later ones say whose they are.
  const first = rule.types.find((other) => shortType(other) === short);
  return first === type ? `${rule.id}.${short}` : `${rule.id}.${type.split(":")[0]}.${short}`;
}

/** `aws:ec2/launchTemplate:LaunchTemplate` → `LaunchTemplate` */
function shortType(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}

function resourcePolicy(
  rule: ResourceRule,
  type: string,
  openWorld: OpenWorld,
): ResourceValidationPolicy {
  const validate: ResourceValidationPolicy["validateResource"] = (args, report) => {
    const world = openWorld() ?? args.notApplicable(noDocument);
    const configuration = args.getConfig<Record<string, unknown>>();
    const faults = configurationFaults(rule.settings ?? {}, configuration, world.plan);
    reportConfiguration({ rule, report }, faults);
    const context = contextOf(rule, args, world, configuration);
    const reason = judgeResource(rule, args, context, report);
    if (reason !== undefined) args.notApplicable(reason);
  };
  return {
    ...metadataOf(rule, policyName(rule, type)),
    validateResource: Object.assign(validate, { __pulumiType: type }),
    ...(rule.remediate && { remediateResource: remediation(rule, type, openWorld) }),
  };
}

/** Repairs only what the rule would refuse: an accepted risk stays as it is. */
function remediation(rule: ResourceRule, type: string, openWorld: OpenWorld): ResourceRemediation {
  const remediate: ResourceRemediation = (args) => {
    const world = openWorld() ?? args.notApplicable(noDocument);
    const context = contextOf(rule, args, world, args.getConfig());
    const resource = properties(args.props);
    if (!isBroken(rule, resource, context)) return undefined;
    const repair = rule.remediate?.(resource, context);
    return repair && applyRepair(args.props, repair);
  };
  return Object.assign(remediate, { __pulumiType: type });
}

function stackPolicy(rule: StackRule, openWorld: OpenWorld): StackValidationPolicy {
  const validate: StackValidationPolicy["validateStack"] = (args, report) => {
    const world = openWorld() ?? args.notApplicable(noDocument);
    const configuration = args.getConfig<Record<string, unknown>>();
    const faults = configurationFaults(rule.settings ?? {}, configuration, world.plan);
    reportConfiguration({ rule, report }, faults);
    judgeStack(rule, args.resources, stackContextOf(rule, world, configuration), report);
  };
  const [first, ...others] = rule.types;
  return {
    ...metadataOf(rule, rule.id),
    validateStack: others.length > 0 ? validate : Object.assign(validate, { __pulumiType: first }),
  };
}
