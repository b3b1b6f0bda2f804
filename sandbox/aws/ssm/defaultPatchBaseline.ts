/**
 * `aws.ssm.DefaultPatchBaseline`: one a system, account and Region. To register again overwrites; to delete registers
 * AWS's own baseline, so that a replacement which creates first ends with nothing of the program's.
 */
import { textOf } from "../../plainValue";
import type { ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, refusal } from "../apiCall";
import { defaultBaselineType, patchBaselineType } from "./types";

const call: ApiCall = {
  service: "ssm",
  operation: "RegisterDefaultPatchBaseline",
  members: { baselineId: "BaselineId" },
};

export const defaultPatchBaseline: ServiceRules = {
  type: defaultBaselineType,
  replaceOn: ["baselineId", "operatingSystem"],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkOwner(textOf(inputs["baselineId"])),
  ],
  refuseCreate: refuseBaseline,
  create: ({ inputs }) => ({ id: `${textOf(inputs["operatingSystem"])}`, outputs: {} }),
};

/** AWS's baselines are of another account: their bare ids name nothing in this one. */
function checkOwner(id: string | undefined) {
  const form =
    /^(pb-[0-9a-f]{17}|arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:patchbaseline\/pb-[0-9a-f]{17})$/;
  return id === undefined || form.test(id)
    ? []
    : [failure(call, "baselineId", `'${id}' is neither a patch baseline's id nor its ARN`)];
}

function refuseBaseline({ inputs, cloud, scope }: ServiceRequest): string | undefined {
  const id = textOf(inputs["baselineId"]) ?? "";
  const [, , , , owner = scope.account] = id.split(":");
  if (owner !== scope.account) return undefined;
  const found = cloud
    .all(patchBaselineType)
    .find((baseline) => baseline.id === id || baseline.outputs["arn"] === id);
  if (found === undefined) {
    return refusal(call, "DoesNotExistException", `Patch baseline ${id} does not exist`);
  }
  const system = textOf(found.inputs["operatingSystem"]) ?? "WINDOWS";
  return system === inputs["operatingSystem"]
    ? undefined
    : refusal(
        call,
        "ValidationException",
        `Patch baseline ${id} is for operating system ${system}, not ${inputs["operatingSystem"]}`,
      );
}
