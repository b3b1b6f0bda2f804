/** `azure-native.eventgrid.SystemTopicEventSubscription`: which events go to which endpoint. */
import {
  isRecord,
  isUnknown,
  listOf,
  numberOf,
  type Plain,
  recordAt,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  failure,
  failWhen,
  groupId,
  nameOf,
  refusal,
  resourceWith,
} from "../arm";
import { checkDeadLetter, checkDestination } from "./destinations";
import {
  eventSubscriptionType,
  maintenanceEvents,
  maintenanceTopic,
  systemTopicType,
} from "./types";

/** "Azure Event Grid quotas and limits". */
const maxSubscriptions = 500;
const maxFilters = 25;

const put: ArmOperation = { operation: "SystemTopicEventSubscriptions_CreateOrUpdate" };

export const systemTopicEventSubscription: ServiceRules = {
  type: eventSubscriptionType,
  replaceOn: ["eventSubscriptionName", "resourceGroupName", "systemTopicName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(inputs, unknown),
    ...checkEvents(inputs),
    ...checkDestination(put, inputs, unknown),
    ...checkDeadLetter(put, inputs, unknown),
    ...checkFilters(inputs),
    ...checkRetry(recordAt(inputs, "retryPolicy")),
  ],
  refuseCreate: (request) => refuse(request) ?? refuseTooMany(request),
  refuseUpdate: refuse,
  create: (request) => {
    const topic = topicId(request);
    const name = nameOf(request, "eventSubscriptionName");
    return { id: `${topic}/eventSubscriptions/${name}`, outputs: { topic } };
  },
  normalise: withoutSecret,
};

function topicId(request: ServiceRequest): string {
  const name = textOf(request.inputs["systemTopicName"]) ?? "";
  return groupId(request, "Microsoft.EventGrid/systemTopics", name);
}

function checkName(inputs: Plain, unknown: readonly string[]): Failure[] {
  const name = textOf(inputs["eventSubscriptionName"]);
  const known = name !== undefined && !isUnknown(unknown, "eventSubscriptionName");
  return failWhen(
    known && !/^[a-zA-Z0-9-]{3,64}$/.test(name),
    put,
    "eventSubscriptionName",
    `Event subscription name '${name}' is not valid: use 3 to 64 letters, digits and hyphens`,
    "InvalidRequest",
  );
}

function checkEvents(inputs: Plain): Failure[] {
  const wrong = textsOf(recordAt(inputs, "filter")["includedEventTypes"]).find(
    (type) => type.startsWith("Microsoft.Maintenance.") && !maintenanceEvents.includes(type),
  );
  return wrong === undefined
    ? []
    : [failure(put, "filter.includedEventTypes", unknownEvent(wrong), "InvalidRequest")];
}

function unknownEvent(type: string): string {
  return `The event type '${type}' is not published by ${maintenanceTopic}, known: ${maintenanceEvents.join(", ")}`;
}

function checkFilters(inputs: Plain): Failure[] {
  const count = listOf(recordAt(inputs, "filter")["advancedFilters"]).length;
  return failWhen(
    count > maxFilters,
    put,
    "filter.advancedFilters",
    `An event subscription has at most ${maxFilters} advanced filters, got ${count}`,
    "InvalidRequest",
  );
}

function refuse(request: ServiceRequest): string | undefined {
  return refuseEvents(request) ?? refuseIdentity(request);
}

/** Where events are sent in the topic's name, the topic has one. */
function refuseIdentity(request: ServiceRequest): string | undefined {
  const topic = resourceWith(request, systemTopicType, topicId(request));
  const way = ["deliveryWithResourceIdentity", "deadLetterWithResourceIdentity"].find((each) =>
    isRecord(request.inputs[each]),
  );
  const type = textOf(recordAt(topic?.inputs, "identity")["type"]) ?? "None";
  return topic !== undefined && way !== undefined && type === "None"
    ? refusal(put, "InvalidRequest", `${way} needs an identity of the system topic '${topic.id}'`)
    : undefined;
}

function refuseTooMany(request: ServiceRequest): string | undefined {
  const topic = `${topicId(request)}/`.toLowerCase();
  const count = request.cloud
    .all(eventSubscriptionType)
    .filter(({ id }) => id.toLowerCase().startsWith(topic)).length;
  return count >= maxSubscriptions
    ? refusal(
        put,
        "QuotaExceeded",
        `The system topic has ${maxSubscriptions} event subscriptions already`,
      )
    : undefined;
}

function refuseEvents(request: ServiceRequest): string | undefined {
  const topic = resourceWith(request, systemTopicType, topicId(request));
  if (topic?.inputs["topicType"] !== maintenanceTopic) {
    return undefined;
  }
  const wrong = textsOf(recordAt(request.inputs, "filter")["includedEventTypes"]).find(
    (type) => !maintenanceEvents.includes(type),
  );
  return wrong === undefined ? undefined : refusal(put, "InvalidRequest", unknownEvent(wrong));
}

function checkRetry(policy: Plain): Failure[] {
  const limit = (property: string, max: number) => {
    const value = numberOf(policy[property]);
    return failWhen(
      value !== undefined && (value < 1 || value > max),
      put,
      `retryPolicy.${property}`,
      `retryPolicy.${property} must be 1 to ${max}, got ${value}`,
      "InvalidRequest",
    );
  };
  return [...limit("maxDeliveryAttempts", 30), ...limit("eventTimeToLiveInMinutes", 1440)];
}

/** The API never answers a webhook's URL, which holds its key: only what stands before the query. */
function withoutSecret(outputs: Plain): Plain {
  const destination = outputs["destination"];
  if (!isRecord(destination) || destination["endpointType"] !== "WebHook") {
    return outputs;
  }
  const { endpointUrl, ...rest } = destination;
  const base = textOf(endpointUrl)?.split("?")[0] ?? destination["endpointBaseUrl"];
  return { ...outputs, destination: { ...rest, endpointBaseUrl: base } };
}
