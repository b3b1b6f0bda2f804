/** `aws.backup.RestoreTestingSelection`: the machines whose recovery points a restore testing plan tries. */
import {
  isUnknown,
  numberOf,
  type Plain,
  recordAt,
  recordsOf,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { isArn, isRoleArn } from "../identity";
import { checkTestName } from "./restoreTestingPlan";
import { restorePlanType, restoreSelectionType } from "./types";

/** AWS Backup quotas: selections of a plan, ARNs of a selection. */
const maxSelections = 30;
const maxArns = 30;

const kinds = [
  ...["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "S3"],
];
const pair = { key: "Key", value: "Value" };

const call: ApiCall = {
  service: "backup",
  operation: "CreateRestoreTestingSelection",
  members: {
    restoreTestingPlanName: "RestoreTestingPlanName",
    name: "RestoreTestingSelection.RestoreTestingSelectionName",
    iamRoleArn: "RestoreTestingSelection.IamRoleArn",
    protectedResourceType: "RestoreTestingSelection.ProtectedResourceType",
    protectedResourceArns: "RestoreTestingSelection.ProtectedResourceArns",
    protectedResourceConditions: {
      to: "RestoreTestingSelection.ProtectedResourceConditions",
      fields: {
        stringEquals: { to: "StringEquals", each: pair },
        stringNotEquals: { to: "StringNotEquals", each: pair },
      },
    },
    restoreMetadataOverrides: "RestoreTestingSelection.RestoreMetadataOverrides",
    validationWindowHours: "RestoreTestingSelection.ValidationWindowHours",
  },
};

export const restoreTestingSelection: ServiceRules = {
  type: restoreSelectionType,
  replaceOn: ["name", "protectedResourceType", "restoreTestingPlanName"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkTestName(call, inputs),
    ...checkWhat(inputs, unknown),
    ...checkHow(inputs),
  ],
  refuseCreate: (request) => refuseMissingPlan(request) ?? refuseFullPlan(request),
  create: ({ inputs }) => ({
    id: `${textOf(inputs["name"])}:${textOf(inputs["restoreTestingPlanName"])}`,
    outputs: { validationWindowHours: inputs["validationWindowHours"] ?? 0 },
  }),
};

function checkWhat(inputs: Plain, unknown: readonly string[]): Failure[] {
  const arns = textsOf(inputs["protectedResourceArns"]);
  const conditions = recordAt(inputs, "protectedResourceConditions");
  const hasConditions = Object.keys(conditions).length > 0;
  const refuse = (message: string) => [failure(call, "protectedResourceArns", message)];
  const foreign = ["stringEquals", "stringNotEquals"]
    .flatMap((way) => recordsOf(conditions[way]))
    .find(({ key }) => !String(key).startsWith("aws:ResourceTag/"));
  if (foreign !== undefined) {
    const message = `Invalid condition key '${foreign["key"]}': it must start with aws:ResourceTag/`;
    return [failure(call, "protectedResourceConditions", message)];
  }
  const whats = ["protectedResourceArns", "protectedResourceConditions"];
  if (whats.some((property) => isUnknown(unknown, property))) return [];
  if (arns.length === 0) return hasConditions ? [] : refuse("A selection must name resources");
  if (arns.includes("*")) return arns.length === 1 ? [] : refuse("* stands alone");
  if (hasConditions) return refuse("Conditions need * in ProtectedResourceArns");
  const odd = arns.find((arn) => !isArn(arn));
  if (odd !== undefined) return refuse(`Invalid ARN '${odd}'`);
  return arns.length > maxArns ? refuse(`A selection takes at most ${maxArns} ARNs`) : [];
}

function checkHow(inputs: Plain): Failure[] {
  const role = textOf(inputs["iamRoleArn"]);
  const kind = textOf(inputs["protectedResourceType"]);
  const hours = numberOf(inputs["validationWindowHours"]) ?? 0;
  return [
    ...(role === undefined || isRoleArn(role)
      ? []
      : [failure(call, "iamRoleArn", `Invalid IAM role ARN '${role}'`)]),
    ...(kind === undefined || kinds.includes(kind)
      ? []
      : [
          failure(
            call,
            "protectedResourceType",
            `Invalid resource type '${kind}': ${kinds.join(", ")}`,
          ),
        ]),
    ...(hours >= 0 && hours <= 168
      ? []
      : [
          failure(
            call,
            "validationWindowHours",
            `Invalid ValidationWindowHours ${hours}: 0 to 168`,
          ),
        ]),
  ];
}

function refuseMissingPlan({ inputs, cloud }: ServiceRequest): string | undefined {
  const name = inputs["restoreTestingPlanName"];
  return cloud.all(restorePlanType).some((plan) => plan.id === name)
    ? undefined
    : refusal(call, "ResourceNotFoundException", `Restore testing plan ${name} does not exist`);
}

function refuseFullPlan({ inputs, cloud }: ServiceRequest): string | undefined {
  const beside = cloud
    .all(restoreSelectionType)
    .filter((one) => one.inputs["restoreTestingPlanName"] === inputs["restoreTestingPlanName"]);
  if (beside.some((one) => one.inputs["name"] === inputs["name"])) {
    const message = `Restore testing selection ${inputs["name"]} already exists`;
    return refusal(call, "AlreadyExistsException", message);
  }
  return beside.length >= maxSelections
    ? refusal(call, "LimitExceededException", `The plan has ${maxSelections} selections`)
    : undefined;
}
