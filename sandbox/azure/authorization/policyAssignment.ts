/** `azure-native.authorization.PolicyAssignment`: names, identity and the parameters that its definition knows. */
import { isRecord, isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, checkWord, failure, failWhen, identityOutputs, nameOf } from "../arm";
import { type BuiltInPolicy, builtInPolicies, type ParameterForm } from "./builtInPolicies";
import { checkScope, isManagementGroup, tidyScope } from "./types";

const put: ArmOperation = { operation: "PolicyAssignments_Create" };

/** "Azure Policy limits": characters of an assignment's name. */
const maxName = 64;
const maxNameAtManagementGroup = 24;

export const policyAssignment: ServiceRules = {
  type: "azure-native:authorization:PolicyAssignment",
  replaceOn: ["location", "policyAssignmentName", "policyDefinitionId", "scope"],
  check: (inputs, _scope, unknown) => [
    ...checkName(inputs, unknown),
    ...checkIdentity(inputs, unknown),
    ...checkDefinition(inputs, unknown),
    ...checkWord(put, "enforcementMode", inputs["enforcementMode"], [
      "Default",
      "DoNotEnforce",
      "Enroll",
    ]),
  ],
  create: (request) => {
    const scope = tidyScope(textOf(request.inputs["scope"]) ?? "");
    const name = nameOf(request, "policyAssignmentName");
    return {
      id: `${scope}/providers/Microsoft.Authorization/policyAssignments/${name}`,
      outputs: { enforcementMode: "Default", ...answer(request) },
    };
  },
  update: answer,
};

function answer(request: ServiceRequest): Plain {
  const mode = request.inputs["enforcementMode"] ?? "Default";
  return { ...identityOutputs(request), enforcementMode: mode };
}

function checkName(inputs: Plain, unknown: readonly string[]): Failure[] {
  const scope = isUnknown(unknown, "scope") ? undefined : textOf(inputs["scope"]);
  const name = isUnknown(unknown, "policyAssignmentName")
    ? undefined
    : textOf(inputs["policyAssignmentName"]);
  const max = scope !== undefined && isManagementGroup(scope) ? maxNameAtManagementGroup : maxName;
  return [
    ...checkScope(scope, put),
    ...failWhen(
      name !== undefined && name.length > max,
      put,
      "policyAssignmentName",
      `The policy assignment name '${name}' is invalid. The policy assignment name length must not exceed '${max}' characters, got ${name?.length}.`,
      "InvalidPolicyAssignmentName",
    ),
    ...failWhen(
      name !== undefined && /[<>*%&:\\?/+]|[. ]$/.test(name),
      put,
      "policyAssignmentName",
      `The policy assignment name '${name}' is invalid: it may not hold <>*%&:\\?/+ or end with a dot or space`,
      "InvalidPolicyAssignmentName",
    ),
  ];
}

function checkIdentity(inputs: Plain, unknown: readonly string[]): Failure[] {
  const type = textOf(recordAt(inputs, "identity")["type"]) ?? "None";
  const located = (textOf(inputs["location"]) ?? "") !== "" || isUnknown(unknown, "location");
  return failWhen(
    type !== "None" && !located,
    put,
    "location",
    "The location property is required for a policy assignment with an identity.",
    "LocationRequired",
  );
}

function checkDefinition(inputs: Plain, unknown: readonly string[]): Failure[] {
  const id = textOf(inputs["policyDefinitionId"]);
  if (isUnknown(unknown, "policyDefinitionId")) {
    return [];
  }
  if (
    id === undefined ||
    !/\/providers\/microsoft\.authorization\/policy(set)?definitions\/[^/]+$/i.test(id)
  ) {
    return failWhen(
      true,
      put,
      "policyDefinitionId",
      `properties.policyDefinitionId must be the id of a policy or policy set definition, got '${id ?? "none"}'`,
      "InvalidPolicyDefinitionId",
    );
  }
  const builtIn = builtInPolicies[id.split("/").at(-1)?.toLowerCase() ?? ""];
  return builtIn === undefined ? [] : checkBuiltIn(inputs, builtIn, unknown);
}

function checkBuiltIn(
  inputs: Plain,
  builtIn: BuiltInPolicy,
  unknown: readonly string[],
): Failure[] {
  const type = textOf(recordAt(inputs, "identity")["type"]) ?? "None";
  return [
    ...failWhen(
      builtIn.needsIdentity && type === "None" && !isUnknown(unknown, "identity"),
      put,
      "identity",
      `The policy definition '${builtIn.name}' deploys or modifies resources: the policy assignment must have an identity`,
      "ResourceIdentityRequired",
    ),
    ...(isUnknown(unknown, "parameters") && inputs["parameters"] === undefined
      ? []
      : checkParameters(recordAt(inputs, "parameters"), builtIn, unknown)),
  ];
}

function checkParameters(
  parameters: Plain,
  builtIn: BuiltInPolicy,
  unknown: readonly string[],
): Failure[] {
  const stray = Object.keys(parameters).find((name) => !(name in builtIn.parameters));
  const missing = builtIn.required.find(
    (name) => parameters[name] === undefined && !isUnknown(unknown, `parameters.${name}`),
  );
  const values = Object.entries(parameters).flatMap(([name, parameter]) =>
    checkValue(name, parameter, builtIn.parameters[name], unknown),
  );
  return [
    ...failWhen(
      stray !== undefined,
      put,
      "parameters",
      `The policy assignment has the parameter '${stray}', which the policy definition '${builtIn.name}' does not define, known: ${Object.keys(builtIn.parameters).join(", ") || "none"}`,
      "UndefinedPolicyParameter",
    ),
    ...failWhen(
      missing !== undefined,
      put,
      "parameters",
      `The policy assignment is missing the parameter '${missing}' of the policy definition '${builtIn.name}'`,
      "MissingPolicyParameter",
    ),
    ...values,
  ];
}

function checkValue(
  name: string,
  parameter: unknown,
  form: ParameterForm | undefined,
  unknown: readonly string[],
): Failure[] {
  const at = `parameters.${name}`;
  if (form === undefined || isUnknown(unknown, at)) {
    return [];
  }
  const value = isRecord(parameter) ? parameter["value"] : undefined;
  if (value === undefined) {
    return [
      failure(
        put,
        at,
        `The value of parameter '${name}' must be given as { value: … }`,
        "InvalidPolicyParameters",
      ),
    ];
  }
  return typeof form === "string" ? checkType(at, value, form) : checkWords(at, value, form);
}

function checkType(at: string, value: unknown, form: string): Failure[] {
  const seen = Array.isArray(value) ? "array" : typeof value;
  return failWhen(
    seen !== form,
    put,
    at,
    `The value of ${at} must be of type ${form}, got ${seen}`,
    "InvalidPolicyParameterType",
  );
}

function checkWords(at: string, value: unknown, allowed: readonly string[]): Failure[] {
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  const wrong = words.find((word) => typeof word !== "string" || !allowed.includes(word));
  return failWhen(
    wrong !== undefined,
    put,
    at,
    `The value '${wrong}' of ${at} is not allowed, allowed: ${allowed.join(", ")}`,
    "PolicyParameterValueNotAllowed",
  );
}
