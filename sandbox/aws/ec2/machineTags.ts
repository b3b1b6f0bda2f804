/** `aws.ec2.Instance` and `LaunchTemplate`: tags that instance metadata shows may hold no space. */
import { type Plain, recordAt, recordsOf } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";

const shownKey = /^[0-9a-zA-Z\-_+=,.@:]{1,255}$/;

export const instance: ServiceRules = {
  type: "aws:ec2/instance:Instance",
  replaceOn: [
    "ami",
    "availabilityZone",
    "keyName",
    "placementGroup",
    "privateIp",
    "subnetId",
    "tenancy",
  ],
  check: (inputs) =>
    showsTags(inputs) ? checkKeys(recordAt(inputs, "tags"), "tags", "RunInstances") : [],
  create: (request) => ({ id: `i-${request.random(17)}`, outputs: { instanceState: "running" } }),
};

export const launchTemplate: ServiceRules = {
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  replaceOn: ["name", "namePrefix"],
  check: (inputs) =>
    showsTags(inputs)
      ? recordsOf(inputs["tagSpecifications"]).flatMap((specification, index) =>
          specification["resourceType"] === "instance"
            ? checkKeys(
                recordAt(specification, "tags"),
                `tagSpecifications[${index}].tags`,
                "CreateLaunchTemplate",
              )
            : [],
        )
      : [],
  create: (request) => ({
    id: `lt-${request.random(17)}`,
    outputs: { latestVersion: 1, defaultVersion: 1 },
  }),
  update: ({ old }) => {
    const version = Number(old?.outputs["latestVersion"] ?? 1) + 1;
    return { latestVersion: version };
  },
};

function showsTags(inputs: Plain): boolean {
  return recordAt(inputs, "metadataOptions")["instanceMetadataTags"] === "enabled";
}

function checkKeys(tags: Plain, property: string, operation: string): Failure[] {
  return Object.keys(tags)
    .filter((key) => !shownKey.test(key))
    .map((key) => ({
      property,
      reason: `operation error EC2: ${operation}, InvalidParameterValue: '${key}' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')`,
    }));
}
