/** `aws.cfg.Recorder`: one customer-managed recorder in an account and Region. */
import { listOf, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { isRoleArn, nameOf } from "../identity";
import { recorderType } from "./types";

const call: ApiCall = {
  service: "config",
  operation: "PutConfigurationRecorder",
  members: {
    name: { to: "ConfigurationRecorder.name", generated: true },
    roleArn: "ConfigurationRecorder.roleARN",
    recordingGroup: {
      to: "ConfigurationRecorder.recordingGroup",
      fields: {
        allSupported: "allSupported",
        includeGlobalResourceTypes: "includeGlobalResourceTypes",
        resourceTypes: "resourceTypes",
      },
    },
    recordingMode: {
      to: "ConfigurationRecorder.recordingMode",
      fields: { recordingFrequency: "recordingFrequency" },
    },
  },
};

export const recorder: ServiceRules = {
  type: recorderType,
  replaceOn: ["name"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkRole(inputs),
    ...checkGroup(recordAt(inputs, "recordingGroup")),
  ],
  refuseCreate: (request) => {
    const [existing] = request.cloud.all(recorderType);
    return existing === undefined
      ? undefined
      : refusal(
          call,
          "MaxNumberOfConfigurationRecordersExceededException",
          `Failed to put configuration recorder '${nameOf(request)}' because the maximum number of configuration recorders: 1 is reached: '${existing.id}' exists`,
        );
  },
  create: (request) => ({ id: nameOf(request), outputs: { name: nameOf(request) } }),
};

function checkRole(inputs: Plain): Failure[] {
  const arn = textOf(inputs["roleArn"]);
  return arn === undefined || isRoleArn(arn)
    ? []
    : [failure(call, "roleArn", `The role ARN '${arn}' is not valid`, "InvalidRoleException")];
}

function checkGroup(group: Plain): Failure[] {
  const refuse = (property: string, message: string) => [
    failure(call, `recordingGroup.${property}`, message, "InvalidRecordingGroupException"),
  ];
  const named = listOf(group["resourceTypes"]).length > 0;
  if (named && group["allSupported"] !== false) {
    return refuse("resourceTypes", "resourceTypes can't be named when allSupported is true");
  }
  return group["includeGlobalResourceTypes"] === true && group["allSupported"] === false
    ? refuse(
        "includeGlobalResourceTypes",
        "includeGlobalResourceTypes needs allSupported to be true",
      )
    : [];
}
