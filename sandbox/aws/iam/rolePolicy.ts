/** `aws.iam.RolePolicy`: an inline policy. The role may be one that no state knows. */
import { isUnknown, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules, StoredResource } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { nameOf } from "../identity";
import { policyFault } from "./policyDocument";
import { sameAccount } from "./role";
import { rolePolicyType } from "./types";

/** IAM quotas: characters of all inline policies of a role, without white space. */
const maxInlineSize = 10_240;

const call: ApiCall = {
  service: "iam",
  operation: "PutRolePolicy",
  members: {
    role: "RoleName",
    name: { to: "PolicyName", generated: true },
    policy: "PolicyDocument",
  },
};

export const rolePolicy: ServiceRules = {
  type: rolePolicyType,
  replaceOn: ["name", "namePrefix", "role"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, withText(inputs), unknown),
    ...checkPolicy(inputs["policy"], unknown),
  ],
  refuseCreate: refuseTooLarge,
  refuseUpdate: refuseTooLarge,
  create: (request) => {
    const name = nameOf(request);
    return { id: `${request.inputs["role"]}:${name}`, outputs: { name, ...text(request) } };
  },
  update: text,
};

function withText(inputs: ServiceRequest["inputs"]): ServiceRequest["inputs"] {
  return inputs["policy"] === undefined ? inputs : { ...inputs, policy: asText(inputs["policy"]) };
}

function text(request: ServiceRequest): Readonly<Record<string, unknown>> {
  return { policy: asText(request.inputs["policy"]) };
}

function asText(policy: unknown): string {
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}

function checkPolicy(policy: unknown, unknown: readonly string[]): Failure[] {
  if (policy === undefined || isUnknown(unknown, "policy")) {
    return [];
  }
  const fault = policyFault(policy, "identity");
  return fault === undefined ? [] : [failure(call, "policy", fault, "MalformedPolicyDocument")];
}

function refuseTooLarge({ inputs, cloud, scope, urn }: ServiceRequest): string | undefined {
  const others = sameAccount(cloud, scope, rolePolicyType).filter(
    (other) => other.inputs["role"] === inputs["role"] && other.urn !== urn,
  );
  const size = [inputs["policy"], ...others.map(policyOf)]
    .map((policy) => asText(policy).replace(/\s/g, "").length)
    .reduce((sum, length) => sum + length, 0);
  return size > maxInlineSize
    ? refusal(
        call,
        "LimitExceeded",
        `Maximum policy size of ${maxInlineSize} bytes exceeded for role ${textOf(inputs["role"])}`,
      )
    : undefined;
}

function policyOf(resource: StoredResource): unknown {
  return resource.inputs["policy"];
}
