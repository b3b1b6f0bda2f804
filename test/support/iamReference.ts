/** What AWS's service authorization reference says of statements: types of resources, and condition keys. */

import table from "./iamActions.generated.json";
import type { PolicyStatement } from "./iamPolicy";

export interface NamedStatement extends PolicyStatement {
  readonly Sid: string;
}

interface Action {
  /** True where one must be allowed. */
  readonly types: Readonly<Record<string, boolean>>;
  readonly conditions: readonly string[];
}
interface ResourceType {
  readonly arn: string;
  readonly conditions: readonly string[];
}

const actions: Readonly<Record<string, Action | undefined>> = table.actions;
const types: Readonly<Record<string, ResourceType | undefined>> = table.types;

export const knownActions: readonly string[] = Object.keys(actions);

/** What keeps a statement from ever matching, in whole or in part. */
export function statementFaults({
  Action,
  Resource = ["*"],
  Condition = {},
}: PolicyStatement): readonly string[] {
  const stray = Resource.filter((arn) => !Action.some((action) => takes(action, arn)));
  return [
    ...Action.filter((action) => actions[action] === undefined).map(
      (action) => `${action} is in no table: misspelt, or tools/iamActions.py has not run`,
    ),
    ...stray.map((arn) => `${arn} is no resource of ${Action.join(", ")}`),
    ...Action.filter((action) => !Resource.some((arn) => takes(action, arn))).map(
      (action) => `${action} has no resource in ${Resource.join(", ")}`,
    ),
    ...Object.values(Condition)
      .flatMap((keys) => Object.keys(keys))
      .flatMap((key) => conditionFaults(key, Action, Resource)),
  ];
}

/** Required types of resources for which no statement of the policy allows an action that another one does. */
export function missingTypes(policy: readonly PolicyStatement[]): readonly string[] {
  const allowing = policy.filter(({ Effect }) => Effect === "Allow");
  const resourcesOf = (action: string) =>
    allowing.filter(({ Action }) => Action.includes(action)).flatMap((one) => one.Resource ?? []);
  return [...new Set(allowing.flatMap(({ Action }) => Action))].flatMap((action) =>
    requiredTypes(action)
      .filter((type) => !resourcesOf(action).some((arn) => arn === "*" || isOf(arn, type)))
      .map((type) => `${action} is allowed for no ${type}`),
  );
}

export function requiredTypes(action: string): readonly string[] {
  return Object.entries(actions[action]?.types ?? {})
    .filter(([, required]) => required)
    .map(([type]) => `${action.split(":")[0]}:${type}`);
}

/** Everything may stand for what has types; nothing else for what has none. */
function takes(action: string, arn: string): boolean {
  return arn === "*" || typesOf(action).some((type) => isOf(arn, type));
}

function typesOf(action: string): readonly string[] {
  const names = Object.keys(actions[action]?.types ?? {});
  return names.map((name) => `${action.split(":")[0]}:${name}`);
}

/**
 * Also a pattern of such ARNs; what belongs to AWS or to nobody names no account. A recovery point (`ResourceType`) has the ARN
 * of what it is, `image/ami-…` of a machine, though the reference writes a colon there.
 */
function isOf(arn: string, type: string): boolean {
  const known = types[type]?.arn ?? "";
  const escaped = known.replace(/[.*+?^()|[\]\\]/g, (one) => (one === "*" ? ".*" : `\\${one}`));
  const pattern = escaped
    .replace(/\$\{ResourceType\}:/, "[^:/]+[:/]")
    .replace(/\$\{(Region|Account|Vendor)\}/g, "[^:]*")
    .replace(/\$\{\w+\}(?=:)/g, "[^:]+")
    .replace(/\$\{\w+\}/g, ".+");
  return known !== "" && new RegExp(`^${pattern}$`).test(arn);
}

function conditionFaults(
  key: string,
  asked: readonly string[],
  resources: readonly string[],
): readonly string[] {
  if (/^aws:(?!ResourceTag\/|RequestTag\/)/.test(key)) return [];
  return asked.flatMap((action) =>
    resources
      .filter((arn) => takes(action, arn))
      .filter((arn) => !keysOf(action, arn).some((known) => isKey(known, key)))
      .map((arn) => `${action} of ${arn} tells no ${key}`),
  );
}

/** Of the request, and of the resource. */
function keysOf(action: string, arn: string): readonly string[] {
  const ofTypes = typesOf(action).filter((type) => isOf(arn, type));
  return [
    ...(actions[action]?.conditions ?? []),
    ...ofTypes.flatMap((type) => types[type]?.conditions ?? []),
  ];
}

/** `ssm:resourceTag/tag-key` and `ec2:ResourceTag/${TagKey}` stand for any tag; case does not count. */
function isKey(known: string, key: string): boolean {
  const [knownBase, ...knownTag] = known.toLowerCase().split("/");
  const [base, ...tag] = key.toLowerCase().split("/");
  return knownBase === base && knownTag.length === tag.length;
}
