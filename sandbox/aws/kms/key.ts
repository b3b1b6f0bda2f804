/** `aws.kms.Key`: what other resources encrypt with. Its policy, its rotation and how long its deletion can be undone. */
import { numberOf, type Plain } from "../../plainValue";
import type { Failure, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure } from "../apiCall";
import { regionalArn, uuid } from "../identity";

const call: ApiCall = {
  service: "kms",
  operation: "CreateKey",
  members: {
    description: "Description",
    policy: "Policy",
    keyUsage: "KeyUsage",
    customerMasterKeySpec: "CustomerMasterKeySpec",
    bypassPolicyLockoutSafetyCheck: "BypassPolicyLockoutSafetyCheck",
    customKeyStoreId: "CustomKeyStoreId",
    multiRegion: "MultiRegion",
    xksKeyId: "XksKeyId",
    tags: { to: "Tags", pairs: ["TagKey", "TagValue"] },
  },
};

export const key: ServiceRules = {
  type: "aws:kms/key:Key",
  replaceOn: [
    ...["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
  ],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkDays(inputs, "deletionWindowInDays", 7, 30),
    ...checkDays(inputs, "rotationPeriodInDays", 90, 2560),
    ...checkRotation(inputs),
  ],
  create: ({ inputs, scope, random }) => {
    const id = uuid(random);
    const arn = regionalArn(scope, "kms", `key/${id}`);
    const rotationPeriodInDays = inputs["rotationPeriodInDays"] ?? 365;
    return { id, outputs: { keyId: id, arn, rotationPeriodInDays } };
  },
};

function checkDays(inputs: Plain, property: string, least: number, most: number): Failure[] {
  const days = numberOf(inputs[property]);
  return days === undefined || (days >= least && days <= most)
    ? []
    : [failure(call, property, `Invalid ${property} ${days}: it must be ${least} to ${most}`)];
}

/** Only symmetric keys are rotated by the service. */
function checkRotation(inputs: Plain): Failure[] {
  const spec = inputs["customerMasterKeySpec"] ?? "SYMMETRIC_DEFAULT";
  return inputs["enableKeyRotation"] === true && spec !== "SYMMETRIC_DEFAULT"
    ? [failure(call, "enableKeyRotation", `Keys of ${spec} are not rotated`)]
    : [];
}
