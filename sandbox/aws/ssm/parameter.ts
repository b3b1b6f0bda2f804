/**
 * `aws.ssm.Parameter`: names are paths, and are taken once; the tier says how long a value may be. A parameter never goes back
 * from the advanced tier: the provider makes a new one, and leaves the choice of the intelligent tier to the service.
 */
import { type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ApiCall, checkCall, failure, generatedName, refusal, tagList } from "../apiCall";
import { nameOf, regionalArn } from "../identity";
import { parameterType } from "./types";

/** Systems Manager, "Parameter Store": bytes of a value by tier, levels of a name. */
const maxBytes = { Standard: 4096, Advanced: 8192 } as const;
const maxLevels = 15;

const call: ApiCall = {
  service: "ssm",
  operation: "PutParameter",
  members: {
    name: generatedName,
    description: "Description",
    type: "Type",
    value: "Value",
    insecureValue: "Value",
    keyId: "KeyId",
    allowedPattern: "AllowedPattern",
    tier: "Tier",
    dataType: "DataType",
    tags: tagList,
  },
};

export const parameter: ServiceRules = {
  type: parameterType,
  replaceOn: ["name", "dataType"],
  // terraform-provider-aws, internal/service/ssm/parameter.go: `CustomizeDiff`, and `DiffSuppressFunc` of the tier.
  replaces: (before, after) =>
    before["tier"] === "Advanced" && after["tier"] === "Standard" ? ["tier"] : [],
  settled: (before, after) =>
    before["tier"] !== undefined &&
    [undefined, "Intelligent-Tiering"].includes(textOf(after["tier"]))
      ? ["tier"]
      : [],
  check: (inputs, _scope, unknown) => [
    ...checkCall(call, inputs, unknown),
    ...checkName(textOf(inputs["name"])),
    ...checkValue(inputs),
    ...checkDataType(inputs),
  ],
  refuseCreate: refuseTaken,
  create: (request) => {
    const name = nameOf(request);
    const path = name.startsWith("/") ? name : `/${name}`;
    return {
      id: name,
      outputs: {
        name,
        arn: regionalArn(request.scope, "ssm", `parameter${path}`),
        tier: tierOf(request),
        dataType: textOf(request.inputs["dataType"]) ?? "text",
        version: 1,
      },
    };
  },
  refuseUpdate: ({ inputs, old }) =>
    old?.outputs["tier"] === "Advanced" && inputs["tier"] === "Standard"
      ? refusal(
          call,
          "ValidationException",
          "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
        )
      : undefined,
  update: (request) => ({ tier: tierOf(request) }),
};

/** The tier that a parameter gets: of the intelligent one by its size, and never back from the advanced one. */
function tierOf({ inputs, old }: ServiceRequest): string {
  const asked = textOf(inputs["tier"]) ?? "Standard";
  if (asked === "Advanced" || old?.outputs["tier"] === "Advanced") return "Advanced";
  return sizeOf(inputs) > maxBytes.Standard ? "Advanced" : "Standard";
}

function sizeOf(inputs: Plain): number {
  return Buffer.byteLength(textOf(inputs["value"]) ?? textOf(inputs["insecureValue"]) ?? "");
}

function checkName(name: string | undefined): Failure[] {
  if (name === undefined) return [];
  const faults: Failure[] = [];
  const refuse = (message: string) => faults.push(failure(call, "name", message));
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name)) {
    refuse(`Parameter name '${name}' must only contain letters, numbers and the symbols .-_/`);
  }
  if (name.includes("/") && !name.startsWith("/")) {
    refuse(`Parameter name '${name}' must be a fully qualified name: it must begin with '/'`);
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    refuse(`Parameter name '${name}' must not begin with "aws" or "ssm"`);
  }
  if (name.split("/").length - 1 > maxLevels) {
    refuse(`A parameter name must have no more than ${maxLevels} levels`);
  }
  return faults;
}

function checkValue(inputs: Plain): Failure[] {
  const isLarger = inputs["tier"] === "Advanced" || inputs["tier"] === "Intelligent-Tiering";
  const most = isLarger ? maxBytes.Advanced : maxBytes.Standard;
  return sizeOf(inputs) > most
    ? [failure(call, "value", `A value of this tier must have at most ${most} bytes`)]
    : [];
}

/** "PutParameter": the kinds of data, and the form of an image's id. Whether there is such an image is found out later. */
const dataTypes = ["text", "aws:ec2:image", "aws:ssm:integration"];

function checkDataType(inputs: Plain): Failure[] {
  const dataType = textOf(inputs["dataType"]);
  if (dataType === undefined) return [];
  if (!dataTypes.includes(dataType)) {
    return [failure(call, "dataType", `DataType must be one of ${dataTypes.join(", ")}`)];
  }
  const value = textOf(inputs["value"]) ?? textOf(inputs["insecureValue"]);
  return dataType === "aws:ec2:image" && value !== undefined && !/^ami-[0-9a-f]{8,17}$/.test(value)
    ? [failure(call, "value", `The value '${value}' is no id of an Amazon Machine Image`)]
    : [];
}

function refuseTaken(request: ServiceRequest): string | undefined {
  const name = nameOf(request);
  return request.cloud.all(parameterType).some(({ id }) => id === name)
    ? refusal(call, "ParameterAlreadyExists", "The parameter already exists.")
    : undefined;
}
