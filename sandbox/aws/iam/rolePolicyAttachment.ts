/** `aws.iam.RolePolicyAttachment`: a managed policy on a role; either may be one that no state knows. */
import { isUnknown, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { sameAccount } from "./role";
import { rolePolicyAttachmentType } from "./types";

/** IAM quotas: managed policies of a role. */
const maxManagedPolicies = 10;

const call: ApiCall = {
  service: "iam",
  operation: "AttachRolePolicy",
  members: { role: "RoleName", policyArn: "PolicyArn" },
};

export const rolePolicyAttachment: ServiceRules = {
  type: rolePolicyAttachmentType,
  replaceOn: ["role", "policyArn"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkArn(textOf(inputs["policyArn"]), unknown),
  ],
  refuseCreate: refuseQuota,
  create: (request) => ({
    id: `${request.inputs["role"]}-${request.random(20)}`,
    outputs: {},
  }),
};

function checkArn(arn: string | undefined, unknown: readonly string[]): Failure[] {
  const valid =
    arn === undefined ||
    isUnknown(unknown, "policyArn") ||
    /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/.test(arn);
  return valid ? [] : [failure(call, "policyArn", `ARN ${arn} is not valid.`, "InvalidInput")];
}

function refuseQuota({ inputs, cloud, scope }: ServiceRequest): string | undefined {
  const attached = sameAccount(cloud, scope, rolePolicyAttachmentType).filter(
    (other) => other.inputs["role"] === inputs["role"],
  );
  return attached.length >= maxManagedPolicies
    ? refusal(
        call,
        "LimitExceeded",
        `Cannot exceed quota for PoliciesPerRole: ${maxManagedPolicies}`,
      )
    : undefined;
}
