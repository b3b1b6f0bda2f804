/** `aws.ssm.MaintenanceWindowTask`: what a window runs, on which of its registered targets, and how carefully. */
import {
  isRecord,
  isUnknown,
  listOf,
  type Plain,
  recordsOf,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { checkCall, failure, refusal } from "../apiCall";
import { isArn, isRoleArn, nameOf, regionalArn, uuid } from "../identity";
import { foreignPseudoParameter, patchDocumentFault } from "./patchDocuments";
import { registerTask as call } from "./registerTask";
import { documentType, windowTargetType, windowTaskType } from "./types";
import { partOfWindow, refuseFullWindow, refuseMissingWindow } from "./windowPart";

/** Service Quotas, Systems Manager: tasks per window, targets per task. */
const maxTasks = 20;
const maxTargetsPerTask = 10;

const blockOfType: Readonly<Record<string, string>> = {
  RUN_COMMAND: "runCommandParameters",
  AUTOMATION: "automationParameters",
  LAMBDA: "lambdaParameters",
  STEP_FUNCTIONS: "stepFunctionsParameters",
};

export const maintenanceWindowTask: ServiceRules = {
  type: windowTaskType,
  replaceOn: ["windowId", "taskType"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkTargets(inputs, unknown),
    ...checkInvocation(inputs, unknown),
    ...checkCommand(inputs, unknown),
    ...checkTask(inputs),
  ],
  refuseCreate: (request) =>
    refuseMissingWindow(call, request) ??
    refuseFullWindow(call, request, maxTasks, "tasks") ??
    refuseForeignTargets(request) ??
    refuseMissingDocument(request),
  refuseUpdate: (request) => refuseForeignTargets(request) ?? refuseMissingDocument(request),
  create: (request) => {
    const id = uuid(request.random);
    const arn = regionalArn(request.scope, "ssm", `windowtask/${id}`);
    return { id, outputs: { ...answer(request), arn, windowTaskId: id } };
  },
  importedId: partOfWindow,
  update: answer,
};

function answer(request: ServiceRequest): Readonly<Record<string, unknown>> {
  const { inputs, scope } = request;
  const untargeted = listOf(inputs["targets"]).length === 0;
  return {
    name: nameOf(request),
    serviceRoleArn:
      inputs["serviceRoleArn"] ??
      `arn:${scope.partition}:iam::${scope.account}:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM`,
    // What the API answers for a task without targets.
    ...(untargeted ? { maxConcurrency: "1", maxErrors: "1" } : {}),
  };
}

function checkTargets(inputs: Plain, unknown: readonly string[]): Failure[] {
  if (isUnknown(unknown, "targets") && inputs["targets"] === undefined) {
    return [];
  }
  const targets = recordsOf(inputs["targets"]);
  const rates = ["maxConcurrency", "maxErrors"].filter(
    (property) => inputs[property] !== undefined || isUnknown(unknown, property),
  );
  if (targets.length === 0) {
    return checkTargetless(inputs, rates);
  }
  const keys = targets.flatMap((target, index) =>
    ["WindowTargetIds", "InstanceIds"].includes(textOf(target["key"]) ?? "WindowTargetIds")
      ? []
      : [
          failure(
            call,
            `targets[${index}].key`,
            `Invalid target key '${target["key"]}': a task takes WindowTargetIds or InstanceIds`,
          ),
        ],
  );
  const missing = ["maxConcurrency", "maxErrors"]
    .filter((property) => !rates.includes(property))
    .map((property) =>
      failure(call, property, `${capital(property)} is required when the task has targets`),
    );
  return [...keys, ...checkTargetCount(targets), ...missing];
}

function checkTargetless(inputs: Plain, rates: readonly string[]): Failure[] {
  const faults = rates.map((property) =>
    failure(call, property, `${capital(property)} is not allowed for a task without targets`),
  );
  return inputs["taskType"] === "RUN_COMMAND"
    ? [...faults, failure(call, "targets", "Targets are required for RUN_COMMAND tasks")]
    : faults;
}

function checkTargetCount(targets: readonly Plain[]): Failure[] {
  const count = targets
    .filter((target) => target["key"] === "WindowTargetIds")
    .reduce((sum, target) => sum + listOf(target["values"]).length, 0);
  return count > maxTargetsPerTask
    ? [failure(call, "targets", `A task takes at most ${maxTargetsPerTask} targets, got ${count}`)]
    : [];
}

function checkInvocation(inputs: Plain, unknown: readonly string[]): Failure[] {
  const taskType = textOf(inputs["taskType"]);
  const blocks = inputs["taskInvocationParameters"];
  const expected = taskType === undefined ? undefined : blockOfType[taskType];
  if (expected === undefined || !isRecord(blocks) || isUnknown(unknown, "taskType")) {
    return [];
  }
  return Object.keys(blocks)
    .filter((block) => block !== expected && blocks[block] !== undefined && block in inverse)
    .map((block) =>
      failure(
        call,
        `taskInvocationParameters.${block}`,
        `TaskInvocationParameters must match TaskType ${taskType}: populate ${expected} only, got ${block}`,
      ),
    );
}

/** Of a command whose parameters are all known. */
function checkCommand(inputs: Plain, unknown: readonly string[]): Failure[] {
  const at = "taskInvocationParameters.runCommandParameters.parameters";
  const blocks = inputs["taskInvocationParameters"];
  const command = isRecord(blocks) ? blocks["runCommandParameters"] : undefined;
  if (!isRecord(command) || unknown.some((path) => path.startsWith("task"))) return [];
  const pseudo = foreignPseudoParameter(command["parameters"]);
  if (pseudo !== undefined) {
    return [failure(call, at, `{{${pseudo}}} is not supported for RUN_COMMAND tasks`)];
  }
  const fault = patchDocumentFault(textOf(inputs["taskArn"]) ?? "", command["parameters"]);
  return fault === undefined ? [] : [failure(call, at, fault, "InvalidParameters")];
}

const inverse: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(blockOfType).map(([type, block]) => [block, type]),
);

function checkTask(inputs: Plain): Failure[] {
  const faults: Failure[] = [];
  const role = textOf(inputs["serviceRoleArn"]);
  if (role !== undefined && !isRoleArn(role)) {
    faults.push(failure(call, "serviceRoleArn", `Invalid role ARN '${role}'`));
  }
  const task = textOf(inputs["taskArn"]) ?? "";
  const needsArn = ["LAMBDA", "STEP_FUNCTIONS"].includes(textOf(inputs["taskType"]) ?? "");
  if (needsArn && task !== "" && !isArn(task)) {
    faults.push(
      failure(
        call,
        "taskArn",
        `TaskArn must be an ARN for ${inputs["taskType"]} tasks, got '${task}'`,
      ),
    );
  }
  return faults;
}

function refuseForeignTargets({ inputs, cloud }: ServiceRequest): string | undefined {
  const registered = cloud
    .all(windowTargetType)
    .filter((target) => target.inputs["windowId"] === inputs["windowId"])
    .map((target) => target.id);
  const foreign = recordsOf(inputs["targets"])
    .filter((target) => target["key"] === "WindowTargetIds")
    .flatMap((target) => textsOf(target["values"]))
    .find((id) => !registered.includes(id));
  return foreign === undefined
    ? undefined
    : refusal(
        call,
        "DoesNotExistException",
        `Target ${foreign} is not registered with maintenance window ${inputs["windowId"]}`,
      );
}

/** AWS's own documents, and those that other accounts share by ARN, are in no state. */
function refuseMissingDocument({ inputs, cloud, scope }: ServiceRequest): string | undefined {
  const name = textOf(inputs["taskArn"]) ?? "";
  const runsDocument = ["RUN_COMMAND", "AUTOMATION"].includes(textOf(inputs["taskType"]) ?? "");
  const shared = name.startsWith("arn:") && name.split(":")[4] !== scope.account;
  const external = name.startsWith("AWS") || name.startsWith("Amazon") || shared;
  const known = cloud
    .all(documentType)
    .some((document) => document.id === name || document.outputs["arn"] === name);
  return !runsDocument || external || known
    ? undefined
    : refusal(call, "InvalidDocument", `Document with name ${name} does not exist.`);
}

function capital(property: string): string {
  return `${property.slice(0, 1).toUpperCase()}${property.slice(1)}`;
}
