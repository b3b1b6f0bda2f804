/** `aws.cloudwatch.EventRule`: what EventBridge listens for. Its targets go before it. */
import { isRecord, isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, generatedName, refusal, tagList } from "../apiCall";
import { nameOf, regionalArn } from "../identity";
import { eventRuleType, eventTargetType } from "./types";

const call: ApiCall = {
  service: "events",
  operation: "PutRule",
  members: {
    name: generatedName,
    description: "Description",
    eventPattern: "EventPattern",
    scheduleExpression: "ScheduleExpression",
    roleArn: "RoleArn",
    state: "State",
    tags: tagList,
  },
};

export const eventRule: ServiceRules = {
  type: eventRuleType,
  replaceOn: ["name", "namePrefix", "eventBusName"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkTrigger(inputs, unknown),
  ],
  refuseCreate: refuseTaken,
  refuseDelete: refuseTargeted,
  create: (request) => {
    const name = nameOf(request);
    return {
      id: name,
      outputs: { name, arn: regionalArn(request.scope, "events", `rule/${name}`) },
    };
  },
};

function checkTrigger(inputs: Plain, unknown: readonly string[]): Failure[] {
  if (isUnknown(unknown, "eventPattern") || isUnknown(unknown, "scheduleExpression")) return [];
  const pattern = textOf(inputs["eventPattern"]);
  if (pattern === undefined) {
    return inputs["scheduleExpression"] === undefined
      ? [
          failure(
            call,
            "eventPattern",
            "Parameter(s) EventPattern or ScheduleExpression must be specified",
          ),
        ]
      : [];
  }
  return isPattern(pattern)
    ? []
    : [failure(call, "eventPattern", "Event pattern is not valid", "InvalidEventPatternException")];
}

/** An object whose leaves are lists that are not empty. */
function isPattern(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) && holdsLists(parsed);
  } catch {
    return false;
  }
}

function holdsLists(value: Plain): boolean {
  const parts = Object.values(value);
  return (
    parts.length > 0 &&
    parts.every((part) =>
      Array.isArray(part) ? part.length > 0 : isRecord(part) && holdsLists(part),
    )
  );
}

/** EventBridge quotas: rules of a bus, where none is lower. */
const maxRules = 300;
const fewerRules: Readonly<Record<string, number>> = { "af-south-1": 100, "eu-south-1": 100 };

function refuseTaken(request: ServiceRequest): string | undefined {
  const name = nameOf(request);
  const most = fewerRules[request.scope.region] ?? maxRules;
  const bus = busOf(request.inputs);
  const others = request.cloud
    .all(eventRuleType)
    .filter(({ inputs }) => busOf(inputs) === bus).length;
  if (others >= most) {
    return refusal(
      call,
      "LimitExceededException",
      `The requested resource exceeds the maximum number allowed: ${most} rules on the bus ${bus}.`,
    );
  }
  return request.cloud.all(eventRuleType).some(({ id }) => id === name)
    ? refusal(call, "ResourceAlreadyExistsException", `Rule ${name} already exists.`)
    : undefined;
}

function busOf(inputs: Plain): string {
  return textOf(inputs["eventBusName"]) ?? "default";
}

function refuseTargeted({ old, cloud }: ServiceRequest): string | undefined {
  return cloud.all(eventTargetType).some(({ inputs }) => inputs["rule"] === old?.id)
    ? refusal(
        { service: "events", operation: "DeleteRule" },
        "ValidationException",
        "Rule can't be deleted since it has targets.",
      )
    : undefined;
}
