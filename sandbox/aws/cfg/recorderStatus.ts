/** `aws.cfg.RecorderStatus`: starts a recorder, which takes a delivery channel. */
import { textOf } from "../../plainValue";
import type { ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, refusal } from "../apiCall";
import { nameOf } from "../identity";
import { deliveryChannelType, recorderStatusType, recorderType } from "./types";

const call: ApiCall = {
  service: "config",
  operation: "StartConfigurationRecorder",
  members: { name: { to: "ConfigurationRecorderName", generated: true } },
};

export const recorderStatus: ServiceRules = {
  type: recorderStatusType,
  replaceOn: ["name"],
  check: (inputs, _scope, unknown) => checkCall(call, inputs, unknown),
  refuseCreate: refuseStart,
  refuseUpdate: refuseStart,
  create: (request) => ({ id: nameOf(request), outputs: { name: nameOf(request) } }),
};

function refuseStart({ inputs, cloud }: ServiceRequest): string | undefined {
  const name = textOf(inputs["name"]);
  if (!cloud.all(recorderType).some((recorder) => recorder.id === name)) {
    return refusal(
      call,
      "NoSuchConfigurationRecorderException",
      `Cannot find configuration recorder with the specified name '${name}'.`,
    );
  }
  return inputs["isEnabled"] === true && cloud.all(deliveryChannelType).length === 0
    ? refusal(
        call,
        "NoAvailableDeliveryChannelException",
        "Delivery channel is not available to start configuration recorder.",
      )
    : undefined;
}
