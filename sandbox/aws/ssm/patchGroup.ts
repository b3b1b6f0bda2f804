/** `aws.ssm.PatchGroup`: a group has at most one baseline per operating system, in one account and Region. */
import { textOf } from "../../plainValue";
import type { CloudView, ServiceRequest, ServiceRules, StoredResource } from "../../service";
import { type ApiCall, checkCall, refusal } from "../apiCall";
import { patchBaselineType, patchGroupType } from "./types";

/** Service Quotas, Systems Manager: patch groups per baseline. */
const maxGroups = 25;

const call: ApiCall = {
  service: "ssm",
  operation: "RegisterPatchBaselineForPatchGroup",
  members: { baselineId: "BaselineId", patchGroup: "PatchGroup" },
};

export const patchGroup: ServiceRules = {
  type: patchGroupType,
  replaceOn: ["baselineId", "patchGroup"],
  check: (inputs, _scope, unknown) => checkCall(call, inputs, unknown),
  refuseCreate: (request) =>
    refuseMissingBaseline(request) ?? refuseSecondBaseline(request) ?? refuseQuota(request),
  create: ({ inputs }) => ({
    id: `${textOf(inputs["patchGroup"])},${textOf(inputs["baselineId"])}`,
    outputs: {},
  }),
};

/** AWS's own baselines are ARNs of an AWS account and are in no state. */
function isOwnedByAws(baselineId: string): boolean {
  return baselineId.startsWith("arn:");
}

function refuseMissingBaseline({ inputs, cloud }: ServiceRequest): string | undefined {
  const id = textOf(inputs["baselineId"]) ?? "";
  return isOwnedByAws(id) || baselineOf(cloud, id) !== undefined
    ? undefined
    : refusal(call, "DoesNotExistException", `Patch baseline ${id} does not exist`);
}

function refuseSecondBaseline({ inputs, cloud }: ServiceRequest): string | undefined {
  const group = textOf(inputs["patchGroup"]) ?? "";
  const id = textOf(inputs["baselineId"]) ?? "";
  const system = systemOf(baselineOf(cloud, id));
  const holder = cloud
    .all(patchGroupType)
    .filter((other) => other.inputs["patchGroup"] === group)
    .map((other) => textOf(other.inputs["baselineId"]) ?? "")
    .find((other) => systemOf(baselineOf(cloud, other)) === system);
  return holder === undefined
    ? undefined
    : refusal(
        call,
        "AlreadyExistsException",
        `Patch Group baseline already has a baseline registered for OperatingSystem ${system}: patch group '${group}' is registered with ${holder}`,
      );
}

function refuseQuota({ inputs, cloud }: ServiceRequest): string | undefined {
  const count = cloud
    .all(patchGroupType)
    .filter((other) => other.inputs["baselineId"] === inputs["baselineId"]).length;
  return count >= maxGroups
    ? refusal(
        call,
        "ResourceLimitExceededException",
        `Patch baseline ${inputs["baselineId"]} already has ${maxGroups} patch groups`,
      )
    : undefined;
}

function baselineOf(cloud: CloudView, id: string): StoredResource | undefined {
  return cloud.all(patchBaselineType).find((baseline) => baseline.id === id);
}

function systemOf(baseline: StoredResource | undefined): string {
  return textOf(baseline?.inputs["operatingSystem"]) ?? "WINDOWS";
}
