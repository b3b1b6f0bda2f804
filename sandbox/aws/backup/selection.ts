/** `aws.backup.Selection`: which resources a plan backs up, in whose role. Nothing of it can be changed in place. */
import { isUnknown, listOf, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { isRoleArn, nameOf, uuid } from "../identity";
import { planType, selectionType } from "./types";

/** AWS Backup quotas: ARNs of a selection; tag conditions of a selection. */
const maxResources = 500;
const maxTags = 30;

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
      each: { type: "ConditionType", key: "ConditionKey", value: "ConditionValue" },
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
    ...checkCall(call, inputs, unknown),
    ...checkRole(inputs),
    ...checkWhat(inputs, unknown),
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
  if (listOf(inputs["resources"]).length > maxResources) {
    faults.push(failure(call, "resources", `A selection takes at most ${maxResources} resources`));
  }
  if (listOf(inputs["selectionTags"]).length > maxTags) {
    faults.push(failure(call, "selectionTags", `A selection takes at most ${maxTags} tags`));
  }
  return faults;
}

function refuseMissingPlan({ inputs, cloud }: ServiceRequest): string | undefined {
  const id = textOf(inputs["planId"]) ?? "";
  return cloud.all(planType).some((other) => other.id === id)
    ? undefined
    : refusal(call, "ResourceNotFoundException", `Cannot find Backup plan with ID ${id}`);
}
