/** AWS as a provider sees it: accounts, regions, generated names, ids, default tags. */
import { awsRules } from "../aws/index";
import { recordAt, recordsOf, textOf, textsOf } from "../plainValue";
import type { ResourceShape } from "../schema/shape";
import type { Failure, ServiceRequest } from "../service";
import { awsArn, awsId } from "./awsIdentity";
import { awsInvokes } from "./awsInvokes";
import type { Autoname, CloudAccount, CloudKind } from "./cloudKind";
import { neutral, timestamp } from "./plausible";

/** The account of a provider that names none. */
const defaultAccount = "123456789012";
const defaultRegion = "eu-central-1";

type Config = Readonly<Record<string, unknown>>;

export const awsCloud: CloudKind = {
  sdk: "aws",
  rules: awsRules,
  invokes: awsInvokes,
  checkConfig,
  account: (config) => ({
    account: accountOf(config),
    region: regionOf(config),
    tenant: "",
    tags: textMap(recordAt(config, "defaultTags", "tags")),
  }),
  scope: (shape, inputs, account) => ({
    account: account.account,
    // From version 7 on every regional resource has a `region`; what has none (IAM) is global.
    region:
      shape.inputs["region"] === undefined ? "" : (textOf(inputs["region"]) ?? account.region),
    partition: "aws",
  }),
  autoname,
  derive: () => ({}),
  idParts: (shape) => [autoname(shape, {})?.property ?? "name"],
  identify: awsId,
  answer,
  refuseTaken: (shape, id, hasRules) =>
    hasRules
      ? undefined
      : `operation error ${shape.module}: Create${shape.name}, ResourceAlreadyExistsException: ${shape.name} ${id} already exists`,
  unknownType: (token, nearest) =>
    `unrecognized resource type (Check): ${token}: this version of @pulumi/aws does not have it.${nearest}`,
  unknownFunction: (token) =>
    `unrecognized data function (Invoke): ${token}: the sandbox answers ${Object.keys(awsInvokes).join(", ")}`,
  notFound: (shape, id) =>
    `operation error ${shape.module}: Update${shape.name}, ResourceNotFoundException: ${shape.name} ${id} does not exist`,
};

/** A role to assume says its account; else the one allowed account; else the sandbox's own. */
function accountOf(config: Config): string {
  const [role] = recordsOf(config["assumeRoles"]);
  const arn = textOf(role?.["roleArn"]) ?? textOf(recordAt(config, "assumeRole")["roleArn"]);
  const assumed = arn?.split(":")[4];
  if (assumed) return assumed;
  const [only, ...others] = textsOf(config["allowedAccountIds"]);
  return only !== undefined && others.length === 0 ? only : defaultAccount;
}

/** The user's own AWS_REGION is no matter of the sandbox's: the same programme deploys the same everywhere. */
function regionOf(config: Config): string {
  return textOf(config["region"]) || defaultRegion;
}

function checkConfig(config: Config): readonly Failure[] {
  const failures: Failure[] = [];
  const region = regionOf(config);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    failures.push({ property: "region", reason: `invalid AWS Region: ${region}` });
  }
  const account = accountOf(config);
  if (!/^\d{12}$/.test(account)) {
    const reason = `(${account}) is an invalid account ID: the role ARN or account needs 12 digits`;
    failures.push({ property: "assumeRoles", reason });
  }
  const allowed = textsOf(config["allowedAccountIds"]);
  const forbidden = textsOf(config["forbiddenAccountIds"]);
  if ((allowed.length > 0 && !allowed.includes(account)) || forbidden.includes(account)) {
    failures.push({
      property: "allowedAccountIds",
      reason: `AWS account ID not allowed: ${account}`,
    });
  }
  return failures;
}

/** The provider names what always has a name that the program may leave out. */
function autoname(shape: ResourceShape, inputs: Config): Autoname | undefined {
  const property = shape.module === "s3" && shape.inputs["bucket"] ? "bucket" : "name";
  const input = shape.inputs[property];
  const optional = input !== undefined && !input.required && input.type.kind === "string";
  if (!optional || shape.outputs[property]?.required !== true) return undefined;
  if (inputs[`${property}Prefix`] !== undefined) return undefined;
  const fold = (name: string) => (property === "bucket" ? name.toLowerCase() : name);
  return { property, propose: (name, hex) => fold(`${name}-${hex(7)}`) };
}

function answer(
  shape: ResourceShape,
  request: ServiceRequest,
  id: string,
  account: CloudAccount,
): Config {
  const outputs: Record<string, unknown> = {};
  for (const [name, { type, required }] of Object.entries(shape.outputs)) {
    if (required) outputs[name] = textByName(name, shape, request, id) ?? neutral(type);
  }
  if (shape.outputs["tagsAll"] !== undefined) {
    outputs["tagsAll"] = { ...account.tags, ...recordAt(request.inputs, "tags") };
  }
  return outputs;
}

function textByName(
  name: string,
  shape: ResourceShape,
  { scope, now, random }: ServiceRequest,
  id: string,
): string | undefined {
  if (name === "arn") return awsArn(shape, scope, id);
  if (name === "region") return scope.region;
  if (name === "name") return id;
  if (name === "ownerId" || name === "accountId" || name === "registryId") return scope.account;
  if (/(^c|C)reat(ed|ion)(At|Date|Time|dDate)?$|Date$|Timestamp$/.test(name)) return timestamp(now);
  if (name.endsWith("Arn")) return awsArn(shape, scope, `${id}/${name.slice(0, -3)}`);
  return name === "uniqueId" ? random(20).toUpperCase() : undefined;
}

function textMap(value: Config): Record<string, string> {
  const entries = Object.entries(value).filter(([, text]) => typeof text === "string");
  return Object.fromEntries(entries) as Record<string, string>;
}
