/** `aws.backup.Selection`: which resources a plan backs up, in whose role. Nothing of it can be changed in place. */
import { isUnknown, listOf, type Plain, recordsOf, textOf, textsOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { isArn, isRoleArn, nameOf, uuid } from "../identity";
import { planType, selectionType } from "./types";

/** AWS Backup quotas: ARNs of a selection, those with wildcards, and tag conditions of a selection. */
const maxResources = 500;
const maxPatterns = 30;
const maxTags = 30;

const pair = { key: "ConditionKey", value: "ConditionValue" };
const operators = ["stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes"];

const call: ApiCall = {
  service: "backup",
  operation: "CreateBackupSelection",
  members: {
    planId: "BackupPlanId",
    name: { to: "BackupSelection.SelectionName", generated: true },
    iamRoleArn: "BackupSelection.IamRoleArn",
    resources: "BackupSelection.Resources",
    notResources: "BackupSelection.NotResources",
    selectionTags: {
      to: "BackupSelection.ListOfTags",
      each: { type: "ConditionType", ...pair },
    },
    conditions: {
      to: "BackupSelection.Conditions",
      fields: {
        stringEquals: { to: "StringEquals", each: pair },
        stringLikes: { to: "StringLike", each: pair },
        stringNotEquals: { to: "StringNotEquals", each: pair },
        stringNotLikes: { to: "StringNotLike", each: pair },
      },
    },
  },
};

export const selection: ServiceRules = {
  type: selectionType,
  replaceOn: [
    "conditions",
    "iamRoleArn",
    "name",
    "notResources",
    "planId",
    "resources",
    "selectionTags",
  ],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, sent(inputs), unknown),
    ...checkRole(inputs),
    ...checkWhat(inputs, unknown),
    ...["resources", "notResources"].flatMap((list) => checkArns(inputs, list)),
    ...checkConditions(inputs),
  ],
  refuseCreate: refuseMissingPlan,
  create: (request) => ({
    id: uuid(request.random),
    outputs: {
      name: nameOf(request),
      notResources: request.inputs["notResources"] ?? [],
      conditions: request.inputs["conditions"] ?? [],
    },
  }),
};

function checkRole(inputs: Plain): Failure[] {
  const arn = textOf(inputs["iamRoleArn"]);
  return arn === undefined || isRoleArn(arn)
    ? []
    : [failure(call, "iamRoleArn", `Invalid IAM role ARN '${arn}'`)];
}

function checkWhat(inputs: Plain, unknown: readonly string[]): Failure[] {
  const ways = ["resources", "selectionTags", "notResources", "conditions"];
  const named = ways.filter((way) => listOf(inputs[way]).length > 0 || isUnknown(unknown, way));
  const faults: Failure[] = [];
  if (named.length === 0) {
    faults.push(
      failure(
        call,
        "resources",
        "A selection must name Resources, ListOfTags, NotResources or Conditions",
      ),
    );
  }
  if (listOf(inputs["selectionTags"]).length > maxTags) {
    faults.push(failure(call, "selectionTags", `A selection takes at most ${maxTags} tags`));
  }
  return faults;
}

/** What the program gives as a list of one is one structure of the API. */
function sent({ conditions, ...inputs }: Plain): Plain {
  const [first] = recordsOf(conditions);
  return first === undefined ? inputs : { ...inputs, conditions: first };
}

/** A pattern is the beginning of an ARN, so that its last character is a wildcard. */
function checkArns(inputs: Plain, list: string): Failure[] {
  const arns = textsOf(inputs[list]);
  const patterns = arns.filter((arn) => arn.includes("*"));
  const odd = arns.find((arn) => arn !== "*" && !isArn(arn));
  const open = patterns.find((arn) => !arn.endsWith("*"));
  const refuse = (message: string) => [failure(call, list, message)];
  if (odd !== undefined) return refuse(`Invalid ARN '${odd}'`);
  if (open !== undefined) return refuse(`Invalid ARN pattern '${open}': it must end with *`);
  if (patterns.length > maxPatterns) {
    return refuse(`A selection takes at most ${maxPatterns} ARNs with wildcards`);
  }
  return arns.length > maxResources
    ? refuse(`A selection takes at most ${maxResources} resources`)
    : [];
}

function checkConditions(inputs: Plain): Failure[] {
  const keys = recordsOf(inputs["conditions"]).flatMap((block) =>
    operators.flatMap((operator) => recordsOf(block[operator]).map(({ key }) => textOf(key))),
  );
  const odd = keys.find((key) => key !== undefined && !key.startsWith("aws:ResourceTag/"));
  return odd === undefined
    ? []
    : [failure(call, "conditions", `Invalid condition key '${odd}': use aws:ResourceTag/<key>`)];
}

function refuseMissingPlan({ inputs, cloud }: ServiceRequest): string | undefined {
  const id = textOf(inputs["planId"]) ?? "";
  return cloud.all(planType).some((other) => other.id === id)
    ? undefined
    : refusal(call, "ResourceNotFoundException", `Cannot find Backup plan with ID ${id}`);
}
