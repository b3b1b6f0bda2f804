/** `azure-native.eventgrid.SystemTopicEventSubscription`: which events go to which endpoint. */
import {
  isRecord,
  isUnknown,
  numberOf,
  type Plain,
  recordAt,
  textOf,
  textsOf,
} from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failure, failWhen, groupId, nameOf, refusal } from "../arm";
import { maintenanceEvents, maintenanceTopic, systemTopicType } from "./types";

const put: ArmOperation = { operation: "SystemTopicEventSubscriptions_CreateOrUpdate" };

export const systemTopicEventSubscription: ServiceRules = {
  type: "azure-native:eventgrid:SystemTopicEventSubscription",
  replaceOn: ["eventSubscriptionName", "resourceGroupName", "systemTopicName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(inputs, unknown),
    ...checkEvents(inputs),
    ...checkDestination(inputs, unknown),
    ...checkRetry(recordAt(inputs, "retryPolicy")),
  ],
  refuseCreate: refuseEvents,
  refuseUpdate: refuseEvents,
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

function refuseEvents(request: ServiceRequest): string | undefined {
  const id = topicId(request).toLowerCase();
  const topic = request.cloud.all(systemTopicType).find((other) => other.id.toLowerCase() === id);
  if (topic?.inputs["topicType"] !== maintenanceTopic) {
    return undefined;
  }
  const wrong = textsOf(recordAt(request.inputs, "filter")["includedEventTypes"]).find(
    (type) => !maintenanceEvents.includes(type),
  );
  return wrong === undefined ? undefined : refusal(put, "InvalidRequest", unknownEvent(wrong));
}

function checkDestination(inputs: Plain, unknown: readonly string[]): Failure[] {
  const ways = ["destination", "deliveryWithResourceIdentity"];
  const given = ways.some((way) => isRecord(inputs[way]) || isUnknown(unknown, way));
  const destination = recordAt(inputs, "destination");
  const endpoint = textOf(destination["endpointUrl"]);
  const isHook = destination["endpointType"] === "WebHook";
  const hidden = isUnknown(unknown, "destination");
  return [
    ...failWhen(!given, put, "destination", "properties.destination is required", "InvalidRequest"),
    ...failWhen(
      isHook && endpoint === undefined && !hidden,
      put,
      "destination.endpointUrl",
      "A WebHook destination needs an endpointUrl",
      "InvalidRequest",
    ),
    ...failWhen(
      isHook && endpoint !== undefined && !/^https:\/\/[^/]+/.test(endpoint),
      put,
      "destination.endpointUrl",
      "Webhook endpoint must be an HTTPS URL",
      "InvalidRequest",
    ),
  ];
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
