/** `aws.cloudwatch.EventTarget`: what EventBridge starts, and what it is told. */
import { isRecord, isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { eventRuleType, eventTargetType } from "./types";

/** EventBridge quotas: targets of a rule. */
const maxTargets = 5;

const call: ApiCall = {
  service: "events",
  operation: "PutTargets",
  members: { rule: "Rule", eventBusName: "EventBusName" },
};

export const eventTarget: ServiceRules = {
  type: eventTargetType,
  replaceOn: ["rule", "targetId", "eventBusName"],
  check: (inputs, _scope, unknown) => [
    // The table asks for the list of targets, of which this resource is one.
    ...checkCall(call, inputs, unknown).filter(({ property }) => property === "rule"),
    ...checkInput(inputs, unknown),
    ...checkRole(inputs, unknown),
  ],
  refuseCreate,
  create: ({ inputs, random }) => {
    const targetId = textOf(inputs["targetId"]) ?? `terraform-${random(26)}`;
    return { id: `${textOf(inputs["rule"])}-${targetId}`, outputs: { targetId } };
  },
};

function checkInput(inputs: Plain, unknown: readonly string[]): Failure[] {
  const ways = ["input", "inputPath", "inputTransformer"].filter(
    (way) => inputs[way] !== undefined,
  );
  if (ways.length > 1) {
    return [
      failure(
        call,
        ways[1] ?? "",
        "Only one of Input, InputPath and InputTransformer may be given",
      ),
    ];
  }
  if (inputs["inputTransformer"] === undefined || isUnknown(unknown, "inputTransformer")) return [];
  const { inputPaths, inputTemplate } = recordAt(inputs, "inputTransformer");
  const text = textOf(inputTemplate);
  if (text === undefined) return [];
  const paths = isRecord(inputPaths) ? Object.keys(inputPaths) : [];
  const named = [...text.matchAll(/<([^<>\s"]+)>/g)].map(([, name = ""]) => name);
  const lost = named.find((name) => !name.startsWith("aws.") && !paths.includes(name));
  return lost === undefined
    ? []
    : [failure(call, "inputTransformer", `Invalid placeholder: <${lost}> is not in InputPathsMap`)];
}

/** Targets that EventBridge starts with a role of the account. */
function checkRole(inputs: Plain, unknown: readonly string[]): Failure[] {
  const arn = textOf(inputs["arn"]) ?? "";
  const needs = /:(automation-definition|document|stateMachine|task-definition)\//.test(arn);
  return needs && inputs["roleArn"] === undefined && !isUnknown(unknown, "roleArn")
    ? [failure(call, "roleArn", `RoleArn is required for target ${arn}`)]
    : [];
}

function refuseCreate({ inputs, cloud }: ServiceRequest): string | undefined {
  const rule = textOf(inputs["rule"]) ?? "";
  if (!cloud.all(eventRuleType).some(({ id }) => id === rule)) {
    return refusal(call, "ResourceNotFoundException", `Rule ${rule} does not exist.`);
  }
  const others = cloud.all(eventTargetType).filter((other) => other.inputs["rule"] === rule);
  return others.length >= maxTargets
    ? refusal(call, "LimitExceededException", `The rule ${rule} has ${maxTargets} targets already.`)
    : undefined;
}
