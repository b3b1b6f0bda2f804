/** `aws.cfg.Rule`: needs a recorder in its account and Region; AWS's managed rules know their parameters. */
import { isUnknown, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal, tagList } from "../apiCall";
import { nameOf, regionalArn } from "../identity";
import { type ManagedRule, managedRules, maxRecoveryPointAge } from "./managedRules";
import { recorderType, ruleType } from "./types";

/** AWS Config quotas: rules per Region. */
const maxRules = 1000;

const call: ApiCall = {
  service: "config",
  operation: "PutConfigRule",
  members: {
    name: { to: "ConfigRule.ConfigRuleName", generated: true },
    description: "ConfigRule.Description",
    inputParameters: "ConfigRule.InputParameters",
    maximumExecutionFrequency: "ConfigRule.MaximumExecutionFrequency",
    scope: {
      to: "ConfigRule.Scope",
      fields: {
        complianceResourceId: "ComplianceResourceId",
        complianceResourceTypes: "ComplianceResourceTypes",
        tagKey: "TagKey",
        tagValue: "TagValue",
      },
    },
    source: {
      to: "ConfigRule.Source",
      fields: {
        owner: "Owner",
        sourceIdentifier: "SourceIdentifier",
        customPolicyDetails: {
          to: "CustomPolicyDetails",
          fields: { policyRuntime: "PolicyRuntime", policyText: "PolicyText" },
        },
        sourceDetails: {
          to: "SourceDetails",
          each: {
            eventSource: "EventSource",
            messageType: "MessageType",
            maximumExecutionFrequency: "MaximumExecutionFrequency",
          },
        },
      },
    },
    evaluationModes: { to: "ConfigRule.EvaluationModes", each: { mode: "Mode" } },
    tags: tagList,
  },
};

const invalid = "InvalidParameterValueException";

export const rule: ServiceRules = {
  type: ruleType,
  replaceOn: ["name"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkSource(inputs, unknown),
    ...checkScope(recordAt(inputs, "scope")),
  ],
  refuseCreate: refuseWithoutRecorder,
  refuseUpdate: refuseWithoutRecorder,
  create: (request) => {
    const ruleId = `config-rule-${request.random(6)}`;
    const arn = regionalArn(request.scope, "config", `config-rule/${ruleId}`);
    const name = nameOf(request);
    return { id: name, outputs: { name, ruleId, arn } };
  },
};

function refuseWithoutRecorder({ cloud, old }: ServiceRequest): string | undefined {
  if (cloud.all(recorderType).length === 0) {
    return refusal(
      call,
      "NoAvailableConfigurationRecorderException",
      "Configuration recorder is not available to put config rule.",
    );
  }
  return old === undefined && cloud.all(ruleType).length >= maxRules
    ? refusal(
        call,
        "MaxNumberOfConfigRulesExceededException",
        `Failed to put config rule because the maximum number of config rules: ${maxRules} is reached.`,
      )
    : undefined;
}

function checkSource(inputs: Plain, unknown: readonly string[]): Failure[] {
  const source = recordAt(inputs, "source");
  const owner = textOf(source["owner"]);
  const identifier = textOf(source["sourceIdentifier"]);
  if (owner === "AWS" && !isUnknown(unknown, "source")) {
    return checkManaged(inputs, identifier, unknown);
  }
  if (owner === "CUSTOM_LAMBDA" && !isUnknown(unknown, "source")) {
    return checkLambda(source, identifier);
  }
  return [];
}

function checkLambda(source: Plain, identifier: string | undefined): Failure[] {
  if (identifier === undefined || !/^arn:aws[a-z-]*:lambda:.+:function:.+$/.test(identifier)) {
    return [
      failure(
        call,
        "source.sourceIdentifier",
        `The sourceIdentifier '${identifier}' is invalid: CUSTOM_LAMBDA needs the ARN of a function`,
        invalid,
      ),
    ];
  }
  return recordsOf(source["sourceDetails"]).length === 0
    ? [
        failure(
          call,
          "source.sourceDetails",
          "SourceDetails are required for CUSTOM_LAMBDA",
          invalid,
        ),
      ]
    : [];
}

function checkManaged(
  inputs: Plain,
  identifier: string | undefined,
  unknown: readonly string[],
): Failure[] {
  const managed = identifier === undefined ? undefined : managedRules[identifier];
  if (managed === undefined) {
    return [
      failure(
        call,
        "source.sourceIdentifier",
        `The sourceIdentifier ${identifier} is invalid. Please refer to the documentation for a list of valid sourceIdentifiers that can be used when AWS is the Owner.`,
        invalid,
      ),
    ];
  }
  const frequency = inputs["maximumExecutionFrequency"];
  const faults =
    frequency !== undefined && managed.trigger === "change"
      ? [
          failure(
            call,
            "maximumExecutionFrequency",
            `MaximumExecutionFrequency is not allowed for ${identifier}: Config evaluates it on changes`,
            invalid,
          ),
        ]
      : [];
  return isUnknown(unknown, "inputParameters")
    ? faults
    : [...faults, ...checkParameters(textOf(inputs["inputParameters"]), managed)];
}

function checkParameters(text: string | undefined, managed: ManagedRule): Failure[] {
  const refuse = (message: string) => [failure(call, "inputParameters", message, invalid)];
  const parameters = readParameters(text);
  if (parameters === undefined) {
    return refuse(`Invalid inputParameters '${text}': they must be a JSON object`);
  }
  const known = [...managed.required, ...managed.optional];
  const stray = Object.keys(parameters).filter((name) => !known.includes(name));
  if (stray.length > 0) {
    return refuse(
      `Unknown parameters provided in the inputParameters: ${stray.join(", ")}, known: ${known.join(", ") || "none"}`,
    );
  }
  const missing = managed.required.find((name) => parameters[name] === undefined);
  if (missing !== undefined) {
    return refuse(`Required parameter [${missing}] not present in the inputParameters.`);
  }
  const wrong = Object.entries(parameters).find(([, value]) => typeof value !== "string");
  if (wrong !== undefined) {
    return refuse(`Value of ${wrong[0]} in the inputParameters must be a string, got ${wrong[1]}`);
  }
  const age = ageFault(parameters);
  return age === undefined ? [] : refuse(age);
}

function readParameters(text: string | undefined): Plain | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? recordAt(value) : undefined;
  } catch {
    return undefined;
  }
}

function ageFault(parameters: Plain): string | undefined {
  const value = textOf(parameters["recoveryPointAgeValue"]);
  const unit = textOf(parameters["recoveryPointAgeUnit"]) ?? "days";
  const limit = maxRecoveryPointAge[unit];
  if (limit === undefined) {
    return `recoveryPointAgeUnit must be hours or days, got '${unit}'`;
  }
  const count = Number(value ?? 1);
  return Number.isInteger(count) && count >= 1 && count <= limit
    ? undefined
    : `recoveryPointAgeValue must be 1 to ${limit} ${unit}, got ${value}`;
}

function checkScope(scope: Plain): Failure[] {
  const types = recordsOf(scope["complianceResourceTypes"]).length;
  if (scope["tagValue"] !== undefined && scope["tagKey"] === undefined) {
    return [failure(call, "scope.tagValue", "TagValue needs a TagKey", invalid)];
  }
  return scope["complianceResourceId"] !== undefined && types !== 1
    ? [
        failure(
          call,
          "scope.complianceResourceId",
          "ComplianceResourceId needs exactly one of ComplianceResourceTypes",
          invalid,
        ),
      ]
    : [];
}
