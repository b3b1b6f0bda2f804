/** `aws.iam.Role`: its name is unique in the account, whatever the region; its trust policy must parse. */
import { isUnknown, listOf, type Plain, textOf } from "../../plainValue";
import type { CloudView, Failure, Scope, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { globalArn, nameOf } from "../identity";
import { policyFault } from "./policyDocument";
import { rolePolicyAttachmentType, rolePolicyType, roleType } from "./types";

/** IAM quotas: characters of a trust policy without white space, managed policies of a role. */
const maxTrustPolicy = 2048;
const maxManagedPolicies = 10;

const call: ApiCall = {
  service: "iam",
  operation: "CreateRole",
  members: {
    name: { to: "RoleName", generated: true },
    path: "Path",
    assumeRolePolicy: "AssumeRolePolicyDocument",
    description: "Description",
    maxSessionDuration: "MaxSessionDuration",
    permissionsBoundary: "PermissionsBoundary",
    tags: { to: "Tags", pairs: ["Key", "Value"] },
  },
};

export const role: ServiceRules = {
  type: roleType,
  replaceOn: ["name", "namePrefix", "path"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkTrust(inputs, unknown),
    ...checkManagedPolicies(inputs),
  ],
  refuseCreate: (request) => {
    const name = nameOf(request);
    return sameAccount(request.cloud, request.scope, roleType).some((other) => other.id === name)
      ? refusal(call, "EntityAlreadyExists", `Role with name ${name} already exists.`)
      : undefined;
  },
  refuseDelete: refuseInUse,
  create: (request) => {
    const name = nameOf(request);
    const path = textOf(request.inputs["path"]) ?? "/";
    return {
      id: name,
      outputs: {
        ...answer(request),
        arn: globalArn(request.scope, "iam", `role${path}${name}`),
        createDate: new Date(request.now * 60_000).toISOString(),
        uniqueId: `AROA${request.random(17).toUpperCase()}`,
      },
    };
  },
  update: answer,
};

function answer(request: ServiceRequest): Readonly<Record<string, unknown>> {
  const { inputs } = request;
  const trust = inputs["assumeRolePolicy"];
  return {
    name: nameOf(request),
    namePrefix: inputs["namePrefix"] ?? "",
    path: inputs["path"] ?? "/",
    assumeRolePolicy: typeof trust === "string" ? trust : JSON.stringify(trust),
    maxSessionDuration: inputs["maxSessionDuration"] ?? 3600,
    forceDetachPolicies: inputs["forceDetachPolicies"] ?? false,
  };
}

/** Roles have no region: every one of the account counts. */
export function sameAccount(cloud: CloudView, scope: Scope, type: string) {
  return cloud.everywhere(type).filter((resource) => resource.scope.account === scope.account);
}

function checkTrust(inputs: Plain, unknown: readonly string[]): Failure[] {
  const trust = inputs["assumeRolePolicy"];
  if (trust === undefined || isUnknown(unknown, "assumeRolePolicy")) {
    return [];
  }
  const fault = policyFault(trust, "trust");
  if (fault !== undefined) {
    return [failure(call, "assumeRolePolicy", fault, "MalformedPolicyDocument")];
  }
  const text = typeof trust === "string" ? trust : JSON.stringify(trust);
  return text.replace(/\s/g, "").length > maxTrustPolicy
    ? [
        failure(
          call,
          "assumeRolePolicy",
          `Cannot exceed quota for ACLSizePerRole: ${maxTrustPolicy}`,
          "LimitExceeded",
        ),
      ]
    : [];
}

function checkManagedPolicies(inputs: Plain): Failure[] {
  return listOf(inputs["managedPolicyArns"]).length > maxManagedPolicies
    ? [
        failure(
          call,
          "managedPolicyArns",
          `Cannot exceed quota for PoliciesPerRole: ${maxManagedPolicies}`,
          "LimitExceeded",
        ),
      ]
    : [];
}

function refuseInUse({ old, cloud, scope }: ServiceRequest): string | undefined {
  if (old?.inputs["forceDetachPolicies"] === true) {
    return undefined;
  }
  const operation = { service: "iam", operation: "DeleteRole" } as const;
  const uses = (type: string) =>
    sameAccount(cloud, scope, type).some((other) => other.inputs["role"] === old?.id);
  if (uses(rolePolicyAttachmentType)) {
    return refusal(
      operation,
      "DeleteConflict",
      `Cannot delete entity, must detach all policies first: role ${old?.id}`,
    );
  }
  return uses(rolePolicyType)
    ? refusal(
        operation,
        "DeleteConflict",
        `Cannot delete entity, must delete policies first: role ${old?.id}`,
      )
    : undefined;
}
