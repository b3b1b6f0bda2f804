/** `aws.cfg.DeliveryChannel`: where a recorder writes. One a Region, made after the recorder, deleted after it has stopped. */
import { textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { isArn, nameOf } from "../identity";
import { deliveryChannelType, recorderStatusType, recorderType } from "./types";

const call: ApiCall = {
  service: "config",
  operation: "PutDeliveryChannel",
  members: {
    name: { to: "DeliveryChannel.name", generated: true },
    s3BucketName: "DeliveryChannel.s3BucketName",
    s3KeyPrefix: "DeliveryChannel.s3KeyPrefix",
    s3KmsKeyArn: "DeliveryChannel.s3KmsKeyArn",
    snsTopicArn: "DeliveryChannel.snsTopicARN",
    snapshotDeliveryProperties: {
      to: "DeliveryChannel.configSnapshotDeliveryProperties",
      fields: { deliveryFrequency: "deliveryFrequency" },
    },
  },
};

export const deliveryChannel: ServiceRules = {
  type: deliveryChannelType,
  replaceOn: ["name"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkTopic(textOf(inputs["snsTopicArn"])),
  ],
  refuseCreate: refuseChannel,
  refuseDelete: refuseRunning,
  create: (request) => ({ id: nameOf(request), outputs: { name: nameOf(request) } }),
};

function checkTopic(arn: string | undefined): Failure[] {
  return arn === undefined || isArn(arn, "sns")
    ? []
    : [
        failure(
          call,
          "snsTopicArn",
          `The sns topic arn '${arn}' is not valid.`,
          "InvalidSNSTopicARNException",
        ),
      ];
}

function refuseChannel(request: ServiceRequest): string | undefined {
  if (request.cloud.all(recorderType).length === 0) {
    return refusal(
      call,
      "NoAvailableConfigurationRecorderException",
      "Configuration recorder is not available to put delivery channel.",
    );
  }
  const [existing] = request.cloud.all(deliveryChannelType);
  return existing === undefined
    ? undefined
    : refusal(
        call,
        "MaxNumberOfDeliveryChannelsExceededException",
        `Failed to put delivery channel '${nameOf(request)}' because the maximum number of delivery channels: 1 is reached: '${existing.id}' exists`,
      );
}

function refuseRunning({ old, cloud }: ServiceRequest): string | undefined {
  const running = cloud
    .all(recorderStatusType)
    .some((status) => status.inputs["isEnabled"] === true);
  return running
    ? refusal(
        { service: "config", operation: "DeleteDeliveryChannel" },
        "LastDeliveryChannelDeleteFailedException",
        `Failed to delete last specified delivery channel with name '${old?.id}', because there is a running configuration recorder.`,
      )
    : undefined;
}
