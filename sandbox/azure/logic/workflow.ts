/** `azure-native.logic.Workflow`: the definition must hold together. Its callback URL is a secret and never an output. */
import { isRecord, isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failure, failWhen, groupId, identityOutputs, nameOf } from "../arm";
import { definitionFault } from "./workflowDefinition";

const put: ArmOperation = { operation: "Workflows_CreateOrUpdate" };

/** "Limits and configuration reference for Azure Logic Apps": bytes of a definition. */
const maxBytes = 1_048_576;

const states = ["NotSpecified", "Completed", "Enabled", "Disabled", "Deleted", "Suspended"];

export const workflow: ServiceRules = {
  type: "azure-native:logic:Workflow",
  replaceOn: ["location", "resourceGroupName", "workflowName"],
  check: (inputs, _scope, unknown) => [
    ...checkProperties(inputs, unknown),
    ...checkDefinition(inputs, unknown),
  ],
  create: (request) => {
    const name = nameOf(request, "workflowName");
    const { random, scope } = request;
    const location = textOf(request.inputs["location"]) ?? scope.region;
    return {
      id: groupId(request, "Microsoft.Logic/workflows", name),
      outputs: {
        ...answer(request),
        accessEndpoint: `https://prod-${10 + Number.parseInt(random(1), 16)}.${location}.logic.azure.com:443/workflows/${random(32)}`,
        createdTime: new Date(request.now * 60_000).toISOString(),
      },
    };
  },
  update: answer,
};

function answer(request: ServiceRequest): Plain {
  return {
    ...identityOutputs(request),
    state: request.inputs["state"] ?? "Enabled",
    changedTime: new Date(request.now * 60_000).toISOString(),
    version: `0858${request.random(16).replace(/[a-f]/g, "7")}`,
    provisioningState: "Succeeded",
  };
}

function checkProperties(inputs: Plain, unknown: readonly string[]): Failure[] {
  const name = textOf(inputs["workflowName"]);
  const state = textOf(inputs["state"]);
  return [
    ...failWhen(
      name !== undefined && !isUnknown(unknown, "workflowName") && !/^[\w.()-]{1,80}$/.test(name),
      put,
      "workflowName",
      `The workflow name '${name}' is not valid: use 1 to 80 letters, digits, hyphens, underscores, dots and parentheses`,
      "InvalidResourceName",
    ),
    ...failWhen(
      state !== undefined && !states.includes(state),
      put,
      "state",
      `The workflow state '${state}' is not valid, allowed: ${states.join(", ")}`,
      "InvalidWorkflowState",
    ),
  ];
}

function checkDefinition(inputs: Plain, unknown: readonly string[]): Failure[] {
  const definition = inputs["definition"];
  if (!isRecord(definition)) {
    return failWhen(
      !isUnknown(unknown, "definition"),
      put,
      "definition",
      "The request content is not valid: properties.definition is required",
      "InvalidRequestContent",
    );
  }
  if (isUnknown(unknown, "definition") && unknown.includes("definition")) {
    return [];
  }
  const bytes = Buffer.byteLength(JSON.stringify(definition));
  if (bytes > maxBytes) {
    return [
      failure(
        put,
        "definition",
        `The workflow definition has ${bytes} bytes, allowed: ${maxBytes}`,
        "WorkflowDefinitionSizeLimitExceeded",
      ),
    ];
  }
  const fault = definitionFault(definition, recordAt(inputs, "parameters"));
  return fault === undefined
    ? []
    : [failure(put, "definition", `The template validation failed: ${fault}`, "InvalidTemplate")];
}
