/** `azure-native.eventgrid.SystemTopic`: one topic for a source, in the source's location. */
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  failWhen,
  groupId,
  identityOutputs,
  locationOf,
  nameOf,
  refusal,
  sameId,
} from "../arm";
import { configurationType } from "../maintenance/types";
import { maintenanceTopic, systemTopicType } from "./types";

const put: ArmOperation = { operation: "SystemTopics_CreateOrUpdate" };

export const systemTopic: ServiceRules = {
  type: systemTopicType,
  replaceOn: ["location", "resourceGroupName", "source", "systemTopicName", "topicType"],
  check: checkTopic,
  refuseCreate: (request) => refuseSource(request) ?? refuseSecond(request),
  create: (request) => ({
    id: groupId(request, "Microsoft.EventGrid/systemTopics", nameOf(request, "systemTopicName")),
    outputs: { ...identityOutputs(request), metricResourceId: request.random(32) },
  }),
  update: identityOutputs,
};

function checkTopic(inputs: Plain, _scope: unknown, unknown: readonly string[]): Failure[] {
  const name = textOf(inputs["systemTopicName"]);
  const required = ["source", "topicType"]
    .filter((property) => inputs[property] === undefined && !isUnknown(unknown, property))
    .flatMap((property) =>
      failWhen(true, put, property, `properties.${property} is required`, "InvalidRequest"),
    );
  return [
    ...required,
    ...failWhen(
      name !== undefined &&
        !isUnknown(unknown, "systemTopicName") &&
        !/^[a-zA-Z0-9-]{3,128}$/.test(name),
      put,
      "systemTopicName",
      `System topic name '${name}' is not valid: use 3 to 128 letters, digits and hyphens`,
      "InvalidRequest",
    ),
  ];
}

/** Topics of other services may have a source that no state knows. */
function refuseSource({ inputs, cloud, scope }: ServiceRequest): string | undefined {
  if (inputs["topicType"] !== maintenanceTopic) {
    return undefined;
  }
  const source = textOf(inputs["source"]);
  const configuration = cloud.all(configurationType).find((other) => sameId(other.id, source));
  if (configuration === undefined) {
    return refusal(
      put,
      "InvalidRequest",
      `The source '${source}' of the system topic was not found in subscription ${scope.account}`,
    );
  }
  const expected = locationOf(configuration.inputs["location"]);
  const location = locationOf(inputs["location"]);
  return expected === location
    ? undefined
    : refusal(
        put,
        "InvalidRequest",
        `The location of the system topic must match its source's: got '${location}', expected '${expected}'`,
      );
}

function refuseSecond({ inputs, cloud }: ServiceRequest): string | undefined {
  const source = textOf(inputs["source"]);
  const existing = cloud
    .all(systemTopicType)
    .find((other) => sameId(textOf(other.inputs["source"]), source));
  return existing === undefined
    ? undefined
    : refusal(
        put,
        "InvalidRequest",
        `Only one system topic is allowed per source: ${existing.id} has the source '${source}' already`,
      );
}
